import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { virtualClock } from '@bos/testing/clocks';
import { createMemoryTable } from '@bos/testing/memory-table';
import { noteEntity } from '@bos/testing/table-contract';
import { beforeEach, expect, test } from 'vitest';
import { defineEntity } from './entity.ts';
import { create } from './write.ts';

const clock = virtualClock();
let memory: ReturnType<typeof createMemoryTable>;
const note = { buildingId: '1', noteId: 'n', userId: 'u', status: 'open', text: 'secret of 1' } as const;

beforeEach(async () => {
  memory = createMemoryTable({ clock });
  await memory.table.write([create(noteEntity, note)]);
});

/** Writes past our code what no code of ours would. */
async function forge(change: Readonly<Record<string, unknown>>): Promise<void> {
  const item = memory.items().find(({ type }) => type === 'note');
  await memory.client.send(new PutCommand({ TableName: memory.tableName, Item: { ...item, ...change } }));
}

test('an item of one building in the index of another is not handed out', async () => {
  await forge({ GSI1PK: 'BUILDING#10#USER#u', GSI2PK: 'BUILDING#10#OPEN' });
  const elsewhere = { buildingId: '10', userId: 'u' };
  await expect(memory.table.list(noteEntity, elsewhere, { index: 'GSI1' })).rejects.toMatchObject({
    code: 'ITEM_FOREIGN',
  });
  await expect(memory.table.list(noteEntity, elsewhere, { index: 'GSI2' })).rejects.toThrow('does not belong');
});

test('an item that was copied under the keys of another building is not handed out', async () => {
  await forge({ PK: 'BUILDING#10' });
  // The field that is encrypted does not open there; without one, the keys themselves are compared.
  await expect(memory.table.get(noteEntity, { buildingId: '10', noteId: 'n' })).rejects.toThrow();
  await forge({ PK: 'BUILDING#10', data: { ...note, text: undefined, schemaVersion: 1 } });
  await expect(memory.table.get(noteEntity, { buildingId: '10', noteId: 'n' })).rejects.toThrow();
});

test('keys are held to what the item says of itself, encrypted or not', async () => {
  const { personal: _personal, ...options } = noteEntity;
  const plain = defineEntity({ ...options, type: 'plain' });
  await memory.table.write([create(plain, { ...note, noteId: 'p' })]);
  const item = memory.items().find(({ type }) => type === 'plain');
  const Item = { ...item, PK: 'BUILDING#10' };
  await memory.client.send(new PutCommand({ TableName: memory.tableName, Item }));
  const theirs = { buildingId: '10', noteId: 'p' };
  await expect(memory.table.get(plain, theirs)).rejects.toMatchObject({ code: 'ITEM_FOREIGN' });
  await expect(memory.table.getMany(plain, [theirs])).rejects.toMatchObject({ code: 'ITEM_FOREIGN' });
  await expect(memory.table.list(plain, { buildingId: '10' })).rejects.toMatchObject({ code: 'ITEM_FOREIGN' });
});

test.each([
  ['another partition', { PK: 'BUILDING#10', SK: 'NOTE#n' }],
  ['another kind of item', { PK: 'BUILDING#1', SK: 'USER#u' }],
  ['more than keys', { PK: 'BUILDING#1', SK: 'NOTE#n', data: 'x' }],
  ['less than keys', { PK: 'BUILDING#1' }],
  ['keys that are no texts', { PK: 'BUILDING#1', SK: 7 }],
])('a cursor that names %s is refused', async (_title, key) => {
  const cursor = Buffer.from(JSON.stringify(key)).toString('base64url');
  await expect(memory.table.list(noteEntity, { buildingId: '1' }, { cursor })).rejects.toMatchObject({
    code: 'INVALID_CURSOR',
  });
});

test('a cursor of an index that names an item of another building is refused', async () => {
  const key = { PK: 'BUILDING#10', SK: 'NOTE#n', GSI1PK: 'BUILDING#1#USER#u', GSI1SK: 'NOTE#n' };
  const cursor = Buffer.from(JSON.stringify(key)).toString('base64url');
  const list = memory.table.list(noteEntity, { buildingId: '1', userId: 'u' }, { index: 'GSI1', cursor });
  await expect(list).rejects.toMatchObject({ code: 'INVALID_CURSOR' });
});
