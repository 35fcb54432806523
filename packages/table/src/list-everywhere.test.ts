import { virtualClock } from '@bos/testing/clocks';
import { createMemoryTable } from '@bos/testing/memory-table';
import { propertyOperations } from '@bos/testing/table-isolation-contract';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { defineEntity } from './entity.ts';
import {
  type EverywhereDependencies,
  type EverywhereOptions,
  listEverywhere,
  type Somewhere,
} from './list-everywhere.ts';
import { put } from './write.ts';

const houseEntity = defineEntity({
  type: 'house',
  description: 'A building for tests.',
  schemaVersion: 1,
  schema: z.object({ buildingId: z.string() }),
  keys: { PK: 'BUILDING#{buildingId}', SK: 'CONFIG', GSI1PK: 'BUILDING', GSI1SK: '{buildingId}' },
});

const noteEntity = defineEntity({
  type: 'note',
  description: 'Something in a building, for tests.',
  schemaVersion: 1,
  schema: z.object({ buildingId: z.string(), noteId: z.string() }),
  keys: { PK: 'BUILDING#{buildingId}', SK: 'NOTE#{noteId}' },
});

interface Note {
  readonly buildingId: string;
  readonly noteId: string;
}

/** Buildings with notes; counts the lists of notes that are read at the same time. */
function town(buildingsAtOnce = 100) {
  const { table } = createMemoryTable({ clock: virtualClock() });
  let now = 0;
  const seen = { most: 0, reads: 0 };
  const deps: EverywhereDependencies<Note> = {
    buildings: async (page) => {
      const { items, next } = await table.list(houseEntity, {}, { ...page, limit: buildingsAtOnce, index: 'GSI1' });
      return { items: items.map(({ buildingId }) => buildingId), next };
    },
    list: async (buildingId, page) => {
      seen.reads += 1;
      seen.most = Math.max(seen.most, ++now);
      const found = await table.list(noteEntity, { buildingId }, page);
      now -= 1;
      return found;
    },
  };
  return {
    deps,
    seen,
    add: ({ buildingId, noteId }: Note) =>
      table.write([put(houseEntity, { buildingId }), put(noteEntity, { buildingId, noteId })]),
    addBuilding: (buildingId: string) => table.write([put(houseEntity, { buildingId })]),
  };
}

const nameOf = ({ buildingId, noteId }: Note): string => `${buildingId}/${noteId}`;

async function walk(
  deps: EverywhereDependencies<Note>,
  options: EverywhereOptions,
  between: (page: number) => Promise<void> = async () => {},
): Promise<string[]> {
  const found: Somewhere<Note>[] = [];
  let cursor: string | undefined;
  for (let page = 0; ; page++) {
    const { items, next } = await listEverywhere(deps, { ...options, ...(cursor !== undefined && { cursor }) });
    expect(items.length).toBeLessThanOrEqual(options.limit ?? 25);
    found.push(...items);
    if (next === null) break;
    cursor = next;
    await between(page);
  }
  for (const { buildingId, item } of found) expect(item.buildingId).toBe(buildingId);
  return found.map(({ item }) => nameOf(item));
}

const note = fc.record({
  buildingId: fc.integer({ min: 0, max: 30 }).map((n) => `b${String(n).padStart(2, '0')}`),
  noteId: fc.integer({ min: 0, max: 60 }).map((n) => `n${String(n).padStart(2, '0')}`),
});

describe('a list over all buildings', () => {
  test('gives each item once and none twice, in order, while others are added', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(note, { selector: nameOf, maxLength: 80 }),
        fc.array(fc.array(note, { maxLength: 4 }), { maxLength: 40 }),
        fc.record({ limit: fc.integer({ min: 1, max: 12 }), concurrency: fc.integer({ min: 1, max: 6 }) }),
        async (first, later, options) => {
          const { deps, add, addBuilding, seen } = town(7);
          for (const one of first) await add(one);
          await addBuilding('b99');
          const found = await walk(deps, options, async (page) => {
            for (const one of later[page] ?? []) await add(one);
          });
          expect(found).toEqual([...new Set(found)].toSorted());
          const there = new Set(found);
          for (const one of first) expect(there).toContain(nameOf(one));
          expect(seen.most).toBeLessThanOrEqual(options.concurrency);
        },
      ),
      { numRuns: propertyOperations(2_000) / 20 },
    );
  });

  test('goes through more buildings than one request names', async () => {
    const { deps, add, addBuilding } = town();
    for (let n = 0; n < 230; n++) await addBuilding(`b${String(n).padStart(3, '0')}`);
    const notes = ['b000', 'b099', 'b100', 'b229'].map((buildingId) => ({ buildingId, noteId: 'n1' }));
    for (const one of notes) await add(one);
    expect(await walk(deps, { limit: 50 })).toEqual(notes.map(nameOf));
  });

  test('asks few where one building fills the page', async () => {
    const { deps, add, addBuilding, seen } = town();
    for (let n = 0; n < 30; n++) await add({ buildingId: 'b01', noteId: `n${n + 10}` });
    for (let n = 2; n < 10; n++) await addBuilding(`b0${n}`);
    await listEverywhere(deps, { limit: 10, concurrency: 8 });
    expect(seen.reads).toBe(1);
  });

  test('takes no other text for a cursor', async () => {
    const { deps } = town();
    for (const cursor of ['nonsense', Buffer.from('{"page":1}').toString('base64url')]) {
      await expect(listEverywhere(deps, { cursor })).rejects.toMatchObject({ code: 'INVALID_CURSOR' });
    }
  });
});
