import type { Timers } from '@bos/kernel/timers';

/** Resolves after that many milliseconds, or as soon as `signal` aborts: who waits looks at the signal afterwards. */
export function pause(timers: Timers, milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const end = (): void => {
      cancel();
      signal?.removeEventListener('abort', end);
      resolve();
    };
    const cancel = timers.after(milliseconds, end);
    signal?.addEventListener('abort', end);
  });
}

/** `first`, doubled with each failure after the first (`attempt` counts from 1), never more than `longest`. */
export function backOff(attempt: number, first: number, longest: number): number {
  return Math.min(longest, first * 2 ** Math.min(attempt - 1, 30));
}
