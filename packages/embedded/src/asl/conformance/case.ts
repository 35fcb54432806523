/** Conformance cases as data, so that any engine of Amazon States Language can be held to the same table. */

/** What a fake function does at one call; the last of a list repeats. */
export type TaskBehaviour =
  | { readonly does: 'return'; readonly value: unknown }
  | { readonly does: 'echo' }
  | { readonly does: 'throw'; readonly name: string; readonly message: string }
  | { readonly does: 'hang' }
  /** Answers the token found in `payload.token`, before the call returns. */
  | { readonly does: 'succeedToken'; readonly output: unknown }
  | { readonly does: 'failToken'; readonly error: string; readonly cause: string };

export interface Expectation {
  readonly status: 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT';
  readonly output?: unknown;
  readonly error?: string;
  /** Only where the definition or a task gave it: the texts of engines differ. */
  readonly cause?: string;
  /** Of waits and retries, on the engine's clock. */
  readonly elapsedSeconds?: number;
  /** Payloads of the calls in order, for functions whose calls are ordered. */
  readonly calls?: Readonly<Record<string, readonly unknown[]>>;
}

export interface ConformanceCase {
  readonly name: string;
  /** The states; `StartAt` is the first. The runner adds the query language. */
  readonly states: Readonly<Record<string, unknown>>;
  readonly timeoutSeconds?: number;
  readonly input?: unknown;
  readonly tasks?: Readonly<Record<string, readonly TaskBehaviour[]>>;
  readonly expect: Expectation;
}

/** The JSON text of a case's definition. */
export function definitionOf(test: Pick<ConformanceCase, 'states' | 'timeoutSeconds'>): string {
  const [first = ''] = Object.keys(test.states);
  const timeout = test.timeoutSeconds === undefined ? {} : { TimeoutSeconds: test.timeoutSeconds };
  return JSON.stringify({ QueryLanguage: 'JSONata', ...timeout, StartAt: first, States: test.states });
}

/** Shorthand for the fields of a task that invokes a function. */
export function invoking(functionName: string, payload: unknown = {}): Readonly<Record<string, unknown>> {
  return {
    Type: 'Task',
    Resource: 'arn:aws:states:::lambda:invoke',
    Arguments: { FunctionName: functionName, Payload: payload },
  };
}

/** Shorthand for the fields of a task that waits for its token. */
export function awaiting(functionName: string): Readonly<Record<string, unknown>> {
  return {
    Type: 'Task',
    Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
    Arguments: { FunctionName: functionName, Payload: { token: '{% $states.context.Task.Token %}' } },
  };
}
