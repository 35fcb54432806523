import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { KeyRing } from '@bos/table/encryption/key-ring';
import { virtualClock } from '@bos/testing/clocks';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { defineEntity } from './entity.ts';
import { createTable } from './table.ts';
import { create, WriteConflictError } from './write.ts';

const thing = defineEntity<{ thingId: string }>({
  type: 'thing',
  description: 'An entity for tests.',
  schemaVersion: 1,
  schema: z.object({ thingId: z.string() }),
  keys: { PK: 'THING#{thingId}', SK: 'META' },
});

const unused = async (): Promise<never> => {
  throw new Error('nothing here is encrypted');
};
const noKeys: KeyRing = { dataKey: unused, existingDataKey: unused, forget: () => {} };

/** A table that gives these answers, one a request; an Error is thrown. */
function tableThatAnswers(answers: readonly unknown[]) {
  const requests: unknown[] = [];
  const send = async (command: { readonly input: unknown }): Promise<unknown> => {
    const answer = answers[requests.push(command.input) - 1] ?? answers.at(-1);
    if (answer instanceof Error) throw answer;
    return answer;
  };
  // The table package only ever calls `send`.
  const client = { send } as unknown as DynamoDBDocumentClient;
  return { requests, table: createTable({ client, tableName: 't', keys: noKeys, clock: virtualClock() }) };
}

function refusal(name: string, ...codes: readonly string[]): Error {
  const CancellationReasons = codes.map((Code) => ({ Code }));
  return Object.assign(new Error(name), { name, ...(codes.length > 0 && { CancellationReasons }) });
}

const TWO = ['a', 'b'].map((thingId) => create(thing, { thingId }));

describe('a write that meets another one', () => {
  test.each([
    ['a transaction', TWO, refusal('TransactionCanceledException', 'None', 'TransactionConflict')],
    ['a single write', TWO.slice(0, 1), refusal('TransactionConflictException')],
    ['one that is throttled', TWO, refusal('TransactionCanceledException', 'ThrottlingError', 'None')],
  ])('is tried again: %s', async (_title, operations, error) => {
    const { table, requests } = tableThatAnswers([error, error, {}]);
    await table.write(operations);
    expect(requests).toHaveLength(3);
  });

  test('gives up within a bound and says that it may be tried later', async () => {
    const error = refusal('TransactionCanceledException', 'TransactionConflict', 'None');
    const { table, requests } = tableThatAnswers([error]);
    await expect(table.write(TWO)).rejects.toMatchObject({ kind: 'unavailable', code: 'TABLE_BUSY' });
    expect(requests).toHaveLength(6);
  });

  test('is not tried again when a condition failed, not even beside a conflict', async () => {
    const error = refusal('TransactionCanceledException', 'TransactionConflict', 'ConditionalCheckFailed');
    const { table, requests } = tableThatAnswers([error]);
    await expect(table.write(TWO)).rejects.toMatchObject({ code: 'WRITE_CONFLICT', failed: [1] });
    expect(requests).toHaveLength(1);
  });

  test('tells a failed condition of a single write', async () => {
    const { table } = tableThatAnswers([refusal('ConditionalCheckFailedException')]);
    await expect(table.write(TWO.slice(0, 1))).rejects.toThrow(WriteConflictError);
  });

  test('passes other failures on as they are', async () => {
    const { table, requests } = tableThatAnswers([refusal('ValidationException')]);
    await expect(table.write(TWO)).rejects.toThrow('ValidationException');
    expect(requests).toHaveLength(1);
  });
});

describe('a batch of keys', () => {
  const item = (thingId: string) => ({
    PK: `THING#${thingId}`,
    SK: 'META',
    type: 'thing',
    data: { thingId, schemaVersion: 1 },
    version: 1,
    created_at: '2026-11-22T12:00:00.000Z',
    updated_at: '2026-11-22T12:00:00.000Z',
  });
  const keys = (count: number) => Array.from({ length: count }, (_, i) => ({ thingId: `t${i}` }));

  test('is read in hundreds', async () => {
    const { table, requests } = tableThatAnswers([{ Responses: { t: [] } }]);
    await table.getMany(thing, keys(250));
    expect(requests).toHaveLength(3);
  });

  test('asks again for what was left unread', async () => {
    const left = { t: { Keys: [{ PK: 'THING#t1', SK: 'META' }] } };
    const { table, requests } = tableThatAnswers([
      { Responses: { t: [item('t0')] }, UnprocessedKeys: left },
      { Responses: { t: [item('t1')] }, UnprocessedKeys: {} },
    ]);
    expect((await table.getMany(thing, keys(2))).map(({ thingId }) => thingId)).toEqual(['t0', 't1']);
    expect(requests[1]).toMatchObject({ RequestItems: { t: { Keys: left.t.Keys } } });
  });

  test('is given up within a bound, not handed out in part', async () => {
    const { table, requests } = tableThatAnswers([
      { Responses: { t: [] }, UnprocessedKeys: { t: { Keys: [{ PK: 'THING#t0', SK: 'META' }] } } },
    ]);
    await expect(table.getMany(thing, keys(1))).rejects.toMatchObject({ code: 'TABLE_BUSY' });
    expect(requests).toHaveLength(8);
  });
});
