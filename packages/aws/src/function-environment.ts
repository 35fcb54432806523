import type { FunctionDefinition } from '@bos/kernel/function-definition';

/** The variables that every deployed function is given. */
export const ENVIRONMENT = {
  /** `dev`, `prod`, … */
  environment: 'BOS_ENVIRONMENT',
  tableName: 'TABLE_NAME',
  /** Folder under which the definition's `assets` lie, by their path from the root of the project. */
  assetsFolder: 'ASSETS_DIR',
  /** Only with a `missions` right. */
  stateMachineArn: 'STATE_MACHINE_ARN',
  /** Only with the `data-key` right: the KMS key that wraps platform and building keys. */
  dataKeyArn: 'KEY_ARN',
  /** Only for http functions: the issuer whose tokens the gateway lets in. */
  tokenIssuer: 'JWT_ISSUER',
} as const;

const upperSnake = (name: string): string => name.replaceAll('-', '_').toUpperCase();

/** The variable that holds the URL of a queue; there for each `send` right: `outbound` → `QUEUE_URL_OUTBOUND`. */
export const queueUrlVariable = (queue: string): string => `QUEUE_URL_${upperSnake(queue)}`;

/** The variable that holds the ARN of a secret; there for each `secret` right. */
export const secretArnVariable = (secret: string): string => `SECRET_ARN_${upperSnake(secret)}`;

/** Where Lambda unpacks a function's code. */
const TASK_ROOT = '/var/task';

/** Names and ARNs of what a function may be pointed at. Everything here is a name, never a secret's value. */
export interface FunctionSurroundings {
  readonly environment: string;
  readonly tableName: string;
  readonly stateMachineArn: string;
  readonly dataKeyArn: string;
  readonly tokenIssuer: string;
  queueUrl(queue: string): string;
  secretArn(secret: string): string;
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
  if (definition.trigger.kind === 'http') variables[ENVIRONMENT.tokenIssuer] = surroundings.tokenIssuer;
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
      case 'data-key':
        variables[ENVIRONMENT.dataKeyArn] = surroundings.dataKeyArn;
        break;
      case 'secret':
        variables[secretArnVariable(right.name)] = surroundings.secretArn(right.name);
        break;
      default:
        right satisfies never;
    }
  }
  return variables;
}
