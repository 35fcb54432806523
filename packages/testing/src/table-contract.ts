import { add, defineCounters } from '@bos/table/counter';
import { defineEntity } from '@bos/table/entity';
import type { Table } from '@bos/table/table';
import { create, expectVersion, put, remove, replace, WriteConflictError } from '@bos/table/write';
import { writeChunks } from '@bos/table/write-chunks';
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
  states: { field: 'status', moves: { open: ['done'], done: [] } },
  personal: { fields: ['text'], scope: ({ buildingId, userId }) => ({ kind: 'membership', buildingId, userId }) },
  retention: { period: 'temporary', from: ({ doneAt }) => doneAt },
});

/** Something that may be written again and again, and expires. */
const memoEntity = defineEntity<{ buildingId: string; memoId: string; text: string; at: string }>({
  type: 'memo',
  description: 'An entity for tests.',
  schemaVersion: 1,
  schema: z.object({ buildingId: z.string(), memoId: z.string(), text: z.string(), at: z.string() }),
  keys: { PK: 'BUILDING#{buildingId}', SK: 'MEMO#{memoId}' },
  retention: { period: 'temporary', from: ({ at }) => at },
});

const figuresEntity = defineCounters({
  type: 'figures',
  description: 'Counters for tests.',
  parts: ['buildingId', 'date'],
  keys: { PK: 'BUILDING#{buildingId}#METRICS', SK: '{date}' },
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
      await expect(
        table.write([expectVersion(noteEntity, note, 2), create(noteEntity, { ...other, noteId: 'third' })]),
      ).rejects.toMatchObject({
        failed: [0],
      });
    });

    test('removes only the version that was read', async () => {
      const { table } = open();
      const note = noteOf(freshBuilding(), 'n1');
      await table.write([create(noteEntity, note)]);
      const before = await table.get(noteEntity, note);
      if (!before) throw new Error('not stored');
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

    test('takes a transaction of 100 operations, and refuses one of 101 with advice', async () => {
      const { table } = open();
      const buildingId = freshBuilding();
      const many = Array.from({ length: 101 }, (_, i) => create(noteEntity, noteOf(buildingId, `n${100 + i}`)));
      await expect(table.write(many)).rejects.toMatchObject({
        code: 'TRANSACTION_TOO_LARGE',
        message: expect.stringContaining('writeChunks'),
      });
      expect((await table.list(noteEntity, { buildingId })).items).toEqual([]);
      await table.write(many.slice(0, 100));
      expect((await table.list(noteEntity, { buildingId }, { limit: 200 })).items).toHaveLength(100);
    });

    test('writes any number in chunks, and again without harm', async () => {
      const { table } = open();
      const buildingId = freshBuilding();
      const ids = Array.from({ length: 250 }, (_, i) => `n${1_000 + i}`);
      await table.write([create(noteEntity, noteOf(buildingId, 'n1100', { text: 'was first' }))]);
      const writes = () => ids.map((noteId) => create(noteEntity, noteOf(buildingId, noteId)));
      expect(await writeChunks(table, writes())).toBe(249);
      expect(await writeChunks(table, writes())).toBe(0);
      expect(await table.get(noteEntity, { buildingId, noteId: 'n1100' })).toMatchObject({ text: 'was first' });
      const found = await table.getMany(
        noteEntity,
        ids.map((noteId) => ({ buildingId, noteId })),
      );
      expect(found).toHaveLength(250);
    });

    test('writes in chunks only what may be repeated', async () => {
      const { table } = open();
      const note = noteOf(freshBuilding(), 'n1');
      await table.write([create(noteEntity, note)]);
      const before = await table.get(noteEntity, note);
      if (!before) throw new Error('not stored');
      await expect(writeChunks(table, [replace(noteEntity, before, note)])).rejects.toThrow(RangeError);
    });

    test('refuses keys with "#" in a part', async () => {
      const { table } = open();
      await expect(table.write([create(noteEntity, noteOf('b#1', 'n'))])).rejects.toThrow('holds "#"');
    });

    test('lets states move only as their table says, whoever writes', async () => {
      const { table } = open();
      const note = noteOf(freshBuilding(), 'n1');
      await table.write([create(noteEntity, note)]);
      const open1 = await table.get(noteEntity, note);
      if (!open1) throw new Error('not stored');
      await table.write([replace(noteEntity, open1, noteOf(note.buildingId, 'n1', { status: 'done' }))]);
      const done = await table.get(noteEntity, note);
      if (!done) throw new Error('not stored');
      expect(() => replace(noteEntity, done, note)).toThrow('A note cannot go from done to open');
      expect(() => put(noteEntity, note)).toThrow('has states');
      // Who read the state before it moved is held by the version.
      await expect(table.write([replace(noteEntity, open1, { ...note, text: 'late' })])).rejects.toThrow(
        WriteConflictError,
      );
    });

    test('is claimed once: of 200 racers one wins', async () => {
      const { table } = open();
      const note = noteOf(freshBuilding(), 'n1');
      await table.write([create(noteEntity, note)]);
      const claims = await Promise.allSettled(
        Array.from({ length: 200 }, async (_, i) => {
          const before = await table.get(noteEntity, note);
          if (before?.status !== 'open') throw new Error('taken already');
          await table.write([
            replace(noteEntity, before, noteOf(note.buildingId, 'n1', { status: 'done', text: `racer ${i}` })),
          ]);
          return `racer ${i}`;
        }),
      );
      const winners = claims.filter((claim) => claim.status === 'fulfilled').map(({ value }) => value);
      expect(winners).toHaveLength(1);
      expect(await table.get(noteEntity, note)).toMatchObject({ status: 'done', text: winners[0], version: 2 });
    });

    test('counts 200 additions at once, each once', async () => {
      const { table } = open();
      const figures = { buildingId: freshBuilding(), date: '2026-11-22' };
      const additions = Array.from({ length: 200 }, (_, i) =>
        table.write([add(figuresEntity, figures, i % 2 === 0 ? { sent: 1, 'by hour.12': 2 } : { received: 3 })]),
      );
      await Promise.all(additions);
      expect(await table.get(figuresEntity, figures)).toMatchObject({
        ...figures,
        counts: { sent: 100, 'by hour.12': 200, received: 300 },
        version: 201,
      });
    });

    test('counts in a transaction if the rest of it happens, and not otherwise', async () => {
      const { table } = open();
      const buildingId = freshBuilding();
      const figures = { buildingId, date: '2026-11-22' };
      const note = noteOf(buildingId, 'counted');
      await table.write([create(noteEntity, note), add(figuresEntity, figures, { notes: 1 })]);
      await expect(
        table.write([create(noteEntity, note), add(figuresEntity, figures, { notes: 1 })]),
      ).rejects.toMatchObject({ failed: [0] });
      expect(await table.get(figuresEntity, figures)).toMatchObject({ counts: { notes: 1 } });
      const { items } = await table.list(figuresEntity, { buildingId });
      expect(items.map(({ date }) => date)).toEqual(['2026-11-22']);
      expect(() => add(figuresEntity, figures, { notes: 0.5 })).toThrow(RangeError);
    });

    test('what has expired does not stand in the way of a new one', async () => {
      const { table, clock } = open();
      const memo = { buildingId: freshBuilding(), memoId: 'm1', text: 'first', at: clock.now().toISOString() };
      await table.write([create(memoEntity, memo)]);
      await expect(table.write([create(memoEntity, { ...memo, text: 'second' })])).rejects.toThrow(WriteConflictError);
      await clock.advance(25 * 3_600_000);
      const later = { ...memo, text: 'third', at: clock.now().toISOString() };
      await table.write([create(memoEntity, later)]);
      expect(await table.get(memoEntity, memo)).toMatchObject({ text: 'third', version: 1 });
    });

    test('reads one key that is named twice once', async () => {
      const { table } = open();
      const note = noteOf(freshBuilding(), 'n1');
      await table.write([create(noteEntity, note)]);
      expect(await table.getMany(noteEntity, [note, note])).toHaveLength(1);
      expect(await table.getMany(noteEntity, [])).toEqual([]);
    });

    test('goes on from a place whose item is gone', async () => {
      const { table } = open();
      const buildingId = freshBuilding();
      await table.write(['a', 'b', 'c'].map((noteId) => create(noteEntity, noteOf(buildingId, noteId))));
      const first = await table.list(noteEntity, { buildingId }, { limit: 2 });
      const second = first.items[1];
      if (!second) throw new Error('not listed');
      await table.write([remove(noteEntity, second)]);
      const rest = await table.list(noteEntity, { buildingId }, { cursor: first.next ?? '' });
      expect(rest.items.map(({ noteId }) => noteId)).toEqual(['c']);
    });
  });
}
