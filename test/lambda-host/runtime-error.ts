/** A function's failure as Lambda's Invoke operation answers it. */
export interface RuntimeError {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace?: readonly string[] | undefined;
}

/** An error with a name of the platform, as the runtime reports what went wrong around the handler. */
export class PlatformError extends Error {
  constructor(name: string, message: string) {
    super(message);
    this.name = name;
  }
}

/** What a handler threw, in the words of Lambda's Node.js runtime: not only errors can be thrown. */
export function runtimeError(thrown: unknown): RuntimeError {
  if (!(thrown instanceof Error)) return { errorType: typeof thrown, errorMessage: String(thrown), trace: [] };
  const { name, message, stack = '' } = thrown;
  return { errorType: name, errorMessage: message, trace: stack === '' ? [] : stack.split('\n') };
}

/** The function answered with an error. Its name is the `errorType`, by which Step Functions retries and catches. */
export class FunctionError extends Error {
  readonly error: RuntimeError;

  constructor(error: RuntimeError) {
    super(error.errorMessage);
    this.name = error.errorType;
    this.error = error;
  }
}
