import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { channelEntity } from '@bos/conversations/channels/channel';
import { messageEntity } from '@bos/conversations/messages/message';
import { auditRecord } from '@bos/governance/audit/audit-record';
import { createAuditStore } from '@bos/governance/audit/audit-store';
import { MINUTE } from '@bos/kernel/clock';
import { createConsentStore } from '@bos/people/consent/consent-store';
import { type ErasureDependencies, erasePerson, replayErasures } from '@bos/people/erasure/erase-person';
import { exportPerson } from '@bos/people/export/export-person';
import { createIdentityStore } from '@bos/people/identities/identity-store';
import { resolveSender } from '@bos/people/identities/resolve-sender';
import { membershipEntity } from '@bos/people/memberships/membership';
import { personItems } from '@bos/people/personal-data/person-items';
import { addKeyVersion, dropFormerKeys, rewrapKeys, SETTLING } from '@bos/table/encryption/key-rotation';
import { storedItemSchema } from '@bos/table/stored-item';
import { put } from '@bos/table/write';
import { seededIds, type VirtualClock, virtualClock } from '@bos/testing/clocks';
import { type KeyedTable, keyedTable } from '@bos/testing/keyed-table';
import { createMemoryErasures } from '@bos/testing/memory-erasures';
import { testKeyWrapper } from '@bos/testing/memory-table';
import { beforeEach, describe, expect, test } from 'vitest';
import { ENTITIES } from '../../bin/docs/entities.ts';
import { type ApiWorld, apiWorld } from './testing/api-world.ts';
import { HOME } from './testing/things.ts';

const PHONE = '5511900000301';
let clock: VirtualClock;
let system: KeyedTable;
let world: ApiWorld;
let deps: ErasureDependencies;

beforeEach(async () => {
  clock = virtualClock();
  system = keyedTable({ clock });
  world = await apiWorld({ ...system, ids: seededIds(clock) });
  await world.addMember(HOME, 'ana', ['manager']);
  await world.addMember(HOME, 'maria', ['resident'], ['1203']);
  await world.addMember('elsewhere', 'maria', ['owner']);
  await world.addMember(HOME, 'carlos', ['owner'], ['0704']);
  await world.rename(HOME, 'maria', 'Maria Quintanilha');
  await world.rename(HOME, 'carlos', 'Carlos Quintanilha');
  for (const userId of ['maria', 'carlos']) await world.addThings(`of-${userId}`, userId);
  deps = {
    ...system,
    entities: ENTITIES,
    audit: auditRecord,
    actor: { kind: 'operator', id: 'erase' },
    ledger: createMemoryErasures(),
    removeAttachments: async () => {},
  };
});

const get = (path: string, params: Record<string, string> = {}, query: Record<string, string> = {}, as = 'ana') =>
  world.call({
    routeKey: `GET /v1/buildings/{buildingId}/${path}`,
    params: { buildingId: HOME, ...params },
    query,
    as,
  });
const ids = async (path: string, query: Record<string, string> = {}) =>
  (await get(path, {}, { limit: '100', ...query })).body.items?.map(({ id }) => id);
const remains = async (userId: string): Promise<string[]> => {
  const found: string[] = [];
  for await (const { item } of personItems(deps, userId, [HOME, 'elsewhere'])) found.push(item.type);
  return found;
};
/**
 * The kinds of items in which the person is still named, but for those that outlive them and know ids alone: the audit
 * trail, and a reservation, which is its other guests’ too.
 */
const naming = (userId: string) =>
  system
    .items()
    .filter(({ type }) => !['audit', 'audit_seal', 'reservation'].includes(String(type)))
    .flatMap((item) => (new RegExp(`["#]${userId}["#]`).test(JSON.stringify(item)) ? [item.type] : []));

/** What the trail says of a person: the action, and by whom. */
const recorded = async (buildingId: string, userId: string) => {
  const { items } = await createAuditStore(system.table).listOfResource(buildingId, `person:${userId}`);
  return items.map(({ action, actor }) => `${action} by ${actor.kind} ${actor.id}`).toSorted();
};

describe('an erased person', () => {
  test('stays in the trail of each building by their id, and nothing else of them does', async () => {
    await erasePerson(deps, 'maria');
    for (const buildingId of [HOME, 'elsewhere'])
      expect(await recorded(buildingId, 'maria')).toEqual([
        'membership.changed by operator erase',
        'person.erased by operator erase',
      ]);
    const trail = JSON.stringify(system.items().filter(({ type }) => type === 'audit'));
    expect(trail).not.toMatch(/quintanilha|5511900000301/i);
  });

  test('is to the API as if they never had been; nobody else is touched', async () => {
    expect(await ids('people', { name: 'quintanilha' })).toEqual(['carlos', 'maria']);
    await erasePerson(deps, 'maria');
    expect((await get('people/{userId}', { userId: 'maria' })).status).toBe(404);
    expect(await ids('people')).toEqual(['ana', 'carlos']);
    expect(await ids('people', { name: 'quintanilha' })).toEqual(['carlos']);
    expect((await ids('conversations'))?.toSorted()).toEqual(['c-of-carlos', 'e-of-carlos']);
    expect(await ids('tickets')).toEqual(['t-of-carlos']);
    expect(await ids('missions')).toEqual(['m-of-carlos']);
    expect((await get('missions/{missionId}', { missionId: 'm-of-maria' })).status).toBe(404);
    expect((await world.call({ routeKey: 'GET /v1/me', as: 'maria' })).status).toBe(401);
    expect(await remains('maria')).toEqual([]);
    expect(naming('maria')).toEqual([]);
  });

  test('whose erasure was repeated is erased once', async () => {
    const { itemsRemoved } = await erasePerson(deps, 'maria');
    expect(itemsRemoved).toBeGreaterThan(10);
    expect(await erasePerson(deps, 'maria')).toMatchObject({ itemsRemoved: 0 });
    expect(await deps.ledger.entries()).toMatchObject([{ userId: 'maria', buildingIds: ['elsewhere', HOME] }]);
  });

  test('has no keys, and no process makes new ones', async () => {
    await erasePerson(deps, 'maria');
    const { keys, table } = system.anotherProcess();
    for (const buildingId of [HOME, 'elsewhere'])
      await expect(keys.dataKey({ kind: 'membership', buildingId, userId: 'maria' })).rejects.toMatchObject({
        code: 'PERSON_ERASED',
      });
    await expect(keys.dataKey({ kind: 'person', userId: 'maria' })).rejects.toMatchObject({ code: 'PERSON_ERASED' });
    const membership = {
      buildingId: HOME,
      userId: 'maria',
      status: 'active',
      roles: [],
      unitIds: [],
      displayName: 'M',
    };
    await expect(table.write([put(membershipEntity, membershipEntity.schema.parse(membership))])).rejects.toMatchObject(
      { code: 'PERSON_ERASED' },
    );
  });

  test('can be read for five minutes at the most by a process that had read them before', async () => {
    const copy = system.items().find(({ type, data }) => type === 'message' && JSON.stringify(data).includes('maria'));
    const { table } = system.anotherProcess();
    const read = () => (copy ? table.decode(messageEntity, messageItem(copy)) : undefined);
    expect(await read()).toMatchObject({ text: 'it drips' });
    await erasePerson(deps, 'maria');
    expect(await system.anotherProcess().table.decode(messageEntity, messageItem(copy ?? {}))).toBeUndefined();
    await clock.advance(5 * MINUTE + 1);
    expect(await read()).toBeUndefined();
  });

  test('who writes again is somebody new, without a right', async () => {
    await erasePerson(deps, 'maria');
    await clock.advance(MINUTE);
    const sender = await resolveSender(system, { phone: PHONE, at: clock.now() });
    expect(sender).toMatchObject({ isNew: true, identityConflict: false });
    expect(sender.userId).not.toBe('maria');
    expect((await createIdentityStore(system.table, system.blindIndex).byPhone(PHONE))?.userId).toBe(sender.userId);
  });

  test('takes what they held of others with them, and leaves it to those whom it is about', async () => {
    await world.addThings('ana', 'carlos');
    await erasePerson(deps, 'ana');
    expect(naming('ana')).toEqual([]);
    expect(await remains('carlos')).toContain('message');
  });

  test('is erased again when a backup brings them back', async () => {
    const backup = system.items();
    await erasePerson(deps, 'maria');
    for (const item of backup) await putRaw(item);
    expect(await remains('maria')).not.toEqual([]);
    expect(await replayErasures(deps, 'unfinished')).toBe(0);
    expect(await replayErasures(deps, 'all')).toBe(1);
    expect(await remains('maria')).toEqual([]);
    expect(naming('maria')).toEqual([]);
    expect(await ids('people')).toEqual(['ana', 'carlos']);
  });
});

const messageItem = (item: Record<string, unknown>) => ({ ...storedItemSchema.parse(item) });

async function putRaw(item: Record<string, unknown>): Promise<void> {
  await system.client.send(new PutCommand({ TableName: 'bos-data-test', Item: item }));
}

describe('an erasure that is cut short', () => {
  class Killed extends Error {}

  /** The same, killed before its `after`th change of anything. */
  function killedAfter(after: number): ErasureDependencies {
    let left = after;
    const dying = <P extends unknown[], R>(act: (...parameters: P) => Promise<R>) => {
      return (...parameters: P): Promise<R> => (left-- <= 0 ? Promise.reject(new Killed()) : act(...parameters));
    };
    return {
      ...deps,
      ledger: { ...deps.ledger, note: dying(deps.ledger.note) },
      raw: { ...deps.raw, remove: dying(deps.raw.remove) },
      table: { ...deps.table, write: dying(deps.table.write) },
      store: {
        ...deps.store,
        create: dying(deps.store.create),
        replace: dying(deps.store.replace),
        remove: dying(deps.store.remove),
        scrub: dying(deps.store.scrub),
      },
    };
  }

  test('anywhere is completed at the next start, and by the next attempt', async () => {
    let kills = 0;
    for (let after = 0; ; after++) {
      try {
        await erasePerson(killedAfter(after), 'maria');
        break;
      } catch (error) {
        if (!(error instanceof Killed)) throw error;
        kills++;
      }
      // Every second life is a start of the system, which knows of nobody but whom the ledger names.
      if (after % 2 === 1) {
        try {
          await replayErasures(killedAfter(after), 'unfinished');
        } catch (error) {
          if (!(error instanceof Killed)) throw error;
        }
      }
    }
    expect(kills).toBeGreaterThan(3);
    expect(await replayErasures(deps, 'unfinished')).toBe(0);
    expect(await remains('maria')).toEqual([]);
    expect(naming('maria')).toEqual([]);
    await expect(system.anotherProcess().keys.dataKey({ kind: 'person', userId: 'maria' })).rejects.toMatchObject({
      code: 'PERSON_ERASED',
    });
  });

  test.each(Array.from({ length: 40 }, (_, after) => after))(
    'after %i changes: one more attempt suffices',
    async (after) => {
      await erasePerson(killedAfter(after), 'maria').catch((error: unknown) => {
        if (!(error instanceof Killed)) throw error;
      });
      await replayErasures(deps, 'unfinished');
      await erasePerson(deps, 'maria');
      expect(await remains('maria')).toEqual([]);
      expect(naming('maria')).toEqual([]);
    },
  );
});

/** Maria asks for silence, on the business number of the world. */
async function stop(): Promise<void> {
  const phoneNumberId = 'number-1';
  await system.table.write([
    put(channelEntity, { phoneNumberId, displayPhoneNumber: '551100000100', buildingIds: [HOME] }),
    ...(await createConsentStore(system.table, system.blindIndex).noting({
      phoneNumberId,
      addresses: [{ kind: 'phone', value: PHONE }],
      state: 'stopped',
      source: 'message',
      at: clock.now(),
      heardAt: clock.now(),
    })),
  ]);
}

test('a STOP outlives the erasure and the rotation of every key, and is found when they are imported again', async () => {
  await stop();
  await erasePerson(deps, 'maria');
  const rotation = { ...system, wrapper: testKeyWrapper };
  for (const scope of [{ kind: 'index' }, { kind: 'platform' }] as const) {
    await addKeyVersion(rotation, scope, clock.now());
    await clock.advance(SETTLING);
    await rewrapKeys(rotation, scope);
    await dropFormerKeys(rotation, scope);
  }
  const { table, blindIndex } = system.anotherProcess();
  await resolveSender({ table, blindIndex }, { phone: PHONE, at: clock.now() });
  const consent = await createConsentStore(table, blindIndex).find('number-1', { kind: 'phone', value: PHONE });
  expect(consent?.state).toBe('stopped');
  expect(JSON.stringify(consent)).not.toContain('900000301');
});

describe('an export', () => {
  test('holds everything about the person, decrypted, and nothing about others', async () => {
    const { items } = await exportPerson(deps, 'maria', [HOME, 'elsewhere']);
    expect(Object.keys(items).toSorted()).toEqual([
      'access_entry',
      'activity',
      'calendar_feed',
      'check_in',
      'conversation',
      'credential',
      'day_arrival',
      'day_departure',
      'guest_stay',
      'identity',
      'membership',
      'message',
      'mission',
      'name_token',
      'notification',
      'parcel',
      'person',
      'step',
      'ticket',
      'ticket_event',
      'visitor',
    ]);
    expect(items.membership).toHaveLength(2);
    expect(items.person).toMatchObject([{ phone: PHONE }]);
    expect(items.message).toMatchObject([{ text: 'it drips' }]);
    expect(items.ticket).toMatchObject([{ description: 'drips', place: 'kitchen' }]);
    expect(items.step).toMatchObject([{ input: { description: 'it drips' } }]);
    expect(items.notification).toMatchObject([{ title: 'New', aboutUserId: 'maria' }]);
    expect(JSON.stringify(items)).not.toMatch(/carlos|enc1\./i);
  });

  test('holds what the person said of being written to', async () => {
    await stop();
    const { items } = await exportPerson(deps, 'maria', [HOME]);
    expect(items.consent).toMatchObject([{ state: 'stopped', source: 'message' }]);
  });

  test('of a member of staff does not hold what residents told them', async () => {
    await world.addThings('ana', 'carlos');
    const { items } = await exportPerson(deps, 'ana', [HOME]);
    expect(items.notification).toBeUndefined();
    expect(JSON.stringify(items)).not.toMatch(/carlos|drips/i);
  });

  test('is recorded in each building before anything is read', async () => {
    await exportPerson(deps, 'carlos', [HOME, 'elsewhere']);
    expect(await recorded(HOME, 'carlos')).toEqual(['person.exported by operator erase']);
    expect(await recorded('elsewhere', 'carlos')).toEqual(['person.exported by operator erase']);
    const table = { ...deps.table, write: () => Promise.reject(new Error('away')) };
    await expect(exportPerson({ ...deps, table }, 'carlos', [HOME])).rejects.toThrow('away');
  });

  test('of an erased person is empty', async () => {
    await erasePerson(deps, 'maria');
    expect((await exportPerson(deps, 'maria', [HOME])).items).toEqual({});
  });
});
