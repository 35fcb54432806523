import type { Clock } from '@bos/kernel/clock';
import type { IdSource } from '@bos/kernel/ids';
import type { Timers } from '@bos/kernel/timers';
import type { DeployedFunction } from './deployed-function.ts';
import { lambdaContext } from './lambda-context.ts';

/** The function took longer than it may. Its name is the error that Step Functions sees from Lambda. */
export class FunctionTimeoutError extends Error {
  constructor(functionName: string, seconds: number) {
    super(`${functionName} timed out after ${seconds} seconds`);
    this.name = 'Sandbox.Timedout';
  }
}

/** No function of that name is deployed. Its name is the error that Step Functions sees from Lambda. */
export class FunctionNotFoundError extends Error {
  constructor(functionName: string) {
    super(`There is no function ${functionName}.`);
    this.name = 'Lambda.ResourceNotFoundException';
  }
}

export interface InvokeDeps {
  readonly clock: Clock;
  readonly timers: Timers;
  readonly ids: IdSource;
}

/**
 * Calls a function as Lambda does: with a context, and not longer than its time-out (`timeoutSeconds` of the
 * definition unless told). Throws what the handler throws, or FunctionTimeoutError; a handler that overran its time
 * cannot be ended, so its late result is dropped.
 */
export function invoke(
  target: DeployedFunction,
  event: unknown,
  deps: InvokeDeps,
  options: { readonly requestId?: string; readonly timeoutSeconds?: number } = {},
): Promise<unknown> {
  const { definition } = target;
  const timeoutSeconds = options.timeoutSeconds ?? definition.timeoutSeconds;
  const deadline = deps.clock.now().getTime() + timeoutSeconds * 1_000;
  const requestId = options.requestId ?? deps.ids.next();
  const context = lambdaContext(definition, { requestId, deadline, clock: deps.clock });
  return new Promise((resolve, reject) => {
    const cancel = deps.timers.after(timeoutSeconds * 1_000, () =>
      reject(new FunctionTimeoutError(definition.name, timeoutSeconds)),
    );
    const run = async (): Promise<unknown> => target.handler(event, context);
    run().finally(cancel).then(resolve, reject);
  });
}

/** Calls a function by name with a payload; both ways the payload is JSON, as between Step Functions and Lambda. */
export type InvokeByName = (functionName: string, payload: unknown, signal: AbortSignal) => Promise<unknown>;

/**
 * What runs the tasks of a state machine. Rejects with FunctionNotFoundError, FunctionTimeoutError, what the handler
 * threw (its name is the error of the state), or the signal's reason when the state gave up waiting.
 */
export function invokerByName(functions: readonly DeployedFunction[], deps: InvokeDeps): InvokeByName {
  const byName = new Map(functions.map((deployed) => [deployed.definition.name, deployed]));
  return async (functionName, payload, signal) => {
    const target = byName.get(functionName);
    if (target === undefined) throw new FunctionNotFoundError(functionName);
    signal.throwIfAborted();
    const given = throughJson(payload);
    const result = invoke(target, given, deps);
    return throughJson(await untilAborted(result, signal));
  };
}

/** What the other side of a JSON connection receives; a function without result gives null. */
function throughJson(value: unknown): unknown {
  return value === undefined ? null : JSON.parse(JSON.stringify(value));
}

function untilAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(signal.reason);
    signal.addEventListener('abort', abort, { once: true });
    promise.finally(() => signal.removeEventListener('abort', abort)).then(resolve, reject);
  });
}
