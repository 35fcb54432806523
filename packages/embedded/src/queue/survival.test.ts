import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { seededIds, virtualClock } from '@bos/testing/clocks';
import { expect, test } from 'vitest';
import { openQueues } from './queues.ts';

/** Lines after which each life ends. */
const LIVES = [30, 90, 150];

/** Runs the victim, kills it (SIGKILL) after so many lines, and returns what it had printed. */
async function killedAfter(databasePath: string, lines: number): Promise<string[]> {
  const victim = join(import.meta.dirname, 'victim.ts');
  const child = spawn(process.execPath, [victim, databasePath], { stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = new Promise((resolve) => child.once('exit', resolve));
  const printed: string[] = [];
  try {
    for await (const line of createInterface({ input: child.stdout })) {
      printed.push(line);
      if (printed.length >= lines) child.kill('SIGKILL');
    }
  } finally {
    child.kill('SIGKILL');
    await exited;
  }
  return printed;
}

test('after kill -9 every acknowledged message is there once, in order of its group', { timeout: 30_000 }, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'bos-queue-'));
  const databasePath = join(folder, 'queues.sqlite');
  const printed: string[] = [];
  for (const lines of LIVES) printed.push(...(await killedAfter(databasePath, lines)));
  const ids = (what: string) => printed.filter((line) => line.startsWith(what)).map((line) => line.slice(what.length));
  const removed = new Set(ids('removed '));
  const expected = ids('sent ').filter((id) => !removed.has(id));

  const clock = virtualClock(new Date());
  const queues = openQueues({ databasePath, clock, ids: seededIds(clock) });
  expect(queues.releaseAbandoned()).toBeGreaterThan(0);
  const received: { id: string; group: string; sentAt: number }[] = [];
  for (let batch = queues.receive('work', 10); batch.length > 0; batch = queues.receive('work', 10)) {
    for (const { id, groupId = '', sentAt, receipt } of batch) {
      received.push({ id, group: groupId, sentAt });
      queues.remove('work', receipt);
    }
  }
  expect(expected.length).toBeGreaterThan(100);
  const known = new Set(received.map(({ id }) => id));
  expect(known.size).toBe(received.length);
  // A kill may fall between a removal and its line: one message a life may be gone without our knowing that it was.
  expect(expected.filter((id) => !known.has(id)).length).toBeLessThanOrEqual(LIVES.length);
  for (const group of new Set(received.map((message) => message.group))) {
    const times = received.filter((message) => message.group === group).map((message) => message.sentAt);
    expect(times).toEqual([...times].sort((a, b) => a - b));
  }
  queues.close();
  rmSync(folder, { recursive: true, force: true });
});
