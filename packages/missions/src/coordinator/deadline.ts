import type { Timers } from '@bos/kernel/timers';

/** Thrown when something neither ended nor heeded its signal. */
export class DeadlineError extends Error {
  constructor(milliseconds: number) {
    super(`Not done after ${milliseconds} ms.`);
    this.name = 'DeadlineError';
  }
}

/** Time to heed the signal, in milliseconds. */
export const GRACE = 1_000;

/** Runs with a signal that is aborted after `milliseconds`; waits GRACE longer, then throws DeadlineError. */
export async function withDeadline<T>(
  timers: Timers,
  milliseconds: number,
  run: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  const cancelAbort = timers.after(milliseconds, () => controller.abort());
  let cancelOverdue = () => {};
  const overdue = new Promise<never>((_resolve, reject) => {
    cancelOverdue = timers.after(milliseconds + GRACE, () => reject(new DeadlineError(milliseconds)));
  });
  try {
    return await Promise.race([run(controller.signal), overdue]);
  } finally {
    cancelAbort();
    cancelOverdue();
  }
}
