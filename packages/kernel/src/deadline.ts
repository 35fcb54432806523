import { AsyncLocalStorage } from 'node:async_hooks';

/**
 * Until when the work in hand may go on. It follows the work through every `await`, so that what waits for the
 * network far below need not be handed a signal by all that stands above it.
 */
const signals = new AsyncLocalStorage<AbortSignal>();

/** Runs the work under a deadline: `signal` is aborted when the time is over. An outer deadline holds as well. */
export function withDeadline<T>(signal: AbortSignal, work: () => T): T {
  return signals.run(joinSignals(signal, signals.getStore()), work);
}

/** Aborted when the work in hand must end; undefined outside of any deadline. */
export function currentSignal(): AbortSignal | undefined {
  return signals.getStore();
}

/** Aborted as soon as one of the two is. */
export function joinSignals(signal: AbortSignal, other: AbortSignal | undefined): AbortSignal {
  return other === undefined ? signal : AbortSignal.any([signal, other]);
}

/** What the promise gives, or the signal's reason when that comes first. The promise itself is left to run. */
export function untilAborted<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return promise;
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(signal.reason);
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    promise.finally(() => signal.removeEventListener('abort', abort)).then(resolve, reject);
  });
}
