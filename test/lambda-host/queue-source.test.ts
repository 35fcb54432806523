import { silentLog } from '@bos/kernel/log';
import { systemTimers } from '@bos/kernel/timers';
import type { SQSEvent } from 'aws-lambda';
import { afterEach, describe, expect, test } from 'vitest';
import { type QueueSource, startQueueSource } from './queue-source.ts';
import { definitionOf, hostScripts } from './scripted-bundles.ts';
import { type ScriptedQueue, scriptedQueue } from './scripted-queue.ts';

const PATIENCE = { timeout: 10_000 };

const sources: QueueSource[] = [];
afterEach(() => Promise.all(sources.splice(0).map((source) => source.stop())));

interface Fed {
  readonly queue: ScriptedQueue;
  readonly batches: string[][];
}

/** A source with a function that does what the test says; `batches` notes what it was given. */
function feed(
  respond: (ids: readonly string[], call: number) => unknown,
  { batchSize = 10, concurrency = 1, queue = scriptedQueue() } = {},
): Fed {
  const batches: string[][] = [];
  const invoke = async (event: SQSEvent): Promise<unknown> => {
    const ids = event.Records.map(({ messageId }) => messageId);
    batches.push(ids);
    return respond(ids, batches.length);
  };
  const options = { connection: queue, invoke, batchSize, concurrency, timers: systemTimers, log: silentLog };
  sources.push(startQueueSource(options));
  return { queue, batches };
}

const failures = (...ids: string[]) => ({ batchItemFailures: ids.map((itemIdentifier) => ({ itemIdentifier })) });

describe('a queue’s messages', () => {
  test('come in batches of several groups, each in order, and are removed when handled', async () => {
    const { queue, batches } = feed(() => null, { batchSize: 3 });
    queue.send('ana', 'a1', 'a2');
    queue.send('bia', 'b1', 'b2');
    await expect.poll(queue.left, PATIENCE).toEqual([]);
    expect(batches).toEqual([['a1', 'a2', 'b1'], ['b2']]);
  });

  test('that the function reports as failed come again, and they alone', async () => {
    const { queue, batches } = feed((_, call) => (call === 1 ? failures('a2', 'a3') : undefined));
    queue.send('ana', 'a1', 'a2', 'a3');
    queue.send('bia', 'b1');
    await expect.poll(queue.left, PATIENCE).toEqual(['a2', 'a3']);
    queue.expire();
    await expect.poll(queue.left, PATIENCE).toEqual([]);
    expect(batches).toEqual([
      ['a1', 'a2', 'a3', 'b1'],
      ['a2', 'a3'],
    ]);
  });

  test.each([
    ['throws', () => Promise.reject(new Error('down'))],
    ['reports a message that it was not given', () => failures('z9')],
  ])('come again together when the function %s', async (_, fail) => {
    const { queue, batches } = feed((__, call) => (call === 1 ? fail() : null));
    queue.send('ana', 'a1', 'a2');
    await expect.poll(() => batches.length, PATIENCE).toBe(1);
    expect(queue.left()).toEqual(['a1', 'a2']);
    queue.expire();
    await expect.poll(queue.left, PATIENCE).toEqual([]);
    expect(batches[1]).toEqual(['a1', 'a2']);
  });

  test('wait behind a failure of their group, while other groups go on', async () => {
    const { queue, batches } = feed((ids, call) => (call === 1 ? failures(...ids) : null), { batchSize: 1 });
    queue.send('ana', 'a1', 'a2');
    queue.send('bia', 'b1');
    await expect.poll(queue.left, PATIENCE).toEqual(['a1', 'a2']);
    expect(batches).toEqual([['a1'], ['b1']]);
    queue.expire();
    await expect.poll(queue.left, PATIENCE).toEqual([]);
    expect(batches.slice(2)).toEqual([['a1'], ['a2']]);
  });

  test('of different groups are handled at the same time, up to the concurrency', async () => {
    let now = 0;
    let most = 0;
    const queue = scriptedQueue();
    for (const group of ['ana', 'bia', 'caio', 'davi']) queue.send(group, `${group}-1`, `${group}-2`);
    const { batches } = feed(
      async () => {
        most = Math.max(most, ++now);
        await new Promise((resolve) => setTimeout(resolve, 30));
        now--;
      },
      { batchSize: 1, concurrency: 2, queue },
    );
    await expect.poll(queue.left, PATIENCE).toEqual([]);
    expect(most).toBe(2);
    const order = batches.flat();
    for (const group of ['ana', 'bia', 'caio', 'davi']) {
      expect(order.indexOf(`${group}-1`)).toBeLessThan(order.indexOf(`${group}-2`));
    }
  });

  test('outlive a function whose process dies', async () => {
    const host = await hostScripts(
      {
        worker:
          "export const handler = ({ Records: [{ attributes }] }) => attributes.ApproximateReceiveCount === '1' ? process.exit(1) : {};",
      },
      [definitionOf('worker')],
    );
    const errors: unknown[] = [];
    const queue = scriptedQueue();
    queue.send('ana', 'a1');
    const source = startQueueSource({
      connection: queue,
      invoke: (event) => host.call('worker', event),
      batchSize: 10,
      concurrency: 1,
      timers: systemTimers,
      log: { ...silentLog, error: (_, error) => errors.push(error) },
    });
    await expect.poll(() => errors.length, PATIENCE).toBe(1);
    expect(errors[0]).toMatchObject({ name: 'Runtime.ExitError' });
    expect(queue.left()).toEqual(['a1']);
    queue.expire();
    await expect.poll(queue.left, PATIENCE).toEqual([]);
    await source.stop();
    await host.close();
  });
});
