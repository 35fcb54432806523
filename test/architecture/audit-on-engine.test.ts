import { DeleteCommand, type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { auditRecord } from '@bos/governance/audit/audit-record';
import { createAuditStore } from '@bos/governance/audit/audit-store';
import { problemInWords } from '@bos/governance/audit/compare-hour';
import { partitionOf, sealTrail } from '@bos/governance/audit/seal-trail';
import { verifyTrail } from '@bos/governance/audit/verify-trail';
import { chunksOf } from '@bos/kernel/chunks';
import { HOUR } from '@bos/kernel/clock';
import { createKeyRing } from '@bos/table/encryption/key-ring';
import { createRawItems } from '@bos/table/raw-items';
import type { StoredItem } from '@bos/table/stored-item';
import { createTable } from '@bos/table/table';
import { createWrappedKeyStore } from '@bos/table/wrapped-keys';
import { virtualClock } from '@bos/testing/clocks';
import { testKeyWrapper } from '@bos/testing/memory-table';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningTable, startTable } from '../support/running-table.ts';

const TABLE_NAME = 'bos-data-audit';
const MONTH = '2030-11';
const START = new Date(`${MONTH}-22T12:00:00.000Z`);
const RECORDS = 150;

let running: RunningTable;
let client: DynamoDBDocumentClient;

beforeAll(async () => {
  running = await startTable(TABLE_NAME);
  ({ client } = running);
});

afterAll(() => running?.stop());

/** A building's trail of two hours full of records and one without, sealed, with a way to reach into the table. */
async function sealedTrail(buildingId: string) {
  const clock = virtualClock(START);
  const keys = createKeyRing({
    store: createWrappedKeyStore(client, TABLE_NAME, clock),
    wrapper: testKeyWrapper,
    clock,
  });
  const table = createTable({ client, tableName: TABLE_NAME, keys, clock });
  const raw = createRawItems(client, TABLE_NAME);
  const owner = { buildingId, createdAt: START.toISOString() };
  const deps = { table, raw, clock };
  const record = (at: Date, id: string) =>
    auditRecord({
      buildingId,
      actor: { kind: 'user', id: 'ana' },
      action: 'ticket.changed',
      resource: { type: 'ticket', id },
      changed: ['status'],
      values: { from: 'open', status: 'resolved' },
      at,
    });
  for (const hour of [0, 2]) {
    const at = START.getTime() + hour * HOUR;
    const writes = Array.from({ length: RECORDS }, (_unused, n) => record(new Date(at + n * 20_000), `t${hour}-${n}`));
    for (const chunk of chunksOf(writes, 100)) await table.write(chunk);
  }
  await clock.advance(4 * HOUR);
  expect(await sealTrail(deps, owner)).toBe(3);
  const items: StoredItem[] = [];
  for await (const item of raw.query({ partition: partitionOf(buildingId, MONTH), prefix: '' })) items.push(item);
  const [records, seals] = [items.filter(({ type }) => type === 'audit'), items.filter(({ type }) => type !== 'audit')];
  return {
    records,
    seals,
    store: createAuditStore(table),
    verify: () => verifyTrail(deps, owner),
    words: async () => {
      const { problem } = await verifyTrail(deps, owner);
      return problem && problemInWords(problem);
    },
    insert: (at: Date) => table.write([record(at, 'late')]),
    put: (Item: Partial<StoredItem>) => client.send(new PutCommand({ TableName: TABLE_NAME, Item })),
    remove: ({ PK, SK }: StoredItem) => client.send(new DeleteCommand({ TableName: TABLE_NAME, Key: { PK, SK } })),
  };
}

test('a trail on the engine is in order, and listed a page a request without its seals', async () => {
  const { verify, store, seals } = await sealedTrail('whole');
  expect(await verify()).toMatchObject({ hours: 3, records: 2 * RECORDS, head: { hour: `${MONTH}-22T14` } });
  expect(seals.map(({ SK, data: { count } }) => [SK, count])).toEqual([
    [`SEAL#${MONTH}-22T12`, RECORDS],
    [`SEAL#${MONTH}-22T13`, 0],
    [`SEAL#${MONTH}-22T14`, RECORDS],
  ]);
  const newest = await store.listOfMonth('whole', MONTH, { limit: 2 });
  expect(newest.items.map(({ resource }) => resource.id)).toEqual(['t2-149', 't2-148']);
  expect((await store.listOfActor('whole', 'ana', { limit: 100 })).items).toHaveLength(100);
});

type Trail = Awaited<ReturnType<typeof sealedTrail>>;

test.each<[string, (trail: Trail) => Promise<unknown>, RegExp]>([
  [
    'changes a record',
    ({ put, records: [first] }) => put({ ...first, data: { ...first?.data, outcome: 'refused' } }),
    /T12 \(UTC\) has a record that was changed: 0/,
  ],
  ['removes a record', ({ remove, records }) => remove(at(records, 200)), /T14 \(UTC\) has lost a record: 0/],
  ['inserts a record', ({ insert }) => insert(new Date(START.getTime() + HOUR + 1)), /T13 \(UTC\) .* inserted .*: 0/],
  ['removes a seal', ({ remove, seals }) => remove(at(seals, 1)), /T13 \(UTC\) has no seal/],
  [
    'changes a seal',
    ({ put, seals }) => put({ ...at(seals, 1), data: { ...at(seals, 1).data, count: 1 } }),
    /T13 \(UTC\) has a seal that was changed/,
  ],
])('who %s in the engine is found', async (title, tamper, words) => {
  const trail = await sealedTrail(title.replaceAll(' ', '-'));
  expect(await trail.words()).toBeUndefined();
  await tamper(trail);
  expect(await trail.words()).toMatch(words);
});

function at(items: readonly StoredItem[], position: number): StoredItem {
  const item = items[position];
  if (item === undefined) throw new RangeError(String(position));
  return item;
}
