import { auditRecord } from '@bos/governance/audit/audit-record';
import { describeOnEachTable } from '@bos/testing/each-table';
import { expect, test } from 'vitest';
import { type Membership, membershipEntity } from './membership.ts';
import { findByUnit } from './occupants.ts';
import { type ChangeOfRights, createMembership, replaceMembership } from './write-membership.ts';

let buildings = 0;
const member = (buildingId: string, userId: string, ...unitIds: string[]): Membership => ({
  buildingId,
  userId,
  status: 'active',
  roles: ['resident'],
  unitIds,
});

describeOnEachTable('the members of a unit', (open) => {
  function world() {
    const { table, blindIndex, clock } = open();
    const buildingId = `building-${buildings++}`;
    const changedBy: ChangeOfRights = { audit: auditRecord, actor: { kind: 'user', id: 'ana' }, at: clock.now() };
    const find = async (unitId: string, at = buildingId) =>
      (await findByUnit(table, at, unitId)).map(({ userId }) => userId);
    async function change(userId: string, over: Partial<Membership>) {
      const before = await table.get(membershipEntity, { buildingId, userId });
      if (!before) throw new Error(`no ${userId}`);
      await table.write(await replaceMembership({ table, blindIndex }, before, { ...before, ...over }, changedBy));
    }
    const add = async (one: Membership) => table.write(await createMembership({ blindIndex }, one, changedBy));
    return { buildingId, find, change, add };
  }

  test('are found by it alone, in one building alone', async () => {
    const { buildingId, find, add } = world();
    await add(member(buildingId, 'maria', '1203'));
    await add(member(buildingId, 'carlos', '0704', '1203'));
    await add(member(`${buildingId}1`, 'eva', '1203'));
    expect(await find('1203')).toEqual(['carlos', 'maria']);
    expect(await find('0704')).toEqual(['carlos']);
    expect(await find('120')).toEqual([]);
    expect(await find('1203', `${buildingId}1`)).toEqual(['eva']);
  });

  test('follow a move, the end of a membership and a return', async () => {
    const { buildingId, find, change, add } = world();
    await add(member(buildingId, 'maria', '1203'));
    await change('maria', { unitIds: ['0704', '0705'] });
    expect([await find('1203'), await find('0704'), await find('0705')]).toEqual([[], ['maria'], ['maria']]);
    await change('maria', { status: 'suspended' });
    expect(await find('0704')).toEqual(['maria']);
    await change('maria', { status: 'ended' });
    expect([await find('0704'), await find('0705')]).toEqual([[], []]);
    await change('maria', { status: 'active', unitIds: ['0704'] });
    expect(await find('0704')).toEqual(['maria']);
  });
});
