import { ApiGatewayV2Client } from '@aws-sdk/client-apigatewayv2';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { IAMClient } from '@aws-sdk/client-iam';
import { KMSClient } from '@aws-sdk/client-kms';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SFNClient } from '@aws-sdk/client-sfn';
import { SQSClient } from '@aws-sdk/client-sqs';
import { SSMClient } from '@aws-sdk/client-ssm';
import { STSClient } from '@aws-sdk/client-sts';

interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** Whoever the emulator lets do everything, while it judges nobody. */
const ANYBODY: Credentials = { accessKeyId: 'testing', secretAccessKey: 'testing', sessionToken: 'testing' };

const PATIENCE_MILLISECONDS = 20_000;

export type AccountClients = ReturnType<typeof accountClients>;

/** One client of each service, all pointed at the emulated account. A call is made once: nothing there is worth a retry. */
export function accountClients(endpoint: string, region: string, credentials: Credentials = ANYBODY) {
  const settings = {
    endpoint,
    region,
    credentials,
    maxAttempts: 1,
    requestHandler: { requestTimeout: PATIENCE_MILLISECONDS, throwOnRequestTimeout: true },
  };
  return {
    cloudFormation: new CloudFormationClient(settings),
    cloudWatch: new CloudWatchClient(settings),
    cognito: new CognitoIdentityProviderClient(settings),
    dynamodb: new DynamoDBClient(settings),
    http: new ApiGatewayV2Client(settings),
    iam: new IAMClient(settings),
    kms: new KMSClient(settings),
    lambda: new LambdaClient(settings),
    s3: new S3Client({ ...settings, forcePathStyle: true }),
    scheduler: new SchedulerClient(settings),
    secrets: new SecretsManagerClient(settings),
    ssm: new SSMClient(settings),
    sqs: new SQSClient(settings),
    states: new SFNClient(settings),
    sts: new STSClient(settings),
  };
}
