/** Cancels what was scheduled; harmless afterwards. */
export type Cancel = () => void;

/** The only way to be called later. Passed in, so that tests advance time instead of sleeping. */
export interface Timers {
  after(milliseconds: number, run: () => void): Cancel;
}

/** Node timers cap a delay at 2^31-1 ms; longer ones would fire at once. */
const LONGEST_DELAY = 2 ** 31 - 1;

export const systemTimers: Timers = {
  after(milliseconds, run) {
    const timer = setTimeout(run, Math.min(Math.max(0, milliseconds), LONGEST_DELAY));
    return () => clearTimeout(timer);
  },
};
