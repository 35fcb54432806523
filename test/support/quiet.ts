import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { listAll } from './list-all.ts';
import type { SystemUnderTest } from './system.ts';
import type { Target } from './target.ts';

const missionSchema = z.looseObject({ status: z.string() });
const ENDED = new Set(['completed', 'partially_completed', 'failed', 'cancelled', 'expired']);

/** Queues are looked at one after the other, and what moves between two of them is seen at the next look. */
const STILL_MILLISECONDS = 500;
const LOOK_MILLISECONDS = 100;
const PATIENCE_MILLISECONDS = 60_000;

/**
 * Waits until nothing happens any more: all changes of the table are routed, no queue has anything to deliver or in hand for
 * half a second, and every mission of the demo building has ended. What is postponed (a report on a message that nobody knows yet) is not waited for. Throws,
 * naming what still moves.
 */
export async function quiet(system: SystemUnderTest<Target>, patience = PATIENCE_MILLISECONDS): Promise<void> {
  const until = performance.now() + patience;
  for (let stillSince = performance.now(); performance.now() - stillSince < STILL_MILLISECONDS; ) {
    const moving = await movingIn(system);
    if (moving !== undefined) {
      if (performance.now() > until) throw new Error(`still moving after ${patience} ms: ${moving}`);
      stillSince = performance.now();
    }
    await sleep(LOOK_MILLISECONDS);
  }
}

async function movingIn(system: SystemUnderTest<Target>): Promise<string | undefined> {
  await system.routed();
  const busy = (await system.queues()).filter(({ waiting, inHand }) => waiting + inHand > 0);
  if (busy.length > 0) return JSON.stringify(busy);
  const missions = await listAll(system, 'missions', missionSchema);
  const open = missions.filter(({ status }) => !ENDED.has(status)).length;
  return open > 0 ? `${open} open missions` : undefined;
}
