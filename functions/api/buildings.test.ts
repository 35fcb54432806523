import { operatorEntity } from '@bos/buildings/buildings/operator';
import { auditEntity } from '@bos/governance/audit/audit-record';
import { silentLog } from '@bos/kernel/log';
import { createIdentity, createIdentityStore, identityKey } from '@bos/people/identities/identity-store';
import { createMembershipStore } from '@bos/people/memberships/membership-store';
import { createBlindIndex } from '@bos/table/encryption/blind-index';
import { createKeyRing } from '@bos/table/encryption/key-ring';
import { createTable } from '@bos/table/table';
import { fencedClient, type Refusal } from '@bos/table/tenant-client';
import { createWrappedKeyStore } from '@bos/table/wrapped-keys';
import { create } from '@bos/table/write';
import { seededIds, virtualClock } from '@bos/testing/clocks';
import { createMemoryClient } from '@bos/testing/memory-client';
import { testKeyWrapper } from '@bos/testing/memory-table';
import { describe, expect, test } from 'vitest';
import { build } from './buildings.ts';
import { type ApiCall, callApi } from './testing/call.ts';

const NUMBERS = [{ phoneNumberId: '109917730042258', displayPhoneNumber: '+55 11 0000-0100' }];
const body = {
  id: 'aurora',
  name: 'New',
  timeZone: 'America/Sao_Paulo',
  languages: ['pt'],
  emergencyNumbers: { fire: '193', ambulance: '192', police: '190' },
  manager: { name: 'Ana Prado', phone: '(+55) 11 90000-0312', subject: 'ana' },
  whatsappNumbers: NUMBERS,
};
const request: ApiCall = { routeKey: 'POST /v1/buildings', body, as: 'olga' };

/** The API as it runs on AWS, where each tenant's items need rights of their own. */
async function setUp() {
  const clock = virtualClock();
  const { client, items } = createMemoryClient();
  const refusals: Refusal[] = [];
  const sent: unknown[] = [];
  const over = (through: typeof client) => {
    const keys = createKeyRing({
      store: createWrappedKeyStore(through, 'keys', clock),
      wrapper: testKeyWrapper,
      clock,
    });
    return {
      table: createTable({ client: through, tableName: 'data', keys, clock }),
      blindIndex: createBlindIndex(keys),
    };
  };
  const own = over(client);
  const fenced = over(
    fencedClient({
      client,
      signing: { as: (_building, work) => work(), prepare: () => {} },
      onRefused: ({ refusal }) => void refusals.push(refusal),
    }),
  );
  const handler = build(
    {
      ...fenced,
      clock,
      ids: seededIds(clock),
      log: silentLog,
      queues: {
        send: async (_queue, messages) => void sent.push(...messages.map((message) => JSON.parse(message.body))),
      },
    },
    { checkResponses: true },
  );
  const identities = createIdentityStore(own.table, own.blindIndex);
  for (const userId of ['olga', 'eve']) {
    const key = await identityKey(own.blindIndex, 'oidc', userId);
    if (key) await own.table.write(createIdentity(key, userId));
  }
  await own.table.write([
    create(operatorEntity, { userId: 'olga', addedAt: '2026-11-22T12:00:00.000Z', addedBy: 'command-line' }),
  ]);
  return { ...own, items, identities, refusals, sent, call: (call: ApiCall) => callApi(handler, call) };
}

describe('setting up a building', () => {
  test('makes building, first manager and their sign-in, within the rights of one tenant', async () => {
    const { table, identities, call, refusals, sent } = await setUp();
    const answer = await call(request);
    expect(answer).toMatchObject({
      status: 201,
      body: { created: true, building: { id: 'aurora', whatsappNumbers: NUMBERS } },
    });
    const userId = (await identities.byPhone('+5511900000312'))?.userId ?? '';
    expect((await identities.bySubject('ana'))?.userId).toBe(userId);
    expect(await createMembershipStore(table).get('aurora', userId)).toMatchObject({
      status: 'active',
      roles: ['manager'],
      displayName: 'Ana Prado',
    });
    expect(
      await call({ routeKey: 'GET /v1/buildings/{buildingId}', params: { buildingId: 'aurora' }, as: 'ana' }),
    ).toMatchObject({
      status: 200,
    });
    expect(sent).toEqual([{ kind: 'numbers', buildingId: 'aurora' }]);
    expect(refusals).toEqual([]);
    const { items } = await table.list(auditEntity, { buildingId: 'aurora', month: '2026-11' });
    expect(items.map(({ action, actor }) => [action, actor.id]).toSorted()).toEqual([
      ['building.created', 'olga'],
      ['membership.changed', 'olga'],
    ]);
  });

  test('twice is once: nothing is doubled or changed, nobody else becomes its manager', async () => {
    const { call, items, sent } = await setUp();
    await call(request);
    const before = items().length;
    const other = { ...body, name: 'Other', manager: { name: 'Eve', phone: '+5511900000666' } };
    expect(await call({ ...request, body: other })).toMatchObject({
      status: 201,
      body: { created: false, building: { name: 'New' } },
    });
    expect(items()).toHaveLength(before);
    expect(sent).toHaveLength(2);
  });

  test('after a first attempt that was cut short, another manager is another person', async () => {
    const { call, table, identities } = await setUp();
    const cut = { ...body, manager: { name: 'First', phone: '+5511900000777', subject: 'eve' } };
    // Their sign-in is somebody else's: the person is made, the building is not.
    expect(await call({ ...request, body: cut })).toMatchObject({ status: 409 });
    expect(await call(request)).toMatchObject({ status: 201 });
    const first = (await identities.byPhone('+5511900000777'))?.userId ?? '';
    expect(first).not.toBe('');
    expect(await createMembershipStore(table).get('aurora', first)).toBeUndefined();
  });

  test('two at once make one', async () => {
    const { call, table } = await setUp();
    const answers = await Promise.all(Array.from({ length: 8 }, () => call(request)));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 8 }, () => 201));
    expect(answers.filter(({ body: { created } }) => created === true)).toHaveLength(1);
    expect((await createMembershipStore(table).listOfBuilding('aurora')).items).toHaveLength(1);
  });

  test('is for operators alone, whatever their token says', async () => {
    const { call, items } = await setUp();
    const before = items().length;
    expect(await call({ ...request, as: 'eve' })).toMatchObject({ status: 403, body: { code: 'OPERATOR_REQUIRED' } });
    expect(await call({ ...request, as: 'nobody' })).toMatchObject({ status: 401 });
    expect(items()).toHaveLength(before);
  });

  test.each([
    [{ ...body, id: 'A/B' }, 'id'],
    [{ ...body, timeZone: 'Mars' }, 'timeZone'],
    [{ ...body, manager: { name: 'Ana' } }, 'manager.phone'],
    [
      { ...body, whatsappNumbers: [{ phoneNumberId: 'x', displayPhoneNumber: '1' }] },
      'whatsappNumbers.0.phoneNumberId',
    ],
    [{ ...body, colour: 'blue' }, 'colour'],
  ])('what is wrong is refused by its field (%#)', async (wrong, field) => {
    const { call } = await setUp();
    const answer = await call({ ...request, body: wrong });
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ field }] } });
  });

  test('a manager’s subject that is somebody else’s is refused before there is a building', async () => {
    const { call, table } = await setUp();
    const stolen = { ...body, manager: { ...body.manager, subject: 'eve' } };
    expect(await call({ ...request, body: stolen })).toMatchObject({ status: 409, body: { code: 'SUBJECT_TAKEN' } });
    expect((await createMembershipStore(table).listOfBuilding('aurora')).items).toEqual([]);
  });
});
