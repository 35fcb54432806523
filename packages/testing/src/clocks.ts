import type { Clock } from '@bos/kernel/clock';
import { type IdSource, type Randomness, ulidSource } from '@bos/kernel/ids';
import type { Timers } from '@bos/kernel/timers';

/** A clock that stands still until it is moved, and timers that fire while it is. */
export interface VirtualClock extends Clock {
  readonly timers: Timers;
  /** Moves time on and runs what falls due, in order. Work that a timer starts is given a turn of the event loop. */
  advance(milliseconds: number): Promise<void>;
  set(at: Date): void;
}

export function virtualClock(start = new Date('2026-11-22T12:00:00.000Z')): VirtualClock {
  let now = start.getTime();
  let sequence = 0;
  const pending = new Map<number, { readonly due: number; readonly run: () => void }>();

  const nextDue = (until: number) =>
    [...pending].filter(([, timer]) => timer.due <= until).sort(([a, x], [b, y]) => x.due - y.due || a - b)[0];

  return {
    now: () => new Date(now),
    set: (at) => {
      now = at.getTime();
    },
    timers: {
      after(milliseconds, run) {
        const id = sequence++;
        pending.set(id, { due: now + Math.max(0, milliseconds), run });
        return () => void pending.delete(id);
      },
    },
    async advance(milliseconds) {
      const until = now + milliseconds;
      for (let next = nextDue(until); next; next = nextDue(until)) {
        const [id, timer] = next;
        pending.delete(id);
        now = Math.max(now, timer.due);
        timer.run();
        await new Promise((resolve) => setImmediate(resolve));
      }
      now = until;
    },
  };
}

/** The same ids in the same order for the same seed (a linear congruential generator: tests need no secrecy). */
export function seededIds(clock: Clock, seed = 1): IdSource {
  let state = seed >>> 0;
  const randomness: Randomness = () =>
    Uint8Array.from({ length: 16 }, () => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return state >>> 27;
    });
  return ulidSource(clock, randomness);
}
