import { ENVIRONMENT, type FunctionSurroundings, functionEnvironment } from '@bos/aws/function-environment';
import type { FunctionDefinition } from '@bos/kernel/function-definition';
import { deployedName } from './deployed-names.ts';

/** The services that a function may reach, as the SDK names them in `AWS_ENDPOINT_URL_…`. */
export type AwsService = 'DYNAMODB' | 'KMS' | 'S3' | 'SCHEDULER' | 'SECRETS_MANAGER' | 'SFN' | 'SQS' | 'SSM' | 'STS';

export type Endpoints = Readonly<Partial<Record<AwsService, string>>>;

export interface VariableSources {
  readonly surroundings: FunctionSurroundings;
  readonly endpoints: Endpoints;
  readonly region: string;
  readonly accessKeyId: string;
}

/** Nothing listens on it: a call to a service without an engine fails at once and never leaves the machine. */
const NOWHERE = 'http://127.0.0.1:1';

/** The whole environment of a function's process: the catalog's variables and those that Lambda itself sets. */
export function functionVariables(
  definition: FunctionDefinition,
  folder: string,
  { surroundings, endpoints, region, accessKeyId }: VariableSources,
): Record<string, string> {
  const name = deployedName(surroundings.environment, definition);
  const variables: Record<string, string> = {
    ...functionEnvironment(definition, surroundings),
    // Lambda unpacks the code into /var/task; here it stays where it was bundled.
    [ENVIRONMENT.assetsFolder]: folder,
    LAMBDA_TASK_ROOT: folder,
    PATH: '/usr/local/bin:/usr/bin:/bin',
    LANG: 'en_US.UTF-8',
    TZ: ':UTC',
    _HANDLER: 'index.handler',
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    AWS_LAMBDA_FUNCTION_NAME: name,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(definition.memoryMegabytes),
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: `/bos/${surroundings.environment}/${definition.name}`,
    AWS_LAMBDA_LOG_STREAM_NAME: '$LATEST',
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_ACCESS_KEY_ID: accessKeyId,
    // LocalStack holds signed links to documents against this one.
    AWS_SECRET_ACCESS_KEY: 'test',
    // The files of whoever runs the rehearsal are not the function's.
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_ENDPOINT_URL: NOWHERE,
  };
  for (const [service, url] of Object.entries(endpoints)) variables[`AWS_ENDPOINT_URL_${service}`] = url;
  return variables;
}
