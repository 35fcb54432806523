import type { Timers } from '@bos/kernel/timers';
import { pause } from '../runtime/pause.ts';

/** The rhythm of a poll that finds nothing: ever slower, until a nudge or a find. */
export interface Pacer {
  /** Waits for the next poll; returns at once when there was a nudge since the last poll began. */
  wait(signal: AbortSignal): Promise<void>;
  /** To be called when a poll begins. */
  begin(): void;
  nudge(): void;
}

const SHORTEST_MILLISECONDS = 5;
const LONGEST_MILLISECONDS = 200;

export function createPacer(timers: Timers): Pacer {
  let delay = SHORTEST_MILLISECONDS;
  let nudged = false;
  let waiting: AbortController | undefined;
  return {
    begin() {
      nudged = false;
    },
    async wait(signal) {
      if (nudged || signal.aborted) return;
      waiting = new AbortController();
      const stop = (): void => waiting?.abort();
      signal.addEventListener('abort', stop);
      const milliseconds = delay;
      delay = Math.min(LONGEST_MILLISECONDS, delay * 2);
      await pause(timers, milliseconds, waiting.signal);
      signal.removeEventListener('abort', stop);
      waiting = undefined;
    },
    nudge() {
      nudged = true;
      delay = SHORTEST_MILLISECONDS;
      waiting?.abort();
    },
  };
}
