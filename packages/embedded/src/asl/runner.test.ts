import { setImmediate as nextTurn } from 'node:timers/promises';
import { virtualClock } from '@bos/testing/clocks';
import { expect, test } from 'vitest';
import { Alarm } from './alarm.ts';
import { Runner } from './runner.ts';

test('a batch that could not be recorded is reported and stepped again a second later', async () => {
  const clock = virtualClock();
  const batches: (readonly number[])[] = [];
  const faults: unknown[] = [];
  const step = async (batch: readonly number[]) => {
    batches.push(batch);
    if (batches.length === 1) throw new Error('disk full');
  };
  const runner = new Runner({ step, onFault: (fault) => faults.push(fault), timers: clock.timers });
  runner.enqueue([1, 2, 1]);
  await nextTurn();
  expect(faults).toHaveLength(1);
  await clock.advance(1_000);
  await nextTurn();
  expect(batches).toEqual([
    [1, 2],
    [1, 2],
  ]);
});

test('a stopped runner begins no further step', async () => {
  const clock = virtualClock();
  const batches: (readonly number[])[] = [];
  const step = async (batch: readonly number[]) => void batches.push(batch);
  const runner = new Runner({ step, onFault: () => undefined, timers: clock.timers });
  await runner.stop();
  runner.enqueue([1]);
  await nextTurn();
  expect(batches).toEqual([]);
});

test('an alarm rings at the earliest time given, however far, and again after a fault', async () => {
  const clock = virtualClock();
  const start = clock.now().getTime();
  const rung: number[] = [];
  const faults: unknown[] = [];
  const ring = (now: number) => {
    rung.push(now - start);
    if (rung.length === 1) throw new Error('disk full');
    return undefined;
  };
  const alarm = new Alarm({ clock, timers: clock.timers, ring, onFault: (fault) => faults.push(fault) });
  alarm.consider(start + 90_000);
  alarm.consider(start + 60_000);
  alarm.consider(start + 80_000);
  await clock.advance(70_000);
  expect(rung).toEqual([60_000, 61_000]);
  expect(faults).toHaveLength(1);
  alarm.stop();
});
