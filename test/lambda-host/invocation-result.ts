import type { RuntimeError } from './runtime-error.ts';

export type Outcome =
  | { readonly status: 'succeeded' /** JSON. */; readonly payload: string }
  | { readonly status: 'failed'; readonly error: RuntimeError };

/** The outcome, and what Lambda writes into the log's REPORT line. */
export type InvocationResult = Outcome & {
  readonly requestId: string;
  /** Of the invocation alone. */
  readonly milliseconds: number;
  /** Start of the process and of the function in it; undefined when a warm one was taken. */
  readonly coldStartMilliseconds: number | undefined;
  /** The most that the process has held since it was started; undefined when it did not live to say so. */
  readonly peakMegabytes: number | undefined;
};

const failed = (errorType: string, errorMessage: string): Outcome => ({
  status: 'failed',
  error: { errorType, errorMessage },
});

export function timedOut(requestId: string, seconds: number): Outcome {
  return failed(
    'Sandbox.Timedout',
    `RequestId: ${requestId} Error: Task timed out after ${seconds.toFixed(2)} seconds`,
  );
}

/** A process that ended without an answer, told as Lambda tells it: `signal: killed`, `exit status 3`. */
export function exited(requestId: string, exitCode: number | null, signal: string | null): Outcome {
  const names: Readonly<Record<string, string>> = {
    SIGKILL: 'killed',
    SIGABRT: 'aborted',
    SIGSEGV: 'segmentation fault',
  };
  const reason =
    exitCode === 0
      ? 'Runtime exited without providing a reason'
      : `Runtime exited with error: ${signal === null ? `exit status ${exitCode}` : `signal: ${names[signal] ?? signal}`}`;
  return failed('Runtime.ExitError', `RequestId: ${requestId} Error: ${reason}`);
}

export function outOfMemory(requestId: string): Outcome {
  return failed('Runtime.OutOfMemory', `RequestId: ${requestId} Error: Runtime exited with error: signal: killed`);
}

/** Lambda's limit for an event, in bytes of JSON. */
export const LARGEST_REQUEST_BYTES = 6_291_456;

/** A hundred bytes more, as its error message says. */
const LARGEST_RESPONSE_BYTES = 6_291_556;

/** A payload that is too large is dropped and the invocation has failed, though the function has done its work. */
export function succeeded(payload: string): Outcome {
  if (Buffer.byteLength(payload) <= LARGEST_RESPONSE_BYTES) return { status: 'succeeded', payload };
  return failed(
    'Function.ResponseSizeTooLarge',
    `Response payload size exceeded maximum allowed payload size (${LARGEST_RESPONSE_BYTES} bytes).`,
  );
}
