import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { awaiting, definitionOf, invoking } from './conformance/case.ts';
import { engineUnderTest } from './conformance/engine-under-test.ts';
import { tokenOf } from './conformance/fake-functions.ts';

const end = { End: true };
const payload = '{% $states.result.Payload %}';
const echoing = definitionOf({
  states: { A: { ...invoking('echo', '{% $states.input %}'), Output: payload, ...end } },
});
const asking = definitionOf({
  states: { A: { ...awaiting('ask'), TimeoutSeconds: 100, HeartbeatSeconds: 30, ...end } },
});
const echo = async (_name: string, value: unknown) => value;

/** An engine whose only execution waits for its token. */
async function waitingForToken() {
  let token = '';
  const subject = engineUnderTest({
    definition: asking,
    invoke: async (_name, value) => {
      token = tokenOf(value);
    },
  });
  await subject.engine.start('m1', {});
  await subject.quiet();
  return { ...subject, token };
}

describe('start', () => {
  test('is idempotent by name and input, also after the end', async () => {
    const { engine, finished } = engineUnderTest({ definition: echoing, invoke: echo });
    expect(await engine.start('m1', { a: 1, b: 2 })).toEqual({ started: true });
    expect(await engine.start('m1', { b: 2, a: 1 })).toEqual({ started: false });
    await finished('m1');
    expect(await engine.start('m1', { a: 1, b: 2 })).toEqual({ started: false });
  });

  test('refuses the same name with another input', async () => {
    const { engine } = engineUnderTest({ definition: echoing, invoke: echo });
    await engine.start('m1', { a: 1 });
    await expect(engine.start('m1', { a: 2 })).rejects.toMatchObject({ name: 'ExecutionAlreadyExists' });
  });

  test('refuses names that Step Functions refuses, and inputs above 256 KiB', async () => {
    const { engine } = engineUnderTest({ definition: echoing, invoke: echo });
    await expect(engine.start('a b', {})).rejects.toMatchObject({ name: 'InvalidName' });
    await expect(engine.start('m1', 'x'.repeat(300_000))).rejects.toMatchObject({ name: 'InvalidExecutionInput' });
  });
});

describe('task tokens', () => {
  test('heartbeats keep a task alive until its time-out', async () => {
    const { engine, clock, quiet, token } = await waitingForToken();
    for (let beat = 0; beat < 3; beat++) {
      await clock.advance(25_000);
      await engine.sendTaskHeartbeat(token);
    }
    await clock.advance(20_000);
    await quiet();
    expect(engine.describe('m1').status).toBe('RUNNING');
    await clock.advance(10_000);
    await quiet();
    expect(engine.describe('m1')).toMatchObject({ status: 'FAILED', error: 'States.Timeout' });
  });

  test('are good once', async () => {
    const { engine, quiet, token } = await waitingForToken();
    await engine.sendTaskSuccess(token, 'yes');
    await expect(engine.sendTaskSuccess(token, 'yes')).rejects.toMatchObject({ name: 'TaskTimedOut' });
    await expect(engine.sendTaskHeartbeat(token)).rejects.toMatchObject({ name: 'TaskTimedOut' });
    await quiet();
    expect(engine.describe('m1')).toMatchObject({ status: 'SUCCEEDED', output: 'yes' });
  });

  test('are refused from the moment of the time-out on', async () => {
    const { engine, clock, token } = await waitingForToken();
    await engine.sendTaskHeartbeat(token);
    clock.set(new Date(clock.now().getTime() + 100_000));
    await expect(engine.sendTaskFailure(token, 'X', '')).rejects.toMatchObject({ name: 'TaskTimedOut' });
  });

  test('are refused when unknown, and outputs above 256 KiB with them', async () => {
    const { engine, token } = await waitingForToken();
    await expect(engine.sendTaskSuccess('nobody', 1)).rejects.toMatchObject({ name: 'TaskTimedOut' });
    await expect(engine.sendTaskSuccess(token, 'x'.repeat(300_000))).rejects.toMatchObject({ name: 'InvalidOutput' });
    expect(engine.describe('m1').status).toBe('RUNNING');
  });
});

describe('stop', () => {
  test('aborts the execution and the task in flight, whose result is ignored', async () => {
    let signal: AbortSignal | undefined;
    let answer: (value: unknown) => void = () => undefined;
    const { engine, quiet } = engineUnderTest({
      definition: echoing,
      invoke: (_name, _value, given) => {
        signal = given;
        return new Promise((resolve) => {
          answer = resolve;
        });
      },
    });
    await engine.start('m1', {});
    await quiet();
    await engine.stop('m1', 'cancelled by the resident');
    answer('too late');
    await quiet();
    expect(signal?.aborted).toBe(true);
    expect(engine.describe('m1')).toMatchObject({ status: 'ABORTED', cause: 'cancelled by the resident' });
    await engine.stop('m1', 'again');
    expect(engine.describe('m1').cause).toBe('cancelled by the resident');
  });

  test('and describe refuse an unknown execution', async () => {
    const { engine } = engineUnderTest({ definition: echoing, invoke: echo });
    await expect(engine.stop('nobody', '')).rejects.toMatchObject({ name: 'ExecutionDoesNotExist' });
    expect(() => engine.describe('nobody')).toThrow('nobody');
  });
});

describe('invocations', () => {
  test('never exceed the concurrency, and all come to their turn', async () => {
    let inFlight = 0;
    let most = 0;
    const { engine, finished } = engineUnderTest({
      definition: echoing,
      concurrency: 3,
      invoke: async (_name, value) => {
        most = Math.max(most, ++inFlight);
        await new Promise((resolve) => setImmediate(resolve));
        inFlight -= 1;
        return value;
      },
    });
    for (let n = 0; n < 20; n++) await engine.start(`m${n}`, n);
    for (let n = 0; n < 20; n++) expect(await finished(`m${n}`)).toMatchObject({ status: 'SUCCEEDED', output: n });
    expect(most).toBe(3);
  });

  test('are aborted at their time-out', async () => {
    let signal: AbortSignal | undefined;
    const { engine, finished } = engineUnderTest({
      definition: definitionOf({ states: { A: { ...invoking('slow'), TimeoutSeconds: 5, ...end } } }),
      invoke: (_name, _value, given) => {
        signal = given;
        return new Promise(() => undefined);
      },
    });
    await engine.start('m1', {});
    expect(await finished('m1')).toMatchObject({ status: 'FAILED', error: 'States.Timeout' });
    expect(signal?.aborted).toBe(true);
  });

  test('in flight at close are waited for, and their results kept for the next start', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'bos-asl-'));
    const databasePath = join(folder, 'journal.sqlite');
    let answer: (value: unknown) => void = () => undefined;
    const slow = () =>
      new Promise<unknown>((resolve) => {
        answer = resolve;
      });
    const first = engineUnderTest({ definition: echoing, databasePath, invoke: slow });
    await first.engine.start('m1', 1);
    await first.quiet();
    const closed = first.engine.close();
    answer('kept');
    await closed;
    const second = engineUnderTest({ definition: echoing, databasePath, invoke: slow });
    second.engine.resume();
    expect(await second.finished('m1')).toMatchObject({ status: 'SUCCEEDED', output: 'kept' });
    await second.engine.close();
    rmSync(folder, { recursive: true });
  });

  test('that outlast the grace period of a close are aborted and run again at the next start', async () => {
    let signal: AbortSignal | undefined;
    const { engine, clock, quiet } = engineUnderTest({
      definition: echoing,
      invoke: (_name, _value, given) => {
        signal = given;
        return new Promise(() => undefined);
      },
    });
    await engine.start('m1', 1);
    await quiet();
    const closed = engine.close(2_000);
    await clock.advance(2_000);
    await closed;
    expect(signal?.aborted).toBe(true);
  });
});

describe('history', () => {
  test('names what happened, in order, without payloads', async () => {
    const { engine, finished } = engineUnderTest({ definition: echoing, invoke: echo });
    await engine.start('m1', { secret: 'not in the history' });
    await finished('m1');
    const history = engine.history('m1');
    expect(history.map(({ id, type, state }) => [id, type, state])).toEqual([
      [1, 'ExecutionStarted', undefined],
      [2, 'TaskStateEntered', 'A'],
      [3, 'TaskScheduled', 'A'],
      [4, 'TaskSucceeded', 'A'],
      [5, 'TaskStateExited', 'A'],
      [6, 'ExecutionSucceeded', undefined],
    ]);
    expect(JSON.stringify(history)).not.toContain('secret');
  });

  test('ends a loop at 25,000 events', async () => {
    const loop = definitionOf({ states: { A: { Type: 'Pass', Next: 'B' }, B: { Type: 'Pass', Next: 'A' } } });
    const { engine } = engineUnderTest({ definition: loop, invoke: echo });
    await engine.start('m1', {});
    while (engine.describe('m1').status === 'RUNNING') await new Promise((resolve) => setImmediate(resolve));
    expect(engine.describe('m1')).toMatchObject({ status: 'FAILED', error: 'States.Runtime' });
  });
});

describe('prune', () => {
  test('deletes what ended before, and nothing that runs', async () => {
    const { engine, clock, finished, quiet } = engineUnderTest({ definition: asking, invoke: echo });
    await engine.start('old', {});
    await finished('old');
    await clock.advance(1_000);
    await engine.start('running', {});
    await quiet();
    expect(engine.prune(clock.now())).toBe(1);
    expect(() => engine.describe('old')).toThrow('old');
    expect(engine.describe('running').status).toBe('RUNNING');
  });
});
