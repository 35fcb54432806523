import { silentLog } from '@bos/kernel/log';
import { type VirtualClock, virtualClock } from '@bos/testing/clocks';
import type { EventBridgeEvent } from 'aws-lambda';
import { describe, expect, test } from 'vitest';
import { type Schedule, startSchedule } from './schedule.ts';

interface Running {
  readonly clock: VirtualClock;
  /** Seconds since noon at which the function was called. */
  readonly calls: number[];
  readonly events: EventBridgeEvent<string, unknown>[];
  readonly schedule: Schedule;
}

async function start(
  everySeconds: number,
  work: (clock: VirtualClock, call: number) => Promise<void>,
): Promise<Running> {
  const clock = virtualClock(new Date('2026-11-22T12:00:10.000Z'));
  const calls: number[] = [];
  const events: EventBridgeEvent<string, unknown>[] = [];
  const target = {
    definition: {
      name: 'sweep',
      trigger: { kind: 'schedule', everySeconds },
      timeoutSeconds: 900,
      memoryMegabytes: 128,
    } as const,
    handler(event: EventBridgeEvent<string, unknown>) {
      events.push(event);
      calls.push((clock.now().getTime() - Date.parse('2026-11-22T12:00:00Z')) / 1_000);
      return work(clock, calls.length);
    },
  };
  const schedule = startSchedule(target, everySeconds, {
    clock,
    timers: clock.timers,
    ids: { next: () => 'id' },
    log: silentLog,
  });
  await new Promise((resolve) => setImmediate(resolve));
  return { clock, calls, events, schedule };
}

const sleep = (clock: VirtualClock, seconds: number): Promise<void> =>
  new Promise((resolve) => clock.timers.after(seconds * 1_000, resolve));

describe('a schedule', () => {
  test('runs at its start and then at full periods', async () => {
    const { clock, calls, events, schedule } = await start(60, async () => {});
    await clock.advance(120_000);
    expect(calls).toEqual([10, 60, 120]);
    expect(events[1]).toMatchObject({
      source: 'aws.events',
      'detail-type': 'Scheduled Event',
      time: '2026-11-22T12:01:00Z',
    });
    await schedule.stop();
  });

  test('never overlaps itself, and drops the ticks that a long run has missed', async () => {
    const { clock, calls, schedule } = await start(60, async (time, call) => sleep(time, call === 2 ? 150 : 0));
    await clock.advance(300_000);
    expect(calls).toEqual([10, 60, 240, 300]);
    await schedule.stop();
  });

  test('goes on after a run that failed', async () => {
    const { clock, calls, schedule } = await start(60, async () => Promise.reject(new Error('no')));
    await clock.advance(60_000);
    expect(calls).toEqual([10, 60]);
    await schedule.stop();
  });

  test('waits for the run in hand when it is stopped, and runs no more', async () => {
    let finished = false;
    const { clock, calls, schedule } = await start(60, async (time) => {
      await sleep(time, 5);
      finished = true;
    });
    const stopped = schedule.stop();
    await clock.advance(5_000);
    await stopped;
    expect(finished).toBe(true);
    await clock.advance(300_000);
    expect(calls).toEqual([10]);
  });
});
