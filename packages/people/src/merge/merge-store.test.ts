import { create, replace } from '@bos/table/write';
import { describeOnEachTable } from '@bos/testing/each-table';
import { expect, test } from 'vitest';
import { type Merge, mergeEntity } from './merge.ts';
import { createMergeStore, idsOfMember } from './merge-store.ts';

let buildings = 0;
/** In a building of its own, so that one table serves the whole suite. */
const mergeOf = (over: Partial<Merge> = {}): Extract<Merge, { status: 'proposed' }> => ({
  buildingId: `building-${buildings++}`,
  mergeId: 'm1',
  userId: 'maria',
  mergedUserId: 'maria2',
  how: 'staff',
  proposedBy: 'rafael',
  proposedAt: '2026-11-22T12:00:00.000Z',
  expiresAt: '2026-11-25T12:00:00.000Z',
  ...over,
  status: 'proposed',
});
const decided = { decidedBy: 'ana', decidedAt: '2026-11-22T13:00:00.000Z' };
const inForce = (merge: Merge): Merge => ({
  ...merge,
  ...decided,
  status: 'in_force',
  before: { status: 'unverified', roles: [], unitIds: [] },
});

describeOnEachTable('the store of merges', (open) => {
  test('gives back what was created, and creates it once', async () => {
    const { table, clock } = open();
    const store = createMergeStore(table);
    const merge = mergeOf();
    await table.write([create(mergeEntity, merge)]);
    const at = clock.now().toISOString();
    expect(await store.get(merge.buildingId, 'm1')).toEqual({ ...merge, version: 1, createdAt: at, updatedAt: at });
    expect(await store.get(`${merge.buildingId}1`, 'm1')).toBeUndefined();
    await expect(table.write([create(mergeEntity, merge)])).rejects.toMatchObject({ code: 'WRITE_CONFLICT' });
  });

  test('lists by status and by who remains, and tells under which ids a member’s things lie', async () => {
    const { table } = open();
    const store = createMergeStore(table);
    const first = mergeOf();
    const { buildingId } = first;
    const merges = [
      first,
      mergeOf({ buildingId, mergeId: 'm2', mergedUserId: 'maria3' }),
      mergeOf({ buildingId, mergeId: 'm3', userId: 'carlos', mergedUserId: 'carlos2' }),
    ];
    await table.write(merges.map((merge) => create(mergeEntity, merge)));
    const second = await store.get(buildingId, 'm2');
    if (!second) throw new Error('not stored');
    await table.write([replace(mergeEntity, second, inForce(second))]);
    const idsOf = (list: readonly { readonly mergeId: string }[]) => list.map(({ mergeId }) => mergeId);
    expect(idsOf((await store.listByStatus(buildingId, 'proposed')).items)).toEqual(['m3', 'm1']);
    expect(idsOf((await store.listByStatus(buildingId, 'in_force')).items)).toEqual(['m2']);
    expect(idsOf(await store.listOfUser(buildingId, 'maria'))).toEqual(['m1', 'm2']);
    expect(await idsOfMember(table, buildingId, 'maria')).toEqual(['maria', 'maria3']);
    expect(await idsOfMember(table, buildingId, 'carlos')).toEqual(['carlos']);
  });

  test('lets no merge come into force that was refused, nor of two decisions both', async () => {
    const { table } = open();
    const merge = mergeOf();
    await table.write([create(mergeEntity, merge)]);
    const before = await createMergeStore(table).get(merge.buildingId, 'm1');
    if (!before) throw new Error('not stored');
    const refused: Merge = { ...merge, ...decided, status: 'refused' };
    await table.write([replace(mergeEntity, before, refused)]);
    const late = table.write([replace(mergeEntity, before, inForce(merge))]);
    await expect(late).rejects.toMatchObject({ code: 'WRITE_CONFLICT' });
    const after = await createMergeStore(table).get(merge.buildingId, 'm1');
    if (!after) throw new Error('gone');
    expect(() => replace(mergeEntity, after, inForce(merge))).toThrow('merge');
  });
});
