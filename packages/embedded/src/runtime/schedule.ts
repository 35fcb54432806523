import type { Log } from '@bos/kernel/log';
import type { EventBridgeEvent } from 'aws-lambda';
import type { DeployedFunction } from './deployed-function.ts';
import { type InvokeDeps, invoke } from './invoke.ts';
import { LOCAL_ACCOUNT, LOCAL_REGION } from './lambda-context.ts';
import { pause } from './pause.ts';

export interface Schedule {
  /** Resolves after the run in hand. */
  stop(): Promise<void>;
}

/**
 * Runs a function once at the start, for whatever was missed while nothing ran, then at each multiple of its period
 * since the epoch. A run that takes longer than the period swallows the ticks that it misses; it never overlaps
 * itself. A failed run is logged and waits for the next tick.
 */
export function startSchedule(
  target: DeployedFunction,
  everySeconds: number,
  deps: InvokeDeps & { log: Log },
): Schedule {
  const { clock, timers, ids, log } = deps;
  const { name } = target.definition;
  const period = everySeconds * 1_000;
  const stopping = new AbortController();

  async function run(): Promise<void> {
    for (let tick = clock.now().getTime(); !stopping.signal.aborted; ) {
      const id = ids.next();
      try {
        await invoke(target, scheduledEvent(name, id, new Date(tick)), deps, { requestId: id });
      } catch (error) {
        log.error('schedule.run-failed', error, { function: name });
      }
      const now = clock.now().getTime();
      tick = (Math.floor(now / period) + 1) * period;
      await pause(timers, tick - now, stopping.signal);
    }
  }

  const running = run();
  return {
    stop() {
      stopping.abort();
      return running;
    },
  };
}

function scheduledEvent(name: string, id: string, at: Date): EventBridgeEvent<'Scheduled Event', object> {
  return {
    version: '0',
    id,
    'detail-type': 'Scheduled Event',
    source: 'aws.events',
    account: LOCAL_ACCOUNT,
    time: `${at.toISOString().slice(0, 19)}Z`,
    region: LOCAL_REGION,
    resources: [`arn:aws:events:${LOCAL_REGION}:${LOCAL_ACCOUNT}:rule/${name}`],
    detail: {},
  };
}
