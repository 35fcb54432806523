import { seededIds, virtualClock } from '@bos/testing/clocks';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openQueues, type Queues } from './queues.ts';

const SECOND = 1_000;
let clock = virtualClock();
let queues: Queues;

beforeEach(() => {
  clock = virtualClock();
  queues = openQueues({ databasePath: ':memory:', clock, ids: seededIds(clock) });
  queues.create('dead', { fifo: false });
  queues.create('dead.fifo', { fifo: true });
  queues.create('plain', { fifo: false, visibilitySeconds: 30, maxReceives: 2, deadLetterQueue: 'dead' });
  queues.create('fifo', { fifo: true, visibilitySeconds: 30, maxReceives: 2, deadLetterQueue: 'dead.fifo' });
});

afterEach(() => queues.close());

const bodies = (queue: string, max = 10) => queues.receive(queue, max).map((message) => message.body);
const sendAll = (...pairs: [group: string, body: string][]) =>
  queues.sendBatch(
    'fifo',
    pairs.map(([groupId, body]) => ({ groupId, body })),
  );

/** The one message of a queue, received. */
function receiveOne(queue: string) {
  const [message] = queues.receive(queue, 1);
  if (message === undefined) throw new Error('nothing was received');
  return message;
}

describe('a standard queue', () => {
  test('gives a message once within its visibility time-out, then again', async () => {
    queues.send('plain', { body: 'a' });
    expect(receiveOne('plain')).toMatchObject({ body: 'a', receiveCount: 1, groupId: undefined });
    await clock.advance(29 * SECOND);
    expect(bodies('plain')).toEqual([]);
    await clock.advance(1 * SECOND);
    expect(receiveOne('plain')).toMatchObject({ receiveCount: 2, firstReceivedAt: clock.now().getTime() - 30_000 });
  });

  test('forgets a message that is removed; its receipt is good once', () => {
    queues.send('plain', { body: 'a' });
    const { receipt } = receiveOne('plain');
    expect(queues.remove('plain', receipt)).toBe(true);
    expect(queues.remove('plain', receipt)).toBe(false);
    expect(queues.depths('plain')).toEqual({ visible: 0, inFlight: 0, delayed: 0, dead: 0 });
  });

  test('refuses the receipt of an earlier delivery', async () => {
    queues.send('plain', { body: 'a' });
    const first = receiveOne('plain');
    await clock.advance(30 * SECOND);
    const second = receiveOne('plain');
    expect(queues.remove('plain', first.receipt)).toBe(false);
    expect(queues.remove('plain', second.receipt)).toBe(true);
  });

  test('holds back a delayed message', async () => {
    queues.send('plain', { body: 'later', delaySeconds: 60 });
    queues.send('plain', { body: 'now' });
    expect(bodies('plain')).toEqual(['now']);
    expect(queues.untilNext('plain')).toBe(30 * SECOND);
    await clock.advance(60 * SECOND);
    expect(bodies('plain')).toContain('later');
  });

  test('releases a message for another attempt after a delay', async () => {
    queues.send('plain', { body: 'a' });
    expect(queues.release('plain', receiveOne('plain').receipt, 5)).toBe(true);
    expect(queues.depths('plain')).toMatchObject({ visible: 0, inFlight: 0, delayed: 1 });
    await clock.advance(5 * SECOND);
    expect(receiveOne('plain').receiveCount).toBe(2);
  });

  test('keeps a message in flight while that is extended', async () => {
    queues.send('plain', { body: 'a' });
    const { receipt } = receiveOne('plain');
    await clock.advance(20 * SECOND);
    queues.extend('plain', [receipt]);
    await clock.advance(20 * SECOND);
    expect(bodies('plain')).toEqual([]);
  });

  test('counts what is visible, in flight and delayed', () => {
    for (const body of ['a', 'b', 'c']) queues.send('plain', { body });
    queues.send('plain', { body: 'd', delaySeconds: 1 });
    receiveOne('plain');
    expect(queues.depths('plain')).toEqual({ visible: 2, inFlight: 1, delayed: 1, dead: 0 });
  });
});

describe('a FIFO queue', () => {
  test('gives a group in order, several at a time, and nothing more of it while one is in flight', () => {
    sendAll(['x', '1'], ['x', '2'], ['y', '1y'], ['x', '3']);
    const first = queues.receive('fifo', 2);
    expect(first.map((message) => message.body)).toEqual(['1', '2']);
    expect(bodies('fifo')).toEqual(['1y']);
    for (const { receipt } of first) queues.remove('fifo', receipt);
    expect(bodies('fifo')).toEqual(['3']);
  });

  test('stops a group at its first unfinished message', async () => {
    sendAll(['x', '1'], ['x', '2'], ['x', '3']);
    const [one, two] = queues.receive('fifo', 2);
    queues.remove('fifo', two?.receipt ?? '');
    queues.release('fifo', one?.receipt ?? '', 10);
    expect(bodies('fifo')).toEqual([]);
    await clock.advance(10 * SECOND);
    expect(bodies('fifo')).toEqual(['1', '3']);
  });

  test('goes on with a group when its first message is dead-lettered', async () => {
    sendAll(['x', '1'], ['x', '2']);
    for (let attempt = 0; attempt < 2; attempt++) queues.release('fifo', receiveOne('fifo').receipt, 0);
    expect(queues.deadLetters('fifo')).toMatchObject([{ body: '1', groupId: 'x', receiveCount: 2 }]);
    expect(bodies('fifo')).toEqual(['2']);
  });

  test('takes from one group only when asked to, the one that waited longest', async () => {
    sendAll(['x', '1'], ['y', '1y'], ['x', '2']);
    expect(queues.receive('fifo', 10, { oneGroup: true }).map(({ body }) => body)).toEqual(['1', '2']);
    expect(queues.receive('fifo', 10, { oneGroup: true }).map(({ body }) => body)).toEqual(['1y']);
  });

  test('drops a second send with the same deduplication id for five minutes, even if the first is handled', async () => {
    const message = { body: 'a', groupId: 'x', deduplicationId: 'd' };
    const first = queues.send('fifo', message);
    queues.remove('fifo', receiveOne('fifo').receipt);
    await clock.advance(299 * SECOND);
    expect(queues.send('fifo', message)).toEqual({ id: first.id, deduplicated: true });
    expect(bodies('fifo')).toEqual([]);
    await clock.advance(1 * SECOND);
    expect(queues.send('fifo', message).deduplicated).toBe(false);
    expect(bodies('fifo')).toEqual(['a']);
  });

  test('does not confuse deduplication ids of two queues', () => {
    queues.create('fifo2', { fifo: true });
    const message = { body: 'a', groupId: 'x', deduplicationId: 'd' };
    queues.send('fifo', message);
    expect(queues.send('fifo2', message).deduplicated).toBe(false);
  });

  test('needs groups and has no delays; a standard queue has no groups', () => {
    expect(() => queues.send('fifo', { body: 'a' })).toThrow('groupId');
    expect(() => queues.send('fifo', { body: 'a', groupId: 'x', delaySeconds: 1 })).toThrow('delays');
    expect(() => queues.send('plain', { body: 'a', groupId: 'x' })).toThrow('no groups');
  });

  test('keeps a receive that was not counted out of the attempts', () => {
    sendAll(['x', '1']);
    for (let attempt = 0; attempt < 5; attempt++) {
      const { receipt, receiveCount } = receiveOne('fifo');
      expect(receiveCount).toBe(1);
      queues.settle('fifo', [], [{ receipt, delaySeconds: 0, counted: false }]);
    }
  });
});

describe('dead letters', () => {
  test('are messages whose receivers vanished too often', async () => {
    queues.send('plain', { body: 'poison' });
    for (let attempt = 0; attempt < 2; attempt++) {
      receiveOne('plain');
      await clock.advance(30 * SECOND);
    }
    expect(bodies('plain')).toEqual([]);
    expect(queues.depths('plain')).toEqual({ visible: 0, inFlight: 0, delayed: 0, dead: 1 });
    expect(queues.deadLetters('plain')).toMatchObject([{ body: 'poison', receiveCount: 2 }]);
  });

  test('can be driven through their queue again, in order and with a fresh count', () => {
    sendAll(['x', '1'], ['x', '2']);
    for (let attempt = 0; attempt < 4; attempt++) queues.release('fifo', receiveOne('fifo').receipt, 0);
    expect(queues.depths('fifo')).toMatchObject({ visible: 0, dead: 2 });
    expect(queues.redrive('fifo')).toBe(2);
    expect(queues.depths('fifo')).toMatchObject({ visible: 2, dead: 0 });
    expect(queues.receive('fifo', 10)).toMatchObject([
      { body: '1', receiveCount: 1 },
      { body: '2', receiveCount: 1 },
    ]);
  });
});

describe('create', () => {
  test('refuses settings that would lose messages', () => {
    expect(() => queues.create('q', { fifo: false, maxReceives: 3 })).toThrow('both');
    expect(() => queues.create('q', { fifo: false, maxReceives: 3, deadLetterQueue: 'nowhere' })).toThrow('must exist');
    expect(() => queues.create('q', { fifo: false, maxReceives: 3, deadLetterQueue: 'dead.fifo' })).toThrow(
      'same kind',
    );
    expect(() => queues.create('plain', { fifo: true })).toThrow('other kind');
    expect(() => queues.send('nowhere', { body: '' })).toThrow('no queue nowhere');
  });
});

test('a batch is sent whole or not at all', () => {
  expect(() => queues.sendBatch('fifo', [{ body: 'a', groupId: 'x' }, { body: 'b' }])).toThrow('groupId');
  expect(queues.depths('fifo').visible).toBe(0);
});
