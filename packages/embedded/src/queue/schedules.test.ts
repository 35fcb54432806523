import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { HOUR } from '@bos/kernel/clock';
import { scheduleName } from '@bos/kernel/one-time-schedules';
import { seededIds, virtualClock } from '@bos/testing/clocks';
import { expect, test } from 'vitest';
import { openQueues } from './queues.ts';
import { startSchedules } from './schedules.ts';

test('what was scheduled wakes the queue when it is due, and untilDue says when that is', async () => {
  const clock = virtualClock();
  const queues = openQueues({ databasePath: ':memory:', clock, ids: seededIds(clock) });
  queues.create('work', { fifo: true });
  const woken: string[] = [];
  queues.onSend((queue) => woken.push(queue));
  const at = new Date(clock.now().getTime() + HOUR);
  const poller = startSchedules({ queues, timers: clock.timers, onFault: () => undefined });
  expect(queues.untilDue()).toBeUndefined();
  queues.schedule({ name: scheduleName('test'), at, queue: 'work', message: { group: 'g', body: 'x' } });
  expect(queues.untilDue()).toBe(HOUR);
  await clock.advance(HOUR - 1);
  expect(woken).toEqual([]);
  await clock.advance(1);
  expect(woken).toEqual(['work']);
  poller.stop();
  queues.close();
});

test('a database that fails is asked again a second later', async () => {
  const clock = virtualClock();
  const queues = openQueues({ databasePath: ':memory:', clock, ids: seededIds(clock) });
  const faults: unknown[] = [];
  let full = true;
  const poller = startSchedules({
    queues: {
      sendDue: () => {
        if (full) throw new Error('disk full');
        return queues.sendDue();
      },
      untilDue: () => queues.untilDue(),
    },
    timers: clock.timers,
    onFault: (error) => faults.push(error),
  });
  queues.create('work', { fifo: true });
  queues.schedule({ name: 'a', at: clock.now(), queue: 'work', message: { group: 'g', body: 'x' } });
  await clock.advance(2_000);
  expect(faults.length).toBeGreaterThan(1);
  full = false;
  await clock.advance(1_000);
  poller.stop();
  expect(queues.receive('work', 10)).toHaveLength(1);
  queues.close();
});

test('after kill -9 in the middle of sending, each message is sent once or still kept', {
  timeout: 30_000,
}, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'bos-schedules-'));
  const databasePath = join(folder, 'queues.sqlite');
  const victim = join(import.meta.dirname, 'schedules.child.ts');
  const scheduled: string[] = [];
  for (const lines of [40, 120, 200]) {
    const child = spawn(process.execPath, [victim, databasePath], { stdio: ['ignore', 'pipe', 'inherit'] });
    const exited = new Promise((resolve) => child.once('exit', resolve));
    let printed = 0;
    try {
      for await (const line of createInterface({ input: child.stdout })) {
        scheduled.push(line);
        if (++printed >= lines) child.kill('SIGKILL');
      }
    } finally {
      child.kill('SIGKILL');
      await exited;
    }
  }

  const clock = virtualClock(new Date(Date.now() + HOUR));
  const queues = openQueues({ databasePath, clock, ids: seededIds(clock) });
  while (queues.sendDue() > 0);
  const received: string[] = [];
  for (let batch = queues.receive('work', 10); batch.length > 0; batch = queues.receive('work', 10)) {
    for (const { body, receipt } of batch) {
      received.push(body);
      queues.remove('work', receipt);
    }
  }
  queues.close();
  rmSync(folder, { recursive: true, force: true });
  expect(scheduled.length).toBeGreaterThan(300);
  expect(new Set(received).size).toBe(received.length);
  const there = new Set(received);
  expect(scheduled.filter((body) => !there.has(body))).toEqual([]);
});
