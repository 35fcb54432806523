import { setImmediate as nextTurn } from 'node:timers/promises';
import { seededIds, virtualClock } from '@bos/testing/clocks';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Consumer, type ConsumerOptions, exponentialBackoff, startConsumer } from './consumer.ts';
import type { ReceivedMessage } from './message.ts';
import { openQueues, type Queues } from './queues.ts';

const SECOND = 1_000;
let clock = virtualClock();
let queues: Queues;
let consumer: Consumer | undefined;

beforeEach(() => {
  clock = virtualClock();
  queues = openQueues({ databasePath: ':memory:', clock, ids: seededIds(clock) });
  queues.create('dead', { fifo: true });
  queues.create('work', { fifo: true, visibilitySeconds: 30, maxReceives: 3, deadLetterQueue: 'dead' });
});

afterEach(async () => {
  await consumer?.stop();
  queues.close();
});

async function quiet(): Promise<void> {
  for (let turn = 0; turn < 8; turn++) await nextTurn();
}

const everything = async () => ({ failedReceipts: [] });

function consume(handler: ConsumerOptions['handler'], more: Partial<ConsumerOptions> = {}): Consumer {
  const backoff = exponentialBackoff(1, 60);
  const options = { queues, queue: 'work', batchSize: 10, concurrency: 4, backoff, timers: clock.timers };
  consumer = startConsumer({ ...options, handler, ...more });
  return consumer;
}

const send = (groupId: string, body: string) => queues.send('work', { groupId, body });

/** A handler that holds each call until it is told to go on. */
function held() {
  const calls: { readonly bodies: string[]; readonly finish: () => void }[] = [];
  const handler = (messages: readonly ReceivedMessage[]) =>
    new Promise<{ failedReceipts: string[] }>((resolve) => {
      calls.push({ bodies: messages.map(({ body }) => body), finish: () => resolve({ failedReceipts: [] }) });
    });
  return { calls, handler };
}

describe('a consumer', () => {
  test('handles what is there at its start and what is sent later, at once', async () => {
    const seen: string[] = [];
    send('x', 'before');
    consume(async (messages) => {
      seen.push(...messages.map(({ body }) => body));
      return { failedReceipts: [] };
    });
    await quiet();
    send('x', 'after');
    await quiet();
    expect(seen).toEqual(['before', 'after']);
    expect(queues.depths('work')).toEqual({ visible: 0, inFlight: 0, delayed: 0, dead: 0 });
  });

  test('handles groups side by side, up to its concurrency, each in order, the longest waiting first', async () => {
    const { calls, handler } = held();
    for (const group of ['a', 'b', 'c']) for (const n of [1, 2]) send(group, `${group}${n}`);
    consume(handler, { concurrency: 2, batchSize: 1 });
    await quiet();
    expect(calls.map(({ bodies }) => bodies)).toEqual([['a1'], ['b1']]);
    await clock.advance(1);
    calls[0]?.finish();
    await quiet();
    expect(calls[2]?.bodies).toEqual(['c1']);
    for (let n = 1; n < 6; n++) {
      calls[n]?.finish();
      await quiet();
    }
    expect(calls.map(({ bodies }) => bodies[0]).sort()).toEqual(['a1', 'a2', 'b1', 'b2', 'c1', 'c2']);
  });

  test('tries a failed message again after the back-off, and holds its group back until then', async () => {
    const seen: [string, number][] = [];
    send('x', 'flaky');
    send('x', 'next');
    consume(async (messages) => {
      seen.push(...messages.map(({ body, receiveCount }): [string, number] => [body, receiveCount]));
      const failed = messages.filter(({ body, receiveCount }) => body === 'flaky' && receiveCount < 3);
      return { failedReceipts: failed.map(({ receipt }) => receipt) };
    });
    await quiet();
    await clock.advance(1 * SECOND);
    await quiet();
    await clock.advance(2 * SECOND);
    await quiet();
    expect(seen).toEqual([
      ['flaky', 1],
      ['next', 1],
      ['flaky', 2],
      ['next', 1],
      ['flaky', 3],
      ['next', 1],
    ]);
    expect(queues.depths('work')).toEqual({ visible: 0, inFlight: 0, delayed: 0, dead: 0 });
  });

  test('takes a handler that throws for a failure of all, reports it, and goes on', async () => {
    const errors: unknown[] = [];
    send('x', 'bad');
    send('y', 'good');
    const failing: ConsumerOptions['handler'] = async (messages) => {
      if (messages[0]?.body === 'bad') throw new Error('broken');
      return { failedReceipts: [] };
    };
    consume(failing, { onError: (error) => errors.push(error) });
    for (let n = 0; n < 4; n++) {
      await quiet();
      await clock.advance(4 * SECOND);
    }
    expect(errors).toHaveLength(3);
    expect(queues.depths('work')).toMatchObject({ visible: 0, dead: 1 });
    expect(queues.deadLetters('work')).toMatchObject([{ body: 'bad', receiveCount: 3 }]);
  });

  test('keeps messages in flight for as long as the handler takes', async () => {
    const { calls, handler } = held();
    send('x', 'slow');
    consume(handler);
    await quiet();
    for (let n = 0; n < 10; n++) await clock.advance(15 * SECOND);
    await quiet();
    expect(calls).toHaveLength(1);
    calls[0]?.finish();
    await quiet();
    expect(queues.depths('work')).toMatchObject({ visible: 0, inFlight: 0 });
  });

  test('finds within a second what another process sent', async () => {
    const { calls, handler } = held();
    const listeners: ((queue: string) => void)[] = [];
    // Queues that tell nobody of a send, as a second process would.
    const deaf: Queues = {
      ...queues,
      settings: (queue) => queues.settings(queue),
      receive: (...given) => queues.receive(...given),
      untilNext: (queue) => queues.untilNext(queue),
      settle: (...given) => queues.settle(...given),
      onSend: (listener) => {
        listeners.push(listener);
        return () => undefined;
      },
    };
    consume(handler, { queues: deaf });
    await quiet();
    send('x', 'a');
    await quiet();
    expect(calls).toHaveLength(0);
    await clock.advance(1 * SECOND);
    await quiet();
    expect(calls).toHaveLength(1);
    calls[0]?.finish();
    await quiet();
  });

  test('stops when what it has in hand is settled, and receives nothing more', async () => {
    const { calls, handler } = held();
    send('x', 'first');
    const running = consume(handler);
    await quiet();
    let stopped = false;
    const stopping = running.stop().then(() => {
      stopped = true;
    });
    send('y', 'second');
    await quiet();
    expect(stopped).toBe(false);
    calls[0]?.finish();
    await stopping;
    expect(calls).toHaveLength(1);
    expect(queues.depths('work')).toMatchObject({ visible: 1, inFlight: 0 });
  });
});

test('a standard queue is consumed in batches', async () => {
  queues.create('plain', { fifo: false });
  for (let n = 0; n < 5; n++) queues.send('plain', { body: String(n) });
  const sizes: number[] = [];
  consume(
    async (messages) => {
      sizes.push(messages.length);
      return everything();
    },
    { queue: 'plain', batchSize: 3 },
  );
  await quiet();
  expect(sizes).toEqual([3, 2]);
});

test('the exponential back-off doubles up to its longest', () => {
  expect([1, 2, 3, 9, 10, 50].map(exponentialBackoff(1, 300))).toEqual([1, 2, 4, 256, 300, 300]);
});
