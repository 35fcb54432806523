import type { FunctionDefinition } from '@bos/kernel/function-definition';
import { type TableAccess, tenantAccessOf } from './tenant-functions.ts';

/** The variables that every deployed function is given. */
export const ENVIRONMENT = {
  /** `dev`, `prod`, … */
  environment: 'BOS_ENVIRONMENT',
  tableName: 'TABLE_NAME',
  /** Folder under which the definition's `assets` lie, by their path from the root of the project. */
  assetsFolder: 'ASSETS_DIR',
  /** Only with a `missions` right. */
  stateMachineArn: 'STATE_MACHINE_ARN',
  /** Only with a `schedule` right: the group of all schedules, and the role with which they send. */
  scheduleGroup: 'SCHEDULE_GROUP',
  scheduleRoleArn: 'SCHEDULE_ROLE_ARN',
  /** Only with the `data-key` right: the KMS key that wraps platform and building keys. */
  dataKeyArn: 'KEY_ARN',
  /** Only with the `data-key` right: the table of the wrapped keys. */
  keysTableName: 'KEYS_TABLE_NAME',
  /** For the operator's commands alone: the bucket of the ledger of erasures. */
  erasuresBucket: 'ERASURES_BUCKET',
  /** Only with a `documents` right. */
  documentsBucket: 'DOCUMENTS_BUCKET',
  /** Only for functions that work on a tenant's items: the role that is taken on for one tenant. */
  tenantRoleArn: 'TENANT_ROLE_ARN',
  /** Only for http functions: the issuer whose tokens the gateway lets in. */
  tokenIssuer: 'JWT_ISSUER',
  /** Only for http functions, and only where the operator has said it: where people reach the pages. */
  publicUrl: 'PUBLIC_URL',
} as const;

const upperSnake = (name: string): string => name.replaceAll('-', '_').toUpperCase();

/** The variable that holds the URL of a queue that the function sends to or reads: `outbound` → `QUEUE_URL_OUTBOUND`. */
export const queueUrlVariable = (queue: string): string => `QUEUE_URL_${upperSnake(queue)}`;

/** The variable that holds the ARN of a queue; there for each `schedule` right. */
export const queueArnVariable = (queue: string): string => `QUEUE_ARN_${upperSnake(queue)}`;

/** The variable that holds the ARN of a secret; there for each `secret` right. */
export const secretArnVariable = (secret: string): string => `SECRET_ARN_${upperSnake(secret)}`;

/** The variable that holds the name of a parameter; there for each `parameter` right. */
export const parameterNameVariable = (parameter: string): string => `PARAMETER_NAME_${upperSnake(parameter)}`;

/** The name under which Parameter Store keeps a parameter of this environment. */
export const parameterName = (environment: string, parameter: string): string => `/bos/${environment}/${parameter}`;

/** Where Lambda unpacks a function's code. */
const TASK_ROOT = '/var/task';

/** What a function needs to have messages sent at a time. */
export interface ScheduleSurroundings {
  readonly groupName: string;
  readonly roleArn: string;
  queueArn(queue: string): string;
}

/** Names and ARNs of what a function may be pointed at. Everything here is a name, never a secret's value. */
export interface FunctionSurroundings {
  readonly environment: string;
  readonly tableName: string;
  readonly stateMachineArn: string;
  readonly dataKeyArn: string;
  readonly keysTableName: string;
  readonly documentsBucket: string;
  readonly tokenIssuer: string;
  readonly publicUrl?: string | undefined;
  queueUrl(queue: string): string;
  /** Where functions may schedule at all. */
  readonly schedules?: ScheduleSurroundings;
  secretArn(secret: string): string;
  /** Where tenants have a role of their own. */
  tenantRoleArn?(access: TableAccess): string;
}

/** The variables of one function: what its rights let it use, and nothing more. */
export function functionEnvironment(
  definition: FunctionDefinition,
  surroundings: FunctionSurroundings,
): Record<string, string> {
  const variables: Record<string, string> = {
    [ENVIRONMENT.environment]: surroundings.environment,
    [ENVIRONMENT.tableName]: surroundings.tableName,
    [ENVIRONMENT.assetsFolder]: TASK_ROOT,
  };
  const { trigger } = definition;
  if (trigger.kind === 'http') {
    variables[ENVIRONMENT.tokenIssuer] = surroundings.tokenIssuer;
    if (surroundings.publicUrl !== undefined) variables[ENVIRONMENT.publicUrl] = surroundings.publicUrl;
  }
  const ofTenant = tenantAccessOf(definition);
  if (ofTenant && surroundings.tenantRoleArn)
    variables[ENVIRONMENT.tenantRoleArn] = surroundings.tenantRoleArn(ofTenant);
  if (trigger.kind === 'queue') variables[queueUrlVariable(trigger.queue)] = surroundings.queueUrl(trigger.queue);
  for (const right of definition.rights) {
    switch (right.kind) {
      case 'table':
        break;
      case 'send':
        variables[queueUrlVariable(right.queue)] = surroundings.queueUrl(right.queue);
        break;
      case 'missions':
        variables[ENVIRONMENT.stateMachineArn] = surroundings.stateMachineArn;
        break;
      case 'schedule':
        Object.assign(variables, scheduleVariables(right.queue, surroundings.schedules));
        break;
      case 'data-key':
        variables[ENVIRONMENT.dataKeyArn] = surroundings.dataKeyArn;
        variables[ENVIRONMENT.keysTableName] = surroundings.keysTableName;
        break;
      case 'documents':
        variables[ENVIRONMENT.documentsBucket] = surroundings.documentsBucket;
        break;
      case 'secret':
        variables[secretArnVariable(right.name)] = surroundings.secretArn(right.name);
        break;
      case 'parameter':
        variables[parameterNameVariable(right.name)] = parameterName(surroundings.environment, right.name);
        break;
      default:
        right satisfies never;
    }
  }
  return variables;
}

/** None where nothing can be scheduled: whoever does it all the same fails there, naming what is missing. */
function scheduleVariables(queue: string, schedules: ScheduleSurroundings | undefined): Record<string, string> {
  if (schedules === undefined) return {};
  return {
    [ENVIRONMENT.scheduleGroup]: schedules.groupName,
    [ENVIRONMENT.scheduleRoleArn]: schedules.roleArn,
    [queueArnVariable(queue)]: schedules.queueArn(queue),
  };
}
