import type { Activation } from './activation.ts';
import type { Decision } from './branch.ts';
import { QUERY_EVALUATION_ERROR, StateFailure } from './failure.ts';
import { serialize } from './payload.ts';
import type { TaskState } from './state.ts';

/** The moment of a decision, and the source of task tokens. */
export interface TaskClock {
  /** Milliseconds since the epoch. */
  readonly now: number;
  nextToken(): string;
}

function readArguments(value: unknown): { functionName: string; payload: unknown } {
  if (typeof value === 'object' && value !== null && 'FunctionName' in value && 'Payload' in value) {
    if (typeof value.FunctionName === 'string') return { functionName: value.FunctionName, payload: value.Payload };
  }
  throw new StateFailure(QUERY_EVALUATION_ERROR, "The field 'Arguments.FunctionName' must be a string.");
}

/** Evaluates Arguments and time-outs; each attempt has a token of its own. */
export async function enterTask(state: TaskState, activation: Activation, clock: TaskClock): Promise<Decision> {
  const token = state.waitsForToken ? clock.nextToken() : undefined;
  const { arguments: template, timeoutSeconds: timeout, heartbeatSeconds: heartbeat } = state;
  const { functionName, payload } = readArguments(
    await activation.evaluate(template, token === undefined ? {} : { token }),
  );
  const seconds = timeout === undefined ? undefined : await activation.integer(timeout, 'TimeoutSeconds', 1);
  const beat = heartbeat === undefined ? undefined : await activation.integer(heartbeat, 'HeartbeatSeconds', 1);
  return {
    kind: 'invoke',
    request: {
      functionName,
      payload: serialize(payload, 'Arguments of the task'),
      timeoutSeconds: token === undefined ? seconds : undefined,
    },
    token,
    timeoutAt: token === undefined || seconds === undefined ? undefined : clock.now + seconds * 1000,
    heartbeatSeconds: beat,
  };
}
