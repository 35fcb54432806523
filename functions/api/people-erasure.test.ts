import { auditRecord } from '@bos/governance/audit/audit-record';
import { type ErasureDependencies, erasePerson, replayErasures } from '@bos/people/erasure/erase-person';
import { exportPerson } from '@bos/people/export/export-person';
import { resolveSender } from '@bos/people/identities/resolve-sender';
import { ensureMembership } from '@bos/people/memberships/ensure-membership';
import { askStaff } from '@bos/people/verification/ask-staff';
import { verifyByCode } from '@bos/people/verification/verify-by-code';
import { seededIds, type VirtualClock, virtualClock } from '@bos/testing/clocks';
import { type KeyedTable, keyedTable } from '@bos/testing/keyed-table';
import { createMemoryErasures } from '@bos/testing/memory-erasures';
import { beforeEach, describe, expect, test } from 'vitest';
import { ENTITIES } from '../../bin/docs/entities.ts';
import { type ApiWorld, apiWorld } from './testing/api-world.ts';

const at = '/v1/buildings/{buildingId}';
let clock: VirtualClock;
let system: KeyedTable;
let world: ApiWorld;
let deps: ErasureDependencies;
/** Maria as she wrote from a second telephone, before she proved who she is. */
let second: string;

const call = (routeKey: string, params: Record<string, string>, body?: unknown, as = 'ana') =>
  world.call({ routeKey, params: { buildingId: 'home', ...params }, as, ...(body !== undefined && { body }) });

beforeEach(async () => {
  clock = virtualClock();
  system = keyedTable({ clock });
  world = await apiWorld({ ...system, ids: seededIds(clock) });
  deps = {
    ...system,
    entities: ENTITIES,
    audit: auditRecord,
    actor: { kind: 'operator', id: 'erase' },
    ledger: createMemoryErasures(),
    removeAttachments: async () => {},
  };
  await world.addMember('home', 'ana', ['manager']);
  for (const [displayName, phone] of [
    ['Carlos Lima', '+5511977770003'],
    ['Maria Quintanilha', '+5511977770001'],
  ]) {
    const { body } = await call(`POST ${at}/people`, {}, { displayName, phone, roles: ['owner'], unitIds: ['1203'] });
    names.set(displayName ?? '', body.id ?? '');
  }
  await call(`PUT ${at}/people/{userId}/preferences/{key}`, { userId: maria(), key: 'diet' }, { value: 'vegana' });
  second = (await resolveSender(system, { phone: '5511977770002', at: clock.now() })).userId;
  const stranger = async () => ensureMembership(system, { buildingId: 'home', userId: second });
  const claimant = { membership: await stranger(), messageId: 'm1', audit: auditRecord, at: clock.now() };
  await system.table.write((await askStaff(system, claimant)).writes);
  await system.table.write((await verifyByCode(system, claimant, '00000000')).writes);
  await world.addThings('of-second', second);
  const { body } = await call(`POST ${at}/people/{userId}/verification-codes`, { userId: maria() }, {});
  const proof = await verifyByCode(system, { ...claimant, messageId: 'm2' }, String(body.code));
  expect(proof.outcome).toBe('verified');
  await system.table.write(proof.writes);
});

const names = new Map<string, string>();
const maria = () => names.get('Maria Quintanilha') ?? '';
const carlos = () => names.get('Carlos Lima') ?? '';

/** Kinds of items that still name somebody, but for those that outlive everybody by ids alone. */
const naming = (userId: string) =>
  system
    .items()
    .filter(({ type }) => !['audit', 'audit_seal', 'reservation'].includes(String(type)))
    .flatMap((item) => (new RegExp(`["#]${userId}["#]`).test(JSON.stringify(item)) ? [String(item.type)] : []));

describe('somebody who was found to be two members', () => {
  test('is exported as one', async () => {
    const { items } = await exportPerson(deps, maria(), ['home']);
    expect(Object.keys(items)).toEqual(
      expect.arrayContaining([
        'conversation',
        'guest_stay',
        'identity',
        'membership',
        'merge',
        'message',
        'occupant',
        'person',
        'preference',
        'ticket',
        'verification_code',
        'verification_request',
      ]),
    );
    expect(items.membership).toHaveLength(2);
    expect(items.identity).toHaveLength(2);
    expect(items.preference).toMatchObject([{ key: 'diet', value: 'vegana' }]);
    expect(JSON.stringify(items)).not.toMatch(/carlos/i);
    expect(await exportPerson(deps, second, ['home'])).toMatchObject({ items: { membership: { length: 2 } } });
  });

  test.each(['who remains', 'who was merged'])('is erased as one, whoever was asked for: %s', async (which) => {
    const ids = [maria(), second];
    await erasePerson(deps, which === 'who remains' ? maria() : second);
    for (const id of ids) expect(naming(id)).toEqual([]);
    const neighbours = await world.call({
      routeKey: `GET ${at}/people`,
      params: { buildingId: 'home' },
      query: { unitId: '1203' },
      as: 'ana',
    });
    expect(neighbours.body.items?.map(({ id }) => id)).toEqual([carlos()]);
    const stays = system.items().filter(({ type }) => type === 'occupancy_month');
    expect(stays.length).toBeGreaterThan(0);
    expect((await deps.ledger.entries()).every(({ completedAt }) => completedAt !== undefined)).toBe(true);
  });

  test('is erased whole when the erasure is cut short anywhere', async () => {
    class Killed extends Error {}
    const ids = [maria(), second];
    for (let after = 0; ; after++) {
      let left = after;
      const dying = <P extends unknown[], R>(act: (...parameters: P) => Promise<R>) => {
        return (...parameters: P): Promise<R> => (left-- <= 0 ? Promise.reject(new Killed()) : act(...parameters));
      };
      const mortal: ErasureDependencies = {
        ...deps,
        ledger: { ...deps.ledger, note: dying(deps.ledger.note) },
        raw: { ...deps.raw, remove: dying(deps.raw.remove) },
        table: { ...deps.table, write: dying(deps.table.write) },
      };
      try {
        await erasePerson(mortal, second);
        break;
      } catch (error) {
        if (!(error instanceof Killed)) throw error;
      }
    }
    await replayErasures(deps, 'unfinished');
    for (const id of ids) expect(naming(id)).toEqual([]);
  });
});
