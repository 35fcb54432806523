import type { FunctionDefinition } from '@bos/kernel/function-definition';
import type { Context } from 'aws-lambda';

/** A function of the catalog with the handler that its entry built. */
export interface DeployedFunction {
  readonly definition: Pick<FunctionDefinition, 'name' | 'trigger' | 'timeoutSeconds' | 'memoryMegabytes'>;
  /** Events are plain JSON and differ with the trigger; each handler reads its own. */
  handler(event: unknown, context: Context): unknown;
}
