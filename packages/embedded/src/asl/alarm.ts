import type { Clock } from '@bos/kernel/clock';
import type { Cancel, Timers } from '@bos/kernel/timers';

export interface AlarmOptions {
  readonly clock: Clock;
  readonly timers: Timers;
  /** Handles all that is due; returns the next time, milliseconds since the epoch. */
  readonly ring: (now: number) => number | undefined;
  readonly onFault: (error: unknown) => void;
}

const FAULT_PAUSE_MILLISECONDS = 1_000;

/** One timer for the earliest due time in the journal. */
export class Alarm {
  readonly #options: AlarmOptions;
  #at = Number.POSITIVE_INFINITY;
  #cancel: Cancel = () => undefined;
  #stopped = false;

  constructor(options: AlarmOptions) {
    this.#options = options;
  }

  /** A time that was just committed; sets the timer if it is the earliest. */
  consider(time: number | undefined): void {
    if (time === undefined || time >= this.#at || this.#stopped) return;
    this.#cancel();
    this.#at = time;
    const delay = Math.max(0, time - this.#options.clock.now().getTime());
    this.#cancel = this.#options.timers.after(delay, () => this.ring());
  }

  /** Looks now, and sets the timer for what comes next. */
  ring(): void {
    if (this.#stopped) return;
    this.#cancel();
    this.#at = Number.POSITIVE_INFINITY;
    const now = this.#options.clock.now().getTime();
    try {
      this.consider(this.#options.ring(now));
    } catch (error) {
      this.#options.onFault(error);
      this.consider(now + FAULT_PAUSE_MILLISECONDS);
    }
  }

  stop(): void {
    this.#stopped = true;
    this.#cancel();
  }
}
