import type { Timers } from '@bos/kernel/timers';

/** How long the locks of one credential may take, in milliseconds: less than the function that waits for them. */
const LOCK_TIME = 10_000;

/** Lets the locks answer for so long; what they may have done after that is found out at the next look. */
export async function withinLockTime<T>(
  timers: Timers,
  work: (signal: AbortSignal) => Promise<T>,
  milliseconds = LOCK_TIME,
): Promise<T> {
  const controller = new AbortController();
  const cancel = timers.after(milliseconds, () => controller.abort());
  try {
    return await work(controller.signal);
  } finally {
    cancel();
  }
}
