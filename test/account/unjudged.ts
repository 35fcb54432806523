/**
 * Resource types that the emulator lets pass without looking at them, each with what is judged instead. A type that it
 * does not know and that is not in this list fails the deployment.
 */
export const INERT_TYPES: ReadonlyMap<string, string> = new Map();

interface Unjudged {
  /** Of the resource, by its type. */
  readonly type: string;
  readonly what: string;
  /** Who looks at it instead, if anybody. */
  readonly instead: string;
}

/** What the emulator takes and does not judge, of resources that it does hold. */
export const UNJUDGED: readonly Unjudged[] = [
  {
    type: 'AWS::DynamoDB::GlobalTable',
    what: 'on-demand ceilings (taken and forgotten), replicas in other regions',
    instead: 'test/infra looks at the template',
  },
  {
    type: 'AWS::KMS::Key',
    what: 'key policies, encryption contexts, kms:ViaService',
    instead: 'the conditions of roles are decided by our own reading of their policies',
  },
  {
    type: 'AWS::Backup::BackupPlan',
    what: 'that copies are made, kept and removed in time; that a lock holds',
    instead: 'nobody; what is planned is read back',
  },
  {
    type: 'AWS::IAM::Role',
    what: 'conditions (tenants’ partitions and session tags among them), batches, transactions, streams, task tokens and logs in the check of a call',
    instead: 'our own reading of the policies that IAM holds',
  },
  { type: 'AWS::S3::BucketPolicy', what: 'that it is obeyed', instead: 'its text is read back' },
  {
    type: 'AWS::ApiGatewayV2::Route',
    what: 'that requests reach the function, and tokens are checked',
    instead: 'the end-to-end tests on the gateway that stands in for it',
  },
  {
    type: 'AWS::Lambda::Function',
    what: 'that the bundle runs on ARM, which log group it writes to',
    instead: 'the rehearsal of the bundles in test/lambda-host; test/infra',
  },
  {
    type: 'AWS::Lambda::EventSourceMapping',
    what: 'delivery, filtering, partial failures, whether the role may poll',
    instead: 'test/lambda-host; the rights of the role are read here',
  },
  {
    type: 'AWS::StepFunctions::StateMachine',
    what: 'dangling states, JSONata that does not parse',
    instead: 'npm run validate; the conformance suite on Step Functions’ interpreter',
  },
  { type: 'AWS::CloudWatch::Alarm', what: 'that metrics arrive', instead: 'that what they are about exists' },
  { type: 'AWS::SNS::Subscription', what: 'that a mail is sent and confirmed', instead: 'nobody' },
  { type: 'AWS::CloudFormation::Stack', what: 'roll-back, replacement, quotas, drift', instead: 'nobody' },
];
