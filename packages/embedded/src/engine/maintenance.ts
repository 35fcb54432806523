import { type Clock, DAY } from '@bos/kernel/clock';
import type { Log } from '@bos/kernel/log';
import type { Timers } from '@bos/kernel/timers';
import { pause } from '../runtime/pause.ts';
import { trimStreamRecords } from './stream-records.ts';
import { sweepExpired } from './ttl-sweep.ts';

/** DynamoDB keeps stream records for a day. */
const KEPT_MILLISECONDS = DAY;
/** Between two bites of 1,000 rows, so that the engine's own writes come in between. */
const BREATH_MILLISECONDS = 20;
const BITES_AT_START = 20;

export interface MaintenanceOptions {
  readonly databasePath: string;
  readonly tableName: string;
  readonly adminPort: number;
  readonly adminToken: string;
  /** What every stream reader has done with; undefined: nothing yet, so nothing is trimmed. */
  readonly acknowledged: () => string | undefined;
  readonly everySeconds: number;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly log: Log;
}

type TrimOptions = Pick<MaintenanceOptions, 'databasePath' | 'tableName' | 'acknowledged' | 'clock' | 'timers'>;

/** Removes the stream records before `olderThan` (a day ago by default) that were acknowledged; says how many. */
export async function trimStream(options: TrimOptions, olderThan = dayBefore(options.clock)): Promise<number> {
  let removed = 0;
  for (let bite = trimOnce(options, olderThan); bite > 0; bite = trimOnce(options, olderThan)) {
    removed += bite;
    await pause(options.timers, BREATH_MILLISECONDS);
  }
  return removed;
}

/** The same before the engine runs, without pauses; what is left after 20,000 records waits for a later run. */
export function trimBeforeStart(options: TrimOptions): void {
  for (let bites = 0; bites < BITES_AT_START && trimOnce(options, dayBefore(options.clock)) > 0; ) bites++;
}

function trimOnce({ databasePath, tableName, acknowledged }: TrimOptions, olderThan: Date): number {
  const upTo = acknowledged();
  return upTo === undefined ? 0 : trimStreamRecords(databasePath, { tableName, acknowledged: upTo, olderThan });
}

function dayBefore(clock: Clock): Date {
  return new Date(clock.now().getTime() - KEPT_MILLISECONDS);
}

/** Sweeps expired items and trims the stream, one after the other, on a timer. Resolves `stop` after a run in hand. */
export function startMaintenance(options: MaintenanceOptions): { stop(): Promise<void> } {
  const { everySeconds, timers, log } = options;
  const stopping = new AbortController();
  const run = async (): Promise<void> => {
    for (;;) {
      await pause(timers, everySeconds * 1_000, stopping.signal);
      if (stopping.signal.aborted) return;
      try {
        const swept = await sweepExpired(options);
        const trimmed = await trimStream(options);
        if (swept + trimmed > 0) log.info('table.maintained', { count: swept + trimmed });
      } catch (error) {
        log.error('table.maintenance-failed', error);
      }
    }
  };
  const running = run();
  return {
    stop() {
      stopping.abort();
      return running;
    },
  };
}
