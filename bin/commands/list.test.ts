import { buildingEntity } from '@bos/buildings/buildings/building';
import { DEMO_BUILDING } from '@bos/embedded/demo/demo-building';
import { missionEntity } from '@bos/missions/missions/mission';
import { create } from '@bos/table/write';
import { virtualClock } from '@bos/testing/clocks';
import { createMemoryTable } from '@bos/testing/memory-table';
import { describe, expect, test } from 'vitest';
import { readMeasurements } from '../docs/patterns/measurements.ts';
import { LIST_PATTERNS } from '../local/list-patterns.ts';
import { readPage, readRequest } from './list.ts';

/** Three buildings with three open missions each, and one that is over. */
async function town() {
  const { table } = createMemoryTable({ clock: virtualClock() });
  for (const buildingId of ['a', 'b', 'c']) {
    await table.write([create(buildingEntity, { ...DEMO_BUILDING, buildingId })]);
    for (const missionId of ['m1', 'm2', 'm3', 'm4']) {
      await table.write([
        create(missionEntity, {
          buildingId,
          missionId,
          userId: 'maria',
          language: 'pt',
          requestedAt: `2026-11-22T1${missionId.slice(1)}:00:00.000Z`,
          intents: [{ intent: 'report_fault', confidence: 1, sure: true, slots: {} }],
          request: 'x',
          ...(missionId === 'm4'
            ? { status: 'completed', finishedAt: '2026-11-22T14:00:00.000Z' }
            : { status: 'running' }),
        }),
      ]);
    }
  }
  return table;
}

const read = async (table: Awaited<ReturnType<typeof town>>, ...parameters: string[]) => {
  const { items, next } = await readPage(table, readRequest(parameters));
  return { ids: items.map(({ buildingId, item }) => `${buildingId}/${item.id}`), next };
};

describe('bos list', () => {
  test('lists over all buildings, page by page', async () => {
    const table = await town();
    const first = await read(table, 'missions', '--open', '--everywhere', '--limit', '4');
    expect(first.ids).toEqual(['a/m3', 'a/m2', 'a/m1', 'b/m3']);
    const rest = await read(table, 'missions', '--everywhere', '--cursor', first.next ?? '');
    expect(rest).toEqual({ ids: ['b/m2', 'b/m1', 'c/m3', 'c/m2', 'c/m1'], next: null });
  });

  test('lists those of one building, or those that are over', async () => {
    const table = await town();
    expect((await read(table, 'missions', '--building', 'b')).ids).toEqual(['b/m3', 'b/m2', 'b/m1']);
    expect((await read(table, 'missions', '--everywhere', '--closed')).ids).toEqual(['a/m4', 'b/m4', 'c/m4']);
  });

  test.each([
    [[], 'Usage: bos list missions'],
    [['people'], 'Usage: bos list missions'],
    [['missions', '--limit', '0'], '--limit is a whole number'],
    [['missions', '--open', '--closed'], 'not both'],
  ])('%j is not understood', (parameters, message) => {
    expect(() => readRequest(parameters)).toThrow(message);
  });

  test('names access patterns that there are', () => {
    const known = readMeasurements().reads.map(({ name }) => name);
    for (const pattern of Object.values(LIST_PATTERNS)) expect(known).toContain(pattern);
  });
});
