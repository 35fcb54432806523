/** What one unit costs in US dollars, in us-east-1, without free tiers. */
export interface Price {
  readonly unit: string;
  readonly dollars: number;
  readonly source: string;
}

/** When these prices were on those pages. */
export const PRICES_AS_OF = 'January 2025';

const MILLION = 1_000_000;
const page = (name: string): string => `https://aws.amazon.com/${name}/pricing/`;

/** Prices per single unit: AWS publishes most of them by the million. */
export const PRICES = {
  tableWrite: {
    unit: 'DynamoDB write request unit',
    dollars: 0.625 / MILLION,
    source: `${page('dynamodb')}on-demand/`,
  },
  tableRead: { unit: 'DynamoDB read request unit', dollars: 0.125 / MILLION, source: `${page('dynamodb')}on-demand/` },
  tableStorage: { unit: 'DynamoDB storage, GB and month', dollars: 0.25, source: `${page('dynamodb')}on-demand/` },
  tableRecovery: {
    unit: 'DynamoDB point-in-time recovery, GB and month',
    dollars: 0.2,
    source: `${page('dynamodb')}on-demand/`,
  },
  invocation: { unit: 'Lambda request', dollars: 0.2 / MILLION, source: page('lambda') },
  computing: { unit: 'Lambda on ARM, GB and second', dollars: 0.0000133334, source: page('lambda') },
  queueRequest: { unit: 'SQS FIFO request', dollars: 0.5 / MILLION, source: page('sqs') },
  transition: {
    unit: 'Step Functions Standard state transition',
    dollars: 25 / MILLION,
    source: page('step-functions'),
  },
  schedule: { unit: 'EventBridge Scheduler invocation', dollars: 1 / MILLION, source: page('eventbridge') },
  apiRequest: { unit: 'API Gateway HTTP API request', dollars: 1 / MILLION, source: page('api-gateway') },
  keyRequest: { unit: 'KMS request', dollars: 0.03 / 10_000, source: page('kms') },
  key: { unit: 'KMS key and month', dollars: 1, source: page('kms') },
  secret: { unit: 'Secrets Manager secret and month', dollars: 0.4, source: page('secrets-manager') },
  logs: { unit: 'CloudWatch Logs, GB taken in', dollars: 0.5, source: page('cloudwatch') },
  metric: { unit: 'CloudWatch custom metric and month', dollars: 0.3, source: page('cloudwatch') },
  alarm: { unit: 'CloudWatch alarm metric and month', dollars: 0.1, source: page('cloudwatch') },
} as const satisfies Record<string, Price>;

export type Priced = keyof typeof PRICES;
