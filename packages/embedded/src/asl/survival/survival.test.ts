import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { engineUnderTest } from '../conformance/engine-under-test.ts';
import { FakeFunctions } from '../conformance/fake-functions.ts';
import { type Scenario, scenarios } from './scenarios.ts';

let folder = '';
let databasePath = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bos-asl-'));
  databasePath = join(folder, 'journal.sqlite');
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Runs the victim, kills it (SIGKILL) after so many lines, and returns what it had printed. */
async function killedAfter(scenario: Scenario, lines: number): Promise<string[]> {
  const victim = join(import.meta.dirname, 'victim.ts');
  const child = spawn(process.execPath, [victim, scenario, databasePath], { stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = new Promise((resolve) => child.once('exit', resolve));
  const printed: string[] = [];
  try {
    for await (const line of createInterface({ input: child.stdout })) {
      printed.push(line);
      if (printed.length >= lines && child.exitCode === null) child.kill('SIGKILL');
    }
  } finally {
    child.kill('SIGKILL');
    await exited;
  }
  return printed;
}

function secondLife(scenario: Scenario, behaviours: ConstructorParameters<typeof FakeFunctions>[0] = {}) {
  const functions: FakeFunctions = new FakeFunctions(behaviours, () => subject.engine);
  const subject = engineUnderTest({
    definition: scenarios[scenario],
    invoke: (name, payload) => functions.invoke(name, payload),
    databasePath,
    startedAt: new Date(),
  });
  subject.engine.resume();
  return { ...subject, functions };
}

describe('after kill -9, resume goes on', { timeout: 60_000 }, () => {
  test('in a retry wait: the attempt is made when it is due, with its count and variables', async () => {
    await killedAfter('retry', 1);
    const { engine, clock, quiet, finished, functions } = secondLife('retry', { flaky: [{ does: 'echo' }] });
    await clock.advance(580_000);
    await quiet();
    expect(functions.calls.get('flaky')).toBeUndefined();
    expect(await finished('m')).toMatchObject({ status: 'SUCCEEDED', output: { attempt: 1, kept: 'variable' } });
    expect(functions.calls.get('before')).toBeUndefined();
    await engine.close(0);
  });

  test('with a task in flight: it is invoked again with the same payload, the one before it is not', async () => {
    await killedAfter('flight', 1);
    const { engine, finished, functions } = secondLife('flight', { slow: [{ does: 'return', value: 'second life' }] });
    expect(await finished('m')).toMatchObject({ status: 'SUCCEEDED', output: 'second life' });
    expect([...functions.calls]).toEqual([['slow', [{}]]]);
    await engine.close(0);
  });

  test('in a token wait: the token given before the kill is good', async () => {
    const [token = ''] = await killedAfter('token', 1);
    const { engine, quiet, functions } = secondLife('token');
    await quiet();
    await engine.sendTaskSuccess(token, 'approved');
    await quiet();
    expect(engine.describe('m')).toMatchObject({ status: 'SUCCEEDED', output: 'approved' });
    expect(functions.calls.size).toBe(0);
    await engine.close(0);
  });

  test('in a token wait: the time-out counts from before the kill', async () => {
    await killedAfter('token', 1);
    const { engine, finished } = secondLife('token');
    const ended = await finished('m');
    expect(ended).toMatchObject({ status: 'SUCCEEDED', output: 'silence' });
    const elapsed = (ended.stoppedAt?.getTime() ?? 0) - ended.startedAt.getTime();
    expect(elapsed).toBeGreaterThanOrEqual(7_200_000);
    expect(elapsed).toBeLessThan(7_201_000);
    await engine.close(0);
  });

  test('in a Map: finished iterations stay, those in flight and not begun run', async () => {
    await killedAfter('map', 1);
    const { engine, finished, functions } = secondLife('map', { one: [{ does: 'return', value: 'second life' }] });
    expect(await finished('m')).toMatchObject({ output: ['first life', 'second life', 'second life'] });
    expect(functions.calls.get('one')).toEqual([2, 3]);
    await engine.close(0);
  });

  test('under load, again and again: every acknowledged start ends', async () => {
    const acknowledged: string[] = [];
    for (const lines of [7, 40, 95]) acknowledged.push(...(await killedAfter('many', lines)));
    expect(acknowledged.length).toBeGreaterThanOrEqual(142);
    const echo = [{ does: 'echo' }] as const;
    const { engine, finished } = secondLife('many', { a: echo, c: echo });
    for (const name of acknowledged) {
      const expected = Number(name.split('-')[1]);
      expect(await finished(name)).toMatchObject({ status: 'SUCCEEDED', output: expected });
    }
    await engine.close(0);
  });
});

test('an execution keeps the definition that it started with', { timeout: 60_000 }, async () => {
  await killedAfter('flight', 1);
  const functions = new FakeFunctions({ slow: [{ does: 'echo' }] }, () => subject.engine);
  const subject = engineUnderTest({
    definition: scenarios.token,
    invoke: (name, payload) => functions.invoke(name, payload),
    databasePath,
    startedAt: new Date(),
  });
  subject.engine.resume();
  expect(await subject.finished('m')).toMatchObject({ status: 'SUCCEEDED', output: {} });
  await subject.engine.close(0);
});
