import type { DeployedFunction } from '@bos/embedded/runtime/deployed-function';
import { pause } from '@bos/embedded/runtime/pause';
import type { Timers } from '@bos/kernel/timers';

/**
 * How many webhooks are being acknowledged at this moment, in memory that both threads see. WhatsApp waits a quarter
 * of a second for an acknowledgement; who wrote waits gladly for as long for the answer.
 */
export type Pressure = Int32Array<SharedArrayBuffer>;

export const createPressure = (): Pressure => new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));

/** Counts the calls of a function while they last. */
export function counting({ definition, handler }: DeployedFunction, pressure: Pressure): DeployedFunction {
  return {
    definition,
    async handler(event, context) {
      Atomics.add(pressure, 0, 1);
      try {
        return await handler(event, context);
      } finally {
        Atomics.sub(pressure, 0, 1);
      }
    },
  };
}

/** As many at once are a burst; one person's message is never one. */
const BURST = 4;
const LOOK_MILLISECONDS = 10;
/** A burst without end slows the background work down and does not stop it. */
const LONGEST_MILLISECONDS = 1_000;

/** Lets a burst of acknowledgements go first, for a second at most. */
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
        Atomics.load(pressure, 0) >= BURST && waited < LONGEST_MILLISECONDS;
        waited += LOOK_MILLISECONDS
      ) {
        await pause(timers, LOOK_MILLISECONDS);
      }
      return handler(event, context);
    },
  };
}
