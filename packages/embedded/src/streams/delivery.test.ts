import { silentLog } from '@bos/kernel/log';
import type { Timers } from '@bos/kernel/timers';
import type { DynamoDBRecord } from 'aws-lambda';
import { describe, expect, test } from 'vitest';
import { type DeliveryOptions, deliver, type StreamHandler } from './delivery.ts';

function records(count: number): DynamoDBRecord[] {
  return Array.from({ length: count }, (_, i) => ({
    eventName: 'INSERT',
    dynamodb: { SequenceNumber: String(i + 1) },
  }));
}

const numbersOf = (batch: readonly DynamoDBRecord[]): number[] => batch.map((r) => Number(r.dynamodb?.SequenceNumber));

/** Waits nothing and notes what it was asked to wait. */
function impatientTimers(): Timers & { readonly waits: number[] } {
  const waits: number[] = [];
  return {
    waits,
    after(milliseconds, run) {
      waits.push(milliseconds);
      queueMicrotask(run);
      return () => {};
    },
  };
}

interface Outcome {
  readonly batches: number[][];
  readonly done: number[];
  readonly poison: number[];
  readonly waits: number[];
}

async function run(count: number, handler: StreamHandler, options: Partial<DeliveryOptions> = {}): Promise<Outcome> {
  const timers = impatientTimers();
  const outcome: Outcome = { batches: [], done: [], poison: [], waits: timers.waits };
  await deliver(
    records(count),
    {
      handler: (event) => {
        outcome.batches.push(numbersOf(event.Records));
        return handler(event);
      },
      maxRetries: 2,
      onPoison: async (record) => void outcome.poison.push(...numbersOf([record])),
      timers,
      log: silentLog,
      ...options,
    },
    (n) => outcome.done.push(n),
    new AbortController().signal,
  );
  return outcome;
}

const failing =
  (...bad: number[]): StreamHandler =>
  async (event) => {
    if (numbersOf(event.Records).some((n) => bad.includes(n))) throw new Error('cannot');
  };

describe('delivery', () => {
  test('hands over a good batch once', async () => {
    expect(await run(4, async () => {})).toMatchObject({ batches: [[1, 2, 3, 4]], done: [4], waits: [] });
  });

  test('halves a failing batch until the bad record stands alone, then gives it up and goes on', async () => {
    const { batches, poison, done } = await run(4, failing(3));
    expect(batches).toEqual([[1, 2, 3, 4], [1, 2], [3, 4], [3], [3], [3], [4]]);
    expect(poison).toEqual([3]);
    expect(done).toEqual([2, 3, 4]);
  });

  test('goes on from the first record that the handler reports as failed', async () => {
    let calls = 0;
    const { batches, done } = await run(4, async () =>
      ++calls === 1 ? { batchItemFailures: [{ itemIdentifier: '4' }, { itemIdentifier: '3' }] } : undefined,
    );
    expect(batches).toEqual([[1, 2, 3, 4], [3], [4]]);
    expect(done).toEqual([2, 3, 4]);
  });

  test('takes a report that names no record of the batch for a failure of all of it', async () => {
    let calls = 0;
    const { batches, done } = await run(2, async () =>
      ++calls === 1 ? { batchItemFailures: [{ itemIdentifier: '' }] } : undefined,
    );
    expect(batches).toEqual([[1, 2], [1], [2]]);
    expect(done).toEqual([1, 2]);
  });

  test('waits twice as long after each failure', async () => {
    let calls = 0;
    const { waits } = await run(
      1,
      async () => {
        if (++calls <= 4) throw new Error('not yet');
      },
      { maxRetries: 9 },
    );
    expect(waits).toEqual([100, 200, 400, 800]);
  });

  test('tries a poisonous record again while nobody takes it', async () => {
    let refusals = 2;
    const { poison, batches } = await run(1, failing(1), {
      maxRetries: 0,
      onPoison: async () => {
        if (refusals-- > 0) throw new Error('full');
      },
    });
    expect(poison).toEqual([]);
    expect(batches).toHaveLength(3);
  });
});
