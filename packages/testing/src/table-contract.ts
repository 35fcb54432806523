import { defineEntity } from '@bos/table/entity';
import type { Table } from '@bos/table/table';
import { create, expectVersion, put, remove, replace, WriteConflictError } from '@bos/table/write';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import type { VirtualClock } from './clocks.ts';

const noteSchema = z.object({
  buildingId: z.string(),
  noteId: z.string(),
  userId: z.string(),
  status: z.enum(['open', 'done']),
  text: z.string(),
  doneAt: z.string().optional(),
});
type Note = z.infer<typeof noteSchema>;

/** An entity that uses everything an entity may: both indexes, a sparse one, encryption, retention. */
export const noteEntity = defineEntity<Note>({
  type: 'note',
  description: 'An entity for tests.',
  schemaVersion: 1,
  schema: noteSchema,
  keys: {
    PK: 'BUILDING#{buildingId}',
    SK: 'NOTE#{noteId}',
    GSI1PK: 'BUILDING#{buildingId}#USER#{userId}',
    GSI1SK: 'NOTE#{noteId}',
    GSI2PK: 'BUILDING#{buildingId}#OPEN',
    GSI2SK: '{openSince}#{noteId}',
  },
  derived: ({ status }) => ({ openSince: status === 'open' ? 'since' : undefined }),
  personal: { fields: ['text'], scope: ({ buildingId, userId }) => ({ kind: 'membership', buildingId, userId }) },
  retention: { period: 'temporary', from: ({ doneAt }) => doneAt },
});

export interface TableUnderTest {
  readonly table: Table;
  readonly clock: VirtualClock;
  /** The raw items, as they lie in the engine. */
  items(): Promise<readonly Record<string, unknown>[]>;
}

let run = 0;
/** Each test has a building to itself, so that one table serves the whole suite. */
const freshBuilding = () => `contract-${run++}`;

const noteOf = (buildingId: string, noteId: string, over: Partial<Note> = {}): Note => ({
  buildingId,
  noteId,
  userId: 'maria',
  status: 'open',
  text: 'the tap drips',
  ...over,
});

/** What every table must do, whatever engine is under it. */
export function describeTable(name: string, open: () => TableUnderTest): void {
  describe(`table on ${name}`, () => {
    test('gives back what was created, with version and times', async () => {
      const { table, clock } = open();
      const note = noteOf(freshBuilding(), 'n1');
      await table.write([create(noteEntity, note)]);
      const now = clock.now().toISOString();
      expect(await table.get(noteEntity, note)).toEqual({ ...note, version: 1, createdAt: now, updatedAt: now });
    });

    test('creates once: of 50 racing creations one wins and the others are told', async () => {
      const { table } = open();
      const buildingId = freshBuilding();
      const results = await Promise.allSettled(
        Array.from({ length: 50 }, (_, i) =>
          table.write([create(noteEntity, noteOf(buildingId, 'n1', { text: `${i}` }))]),
        ),
      );
      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      for (const result of results) {
        if (result.status === 'rejected') expect(result.reason).toBeInstanceOf(WriteConflictError);
      }
    });

    test('replaces only the version that was read', async () => {
      const { table } = open();
      const note = noteOf(freshBuilding(), 'n1');
      await table.write([create(noteEntity, note)]);
      const before = await table.get(noteEntity, note);
      if (!before) throw new Error('not stored');
      await table.write([replace(noteEntity, before, { ...note, text: 'repaired' })]);
      await expect(table.write([replace(noteEntity, before, note)])).rejects.toThrow(WriteConflictError);
      expect(await table.get(noteEntity, note)).toMatchObject({
        text: 'repaired',
        version: 2,
        createdAt: before.createdAt,
      });
    });

    test('writes all of a transaction or nothing, and names the operation that failed', async () => {
      const { table } = open();
      const buildingId = freshBuilding();
      await table.write([create(noteEntity, noteOf(buildingId, 'taken'))]);
      const attempt = table.write([
        create(noteEntity, noteOf(buildingId, 'new')),
        create(noteEntity, noteOf(buildingId, 'taken')),
      ]);
      await expect(attempt).rejects.toMatchObject({ code: 'WRITE_CONFLICT', failed: [1] });
      expect(await table.get(noteEntity, noteOf(buildingId, 'new'))).toBeUndefined();
    });

    test('checks the version of an item that it does not write', async () => {
      const { table } = open();
      const note = noteOf(freshBuilding(), 'checked');
      await table.write([create(noteEntity, note)]);
      const other = { ...note, noteId: 'other' };
      await table.write([expectVersion(noteEntity, note, 1), create(noteEntity, other)]);
      await expect(table.write([expectVersion(noteEntity, note, 2), put(noteEntity, other)])).rejects.toMatchObject({
        failed: [0],
      });
    });

    test('removes only the version that was read', async () => {
      const { table } = open();
      const note = noteOf(freshBuilding(), 'n1');
      await table.write([create(noteEntity, note)]);
      const before = await table.get(noteEntity, note);
      if (!before) throw new Error('not stored');
      await table.write([put(noteEntity, note), create(noteEntity, { ...note, noteId: 'n2' })]);
      await table.write([replace(noteEntity, before, { ...note, text: 'changed' })]);
      await expect(table.write([remove(noteEntity, before)])).rejects.toThrow(WriteConflictError);
    });

    test('lists by prefix in pages, either way round', async () => {
      const { table } = open();
      const buildingId = freshBuilding();
      const ids = ['a', 'b', 'c', 'd', 'e'];
      await table.write(ids.map((noteId) => create(noteEntity, noteOf(buildingId, noteId))));
      const first = await table.list(noteEntity, { buildingId }, { limit: 2 });
      expect(first.items.map(({ noteId }) => noteId)).toEqual(['a', 'b']);
      const second = await table.list(noteEntity, { buildingId }, { limit: 10, cursor: first.next ?? '' });
      expect(second.items.map(({ noteId }) => noteId)).toEqual(['c', 'd', 'e']);
      expect(second.next).toBeNull();
      const newest = await table.list(
        noteEntity,
        { buildingId, userId: 'maria' },
        { index: 'GSI1', newestFirst: true },
      );
      expect(newest.items.map(({ noteId }) => noteId)).toEqual(['e', 'd', 'c', 'b', 'a']);
    });

    test('leaves an item out of an index whose parts it lacks', async () => {
      const { table } = open();
      const buildingId = freshBuilding();
      await table.write([
        create(noteEntity, noteOf(buildingId, 'open')),
        create(noteEntity, noteOf(buildingId, 'done', { status: 'done' })),
      ]);
      const open2 = await table.list(noteEntity, { buildingId }, { index: 'GSI2' });
      expect(open2.items.map(({ noteId }) => noteId)).toEqual(['open']);
    });

    test('refuses a cursor of another partition', async () => {
      const { table } = open();
      const buildingId = freshBuilding();
      await table.write(['a', 'b'].map((noteId) => create(noteEntity, noteOf(buildingId, noteId))));
      const { next } = await table.list(noteEntity, { buildingId }, { limit: 1 });
      const elsewhere = table.list(noteEntity, { buildingId: freshBuilding() }, { cursor: next ?? '' });
      await expect(elsewhere).rejects.toMatchObject({ code: 'INVALID_CURSOR' });
      await expect(table.list(noteEntity, { buildingId }, { cursor: 'nonsense' })).rejects.toMatchObject({
        code: 'INVALID_CURSOR',
      });
    });

    test('reads many at once and leaves out what is not there', async () => {
      const { table } = open();
      const buildingId = freshBuilding();
      await table.write([create(noteEntity, noteOf(buildingId, 'a'))]);
      const found = await table.getMany(
        noteEntity,
        ['a', 'b'].map((noteId) => ({ buildingId, noteId })),
      );
      expect(found.map(({ noteId }) => noteId)).toEqual(['a']);
    });

    test('does not give back what has expired, though it still lies in the table', async () => {
      const { table, clock } = open();
      const note = noteOf(freshBuilding(), 'n1', { status: 'done', doneAt: clock.now().toISOString() });
      await table.write([create(noteEntity, note)]);
      expect(await table.get(noteEntity, note)).toBeDefined();
      await clock.advance(25 * 3_600_000);
      expect(await table.get(noteEntity, note)).toBeUndefined();
      expect((await table.list(noteEntity, note)).items).toEqual([]);
    });

    test('stores personal fields encrypted and every item with exactly the attributes of the design', async () => {
      const { table, items } = open();
      const note = noteOf(freshBuilding(), 'secret', { text: 'canary-4711' });
      await table.write([create(noteEntity, note)]);
      const raw = await items();
      expect(JSON.stringify(raw)).not.toContain('canary-4711');
      const item = raw.find(({ PK, SK }) => PK === `BUILDING#${note.buildingId}` && SK === 'NOTE#secret');
      expect(Object.keys(item ?? {}).sort()).toEqual(
        'GSI1PK GSI1SK GSI2PK GSI2SK PK SK __edb_e__ __edb_v__ created_at data type updated_at version'.split(' '),
      );
    });

    test('refuses a transaction above 100 operations and keys with "#" in a part', async () => {
      const { table } = open();
      const buildingId = freshBuilding();
      const many = Array.from({ length: 101 }, (_, i) => create(noteEntity, noteOf(buildingId, `n${i}`)));
      await expect(table.write(many)).rejects.toMatchObject({ code: 'TRANSACTION_TOO_LARGE' });
      await expect(table.write([create(noteEntity, noteOf('b#1', 'n'))])).rejects.toThrow('holds "#"');
    });
  });
}
