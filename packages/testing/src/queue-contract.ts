import type { QueueMessage, QueueSender } from '@bos/kernel/queue';
import { describe, expect, onTestFinished, test } from 'vitest';

export interface QueueToOpen {
  /** How long a received message stays in flight, in seconds. */
  readonly visibilitySeconds: number;
  /** After so many receives a message becomes a dead letter. */
  readonly maxReceives: number;
}

export interface MessageInFlight {
  readonly body: string;
  readonly group: string;
  /** From 1. */
  readonly receiveCount: number;
  readonly receipt: string;
}

/** A FIFO queue with dead letters: the port that sends, and what the receiving side of its adapter can do. */
export interface QueueUnderTest {
  readonly sender: QueueSender;
  /** The name by which `sender` knows it. */
  readonly queue: string;
  /** What may be received now, at most `max` messages. */
  receive(max: number): Promise<readonly MessageInFlight[]>;
  remove(receipt: string): Promise<void>;
  /** Gives a message back, to be received after so many seconds. */
  release(receipt: string, delaySeconds: number): Promise<void>;
  /** Hands one batch to a handler as the trigger of a function does; the handler says which bodies failed. */
  deliver(handler: (bodies: readonly string[]) => readonly string[]): Promise<void>;
  deadLetters(): Promise<readonly string[]>;
  /** Sends the dead letters through the queue again. */
  redrive(): Promise<void>;
  /** Lets time pass, on the clock of the queue. */
  pass(seconds: number): Promise<void>;
  close(): Promise<void>;
}

/** Opens a queue that is empty and used by nobody else. */
export type OpenQueue = (settings: QueueToOpen) => Promise<QueueUnderTest>;

/** Longer than any test. */
const IN_FLIGHT = { visibilitySeconds: 120, maxReceives: 5 };
/** Seconds within which everything that must come has come. */
const PATIENCE = 10;

const message = (group: string, body: string, deduplicationId = `${group}/${body}`): QueueMessage => ({
  group,
  body,
  deduplicationId,
});
const bodiesOf = (messages: readonly MessageInFlight[]) => messages.map(({ body }) => body);
const ofGroup = (messages: readonly MessageInFlight[], group: string) =>
  bodiesOf(messages.filter((received) => received.group === group));

/** Receives until `count` messages have come. */
async function receiveAll(queue: QueueUnderTest, count: number): Promise<readonly MessageInFlight[]> {
  const received = [...(await queue.receive(Math.min(count, 10)))];
  for (let waited = 0; received.length < count && waited < PATIENCE; waited++) {
    received.push(...(await queue.receive(Math.min(count - received.length, 10))));
    if (received.length < count) await queue.pass(1);
  }
  expect(received).toHaveLength(count);
  return received;
}

async function receiveOne(queue: QueueUnderTest): Promise<MessageInFlight> {
  const [received] = await receiveAll(queue, 1);
  if (received === undefined) throw new Error('nothing was received');
  return received;
}

/** What every queue must do, whatever engine is under it. `deduplicationSeconds`: how long it remembers ids of sends. */
export function describeQueue(name: string, openQueue: OpenQueue, deduplicationSeconds: number): void {
  const open = async (settings: QueueToOpen = IN_FLIGHT) => {
    const queue = await openQueue(settings);
    onTestFinished(() => queue.close());
    return { ...queue, send: (...messages: QueueMessage[]) => queue.sender.send(queue.queue, messages) };
  };

  describe(`queue on ${name}`, () => {
    test('gives each group in the order of its sends', async () => {
      const queue = await open();
      await queue.send(message('x', '1'), message('y', 'a'), message('x', '2'), message('y', 'b'), message('x', '3'));
      const received = await receiveAll(queue, 5);
      expect(ofGroup(received, 'x')).toEqual(['1', '2', '3']);
      expect(ofGroup(received, 'y')).toEqual(['a', 'b']);
      expect(received.map(({ receiveCount }) => receiveCount)).toEqual([1, 1, 1, 1, 1]);
    });

    test.each([
      ['a group with a space', message('x y', '1', 'id')],
      ['an id with a space', message('x', '1', 'an id')],
      ['an id with a letter of another alphabet', message('x', '1', 'identificação')],
      ['a group that is too long', message('x'.repeat(129), '1', 'id')],
      ['an empty id', message('x', '1', '')],
    ])('refuses %s, and takes the longest that is allowed', async (_title, refused) => {
      const queue = await open();
      await expect(queue.send(refused)).rejects.toThrow();
      await queue.send(message('~'.repeat(128), 'taken', '!'.repeat(128)));
      expect((await receiveOne(queue)).body).toBe('taken');
    });

    test('takes more messages at once than one call of SQS carries, in order', async () => {
      const queue = await open();
      const bodies = Array.from({ length: 23 }, (_, position) => `${position}`);
      await queue.send(...bodies.map((body) => message('x', body)));
      const received: string[] = [];
      while (received.length < bodies.length) {
        const batch = await receiveAll(queue, Math.min(10, bodies.length - received.length));
        received.push(...bodiesOf(batch));
        for (const { receipt } of batch) await queue.remove(receipt);
      }
      expect(received).toEqual(bodies);
    });

    test('holds a group back while one of its messages is in flight, and no other group', async () => {
      const queue = await open();
      await queue.send(message('x', '1'), message('x', '2'));
      const first = await receiveOne(queue);
      await queue.send(message('y', 'a'), message('x', '3'));
      expect(bodiesOf(await queue.receive(10))).toEqual(['a']);
      await queue.remove(first.receipt);
      expect(bodiesOf(await receiveAll(queue, 2))).toEqual(['2', '3']);
    });

    test('takes the same deduplication id in another group for another message', async () => {
      const queue = await open();
      await queue.send(message('x', '1', 'id'), message('y', 'a', 'id'));
      expect(bodiesOf(await receiveAll(queue, 2)).toSorted()).toEqual(['1', 'a']);
    });

    test('drops a second send with the same deduplication id, also after the first was handled', async () => {
      const queue = await open();
      await queue.send(message('x', 'once', 'id'));
      await queue.send(message('x', 'again', 'id'), message('x', 'other', 'id-2'));
      const received = await receiveAll(queue, 2);
      expect(bodiesOf(received)).toEqual(['once', 'other']);
      for (const { receipt } of received) await queue.remove(receipt);
      await queue.send(message('x', 'late', 'id'));
      expect(await queue.receive(10)).toEqual([]);
    });

    test('does not take equal bodies for one message', async () => {
      const queue = await open();
      await queue.send(message('x', 'same', 'id-1'), message('x', 'same', 'id-2'));
      expect(bodiesOf(await receiveAll(queue, 2))).toEqual(['same', 'same']);
    });

    test('takes a deduplication id again when it has been remembered long enough', async () => {
      const queue = await open();
      await queue.send(message('x', 'first', 'id'));
      await queue.remove((await receiveOne(queue)).receipt);
      await queue.send(message('x', 'too early', 'id'));
      expect(await queue.receive(10)).toEqual([]);
      await queue.pass(deduplicationSeconds);
      await queue.send(message('x', 'second', 'id'));
      expect(bodiesOf(await receiveAll(queue, 1))).toEqual(['second']);
    });

    test('gives a message again when its visibility time-out is over, before what stands behind it', async () => {
      const queue = await open({ visibilitySeconds: 2, maxReceives: 5 });
      await queue.send(message('x', '1'), message('x', '2'));
      expect(await receiveOne(queue)).toMatchObject({ body: '1', receiveCount: 1 });
      await queue.pass(2);
      const again = await receiveAll(queue, 2);
      expect(again).toMatchObject([
        { body: '1', receiveCount: 2 },
        { body: '2', receiveCount: 1 },
      ]);
    });

    test('gives a released message again after its delay, and holds its group back until then', async () => {
      const queue = await open();
      await queue.send(message('x', '1'), message('x', '2'));
      const { receipt } = await receiveOne(queue);
      await queue.release(receipt, 3);
      expect(await queue.receive(10)).toEqual([]);
      await queue.pass(3);
      expect(await receiveOne(queue)).toMatchObject({ body: '1', receiveCount: 2 });
    });

    test('gives a message that is released without delay again at once', async () => {
      const queue = await open();
      await queue.send(message('x', '1'), message('x', '2'));
      await queue.release((await receiveOne(queue)).receipt, 0);
      expect(bodiesOf(await receiveAll(queue, 2))).toEqual(['1', '2']);
    });

    test('delivers what a handler reports as failed again, in order, and nothing that it finished', async () => {
      const queue = await open({ visibilitySeconds: 2, maxReceives: 5 });
      await queue.send(message('x', '1'), message('x', '2'), message('x', '3'));
      const handled: (readonly string[])[] = [];
      await queue.deliver((bodies) => {
        handled.push(bodies);
        return bodies.slice(1);
      });
      await queue.pass(2);
      await queue.deliver((bodies) => {
        handled.push(bodies);
        return [];
      });
      expect(handled).toEqual([
        ['1', '2', '3'],
        ['2', '3'],
      ]);
      await queue.pass(2);
      expect(await queue.receive(10)).toEqual([]);
    });

    test('makes a message that was received too often a dead letter, and goes on with its group', async () => {
      const queue = await open({ visibilitySeconds: 120, maxReceives: 2 });
      await queue.send(message('x', 'poison'), message('x', 'good'));
      for (const attempt of [1, 2]) {
        const { body, receiveCount, receipt } = await receiveOne(queue);
        expect([body, receiveCount]).toEqual(['poison', attempt]);
        await queue.release(receipt, 0);
      }
      expect(await receiveOne(queue)).toMatchObject({ body: 'good', receiveCount: 1 });
      expect(await queue.deadLetters()).toEqual(['poison']);
    });

    test('drives dead letters through the queue again, in order and with a fresh count', async () => {
      const queue = await open({ visibilitySeconds: 900, maxReceives: 1 });
      await queue.send(message('x', '1'), message('x', '2'), message('x', 'last'));
      for (const body of ['1', '2']) {
        const received = await receiveOne(queue);
        expect(received.body).toBe(body);
        await queue.release(received.receipt, 0);
      }
      const last = await receiveOne(queue);
      expect(last.body).toBe('last');
      await queue.remove(last.receipt);
      expect(await queue.deadLetters()).toEqual(['1', '2']);
      // As after a repair: earlier, an engine may take what comes back for a repetition of its first send.
      await queue.pass(deduplicationSeconds);
      await queue.redrive();
      // With one receive allowed, an old count would make them dead letters at once.
      const again = await receiveOne(queue);
      expect(again.body).toBe('1');
      await queue.remove(again.receipt);
      expect((await receiveOne(queue)).body).toBe('2');
      expect(await queue.deadLetters()).toEqual([]);
    });

    test('refuses a send to a queue that does not exist', async () => {
      const { sender } = await open();
      await expect(sender.send('nowhere', [message('x', '1')])).rejects.toThrow();
    });
  });
}
