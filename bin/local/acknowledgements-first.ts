import type { DeployedFunction } from '@bos/embedded/runtime/deployed-function';
import { pause } from '@bos/embedded/runtime/pause';
import type { Timers } from '@bos/kernel/timers';

/**
 * What both threads see: how many webhooks are being acknowledged at this moment, and whether a nudge is on its way.
 * WhatsApp waits a quarter of a second for an acknowledgement; who wrote waits gladly for as long for the answer.
 */
export type Pressure = Int32Array<SharedArrayBuffer>;

const CALLS = 0;
const NUDGED = 1;

export const createPressure = (): Pressure => new Int32Array(new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT));

/** Tells the other thread that the table was written; not again while it has not looked. */
export function nudgeOnce(pressure: Pressure, tell: () => void): void {
  if (Atomics.exchange(pressure, NUDGED, 1) === 0) tell();
}

/** The other thread looks now: what is written from here on is told anew. */
export function nudgeTaken(pressure: Pressure): void {
  Atomics.store(pressure, NUDGED, 0);
}

/** Counts the calls of a function while they last. */
export function counting({ definition, handler }: DeployedFunction, pressure: Pressure): DeployedFunction {
  return {
    definition,
    async handler(event, context) {
      Atomics.add(pressure, CALLS, 1);
      try {
        return await handler(event, context);
      } finally {
        Atomics.sub(pressure, CALLS, 1);
      }
    },
  };
}

/** As many at once are a burst; one person's message is never one. */
const BURST = 4;
const LOOK_MILLISECONDS = 10;
/** A burst without end slows the background work down and does not stop it. */
const LONGEST_MILLISECONDS = 3_000;

/** Lets a burst of acknowledgements go first, for three seconds at most. */
export function yielding(
  { definition, handler }: DeployedFunction,
  pressure: Pressure,
  timers: Timers,
): DeployedFunction {
  return {
    definition,
    async handler(event, context) {
      for (
        let waited = 0;
        Atomics.load(pressure, CALLS) >= BURST && waited < LONGEST_MILLISECONDS;
        waited += LOOK_MILLISECONDS
      ) {
        await pause(timers, LOOK_MILLISECONDS);
      }
      return handler(event, context);
    },
  };
}
