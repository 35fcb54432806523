import { MINUTE } from '@bos/kernel/clock';
import { addKeyVersion, SETTLING } from '@bos/table/encryption/key-rotation';
import { virtualClock } from '@bos/testing/clocks';
import { type KeyedTable, keyedTable } from '@bos/testing/keyed-table';
import { beforeEach, describe, expect, test } from 'vitest';
import { ensureMembership } from '../memberships/ensure-membership.ts';
import { createMembershipStore } from '../memberships/membership-store.ts';
import { replaceMembership } from '../memberships/write-membership.ts';
import { findByName } from './find-by-name.ts';

const clock = virtualClock();
let deps: KeyedTable;

beforeEach(() => {
  deps = keyedTable({ clock });
});

async function addMember(userId: string, displayName: string, buildingId = 'demo'): Promise<void> {
  await ensureMembership(deps, { buildingId, userId, displayName });
}

const find = async (name: string, buildingId = 'demo') =>
  (await findByName(deps, buildingId, name)).map(({ userId }) => userId);

describe('findByName', () => {
  test('finds by any word, in any spelling of case and accents', async () => {
    await addMember('u1', 'José de Souza');
    await addMember('u2', 'Maria SOUZA Lima');
    await addMember('u3', 'Josefina Ruiz');
    expect(await find('souza')).toEqual(['u1', 'u2']);
    expect(await find('  JOSE ')).toEqual(['u1']);
    expect(await find('souza josé')).toEqual(['u1']);
    expect(await find('souza ruiz')).toEqual([]);
    expect(await find('x')).toEqual([]);
  });

  test('finds nobody of another building, and the same name has another hash there', async () => {
    await addMember('u1', 'Maria Souza');
    await addMember('u2', 'Maria Souza', 'other');
    expect(await find('maria')).toEqual(['u1']);
    expect(await find('maria', 'other')).toEqual(['u2']);
    const hashes = deps.items().flatMap(({ PK }) => /#NAME#(.*)/.exec(String(PK))?.[1] ?? []);
    expect(new Set(hashes).size).toBe(4);
  });

  test('follows a new name', async () => {
    await addMember('u1', 'Maria Souza');
    const before = await createMembershipStore(deps.table).get('demo', 'u1');
    if (!before) throw new Error('no membership');
    await deps.table.write(await replaceMembership(deps, before, { ...before, displayName: 'Maria Lima' }));
    expect(await find('souza')).toEqual([]);
    expect(await find('lima')).toEqual(['u1']);
    expect(await find('maria lima')).toEqual(['u1']);
    expect(deps.items().filter(({ type }) => type === 'name_token')).toHaveLength(2);
  });

  test('goes on while the key of the index is rotated', async () => {
    await addMember('u1', 'Maria Souza');
    await addKeyVersion(deps, { kind: 'index' }, new Date(clock.now().getTime() + SETTLING));
    await clock.advance(SETTLING + MINUTE);
    await addMember('u2', 'Maria Lima');
    expect(await find('maria')).toEqual(['u1', 'u2']);
  });

  test('no word lies in the table in clear', async () => {
    await addMember('u1', 'Otávio Quintanilha');
    expect(JSON.stringify(deps.items())).not.toMatch(/ot[aá]vio|quintanilha/i);
  });
});
