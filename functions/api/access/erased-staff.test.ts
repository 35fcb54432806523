import { credentialEntity } from '@bos/buildings/access/credentials/credential';
import { parcelEntity } from '@bos/buildings/access/parcels/parcel';
import { visitorEntity } from '@bos/buildings/access/visitors/visitor';
import { auditRecord } from '@bos/governance/audit/audit-record';
import { taskEntity } from '@bos/operations/tasks/task';
import { erasePerson } from '@bos/people/erasure/erase-person';
import { personItems } from '@bos/people/personal-data/person-items';
import { seededIds, virtualClock } from '@bos/testing/clocks';
import { keyedTable } from '@bos/testing/keyed-table';
import { createMemoryErasures } from '@bos/testing/memory-erasures';
import { expect, test } from 'vitest';
import { ENTITIES } from '../../../bin/docs/entities.ts';
import { apiWorld } from '../testing/api-world.ts';
import { ACCESS_BODIES, DAY_OF_THINGS, HOME } from '../testing/things.ts';

const path = '/v1/buildings/{buildingId}';

/** Rafael worked at the desk: he took in, gave, announced, ended and claimed; then he was erased. */
async function afterRafael() {
  const clock = virtualClock();
  const system = keyedTable({ clock });
  const world = await apiWorld({ ...system, ids: seededIds(clock) });
  await world.addMember(HOME, 'ana', ['manager']);
  await world.addMember(HOME, 'rafael', ['manager', 'front_desk']);
  await world.addMember(HOME, 'carla', ['resident'], ['1203']);
  await world.rename(HOME, 'rafael', 'Rafael Quintanilha');
  const call = (as: string, routeKey: string, params: Record<string, string> = {}, body?: unknown) =>
    world.call({ as, routeKey, params: { buildingId: HOME, ...params }, ...(body !== undefined && { body }) });
  const add = (what: string, operation: string) => call('rafael', `POST ${path}/${what}`, {}, ACCESS_BODIES[operation]);
  const credentialId = (await add('credentials', 'issueCredential')).body.id ?? '';
  const parcelId = (await add('parcels', 'receiveParcel')).body.id ?? '';
  const announced = { ...Object(ACCESS_BODIES.announceVisitor), userId: 'carla' };
  const visitorId = (await call('rafael', `POST ${path}/visitors`, {}, announced)).body.id ?? '';
  const taskId = (await add('tasks', 'openTask')).body.id ?? '';
  await call('rafael', `PATCH ${path}/tasks/{taskId}`, { taskId }, { move: 'claim' });
  await call('rafael', `DELETE ${path}/credentials/{credentialId}`, { credentialId });
  const deps = {
    ...system,
    entities: ENTITIES,
    audit: auditRecord,
    actor: { kind: 'operator', id: 'erase' } as const,
    ledger: createMemoryErasures(),
    removeAttachments: async () => {},
  };
  await erasePerson(deps, 'rafael');
  return { ...system, deps, call, ids: { credentialId, parcelId, visitorId, taskId } };
}

test('what staff did for others stays with their bare id', async () => {
  const { table, ids } = await afterRafael();
  const key = { buildingId: HOME, ...ids };
  expect(await table.get(credentialEntity, key)).toMatchObject({ issuedBy: 'rafael', endedBy: 'rafael' });
  expect(await table.get(parcelEntity, key)).toMatchObject({ receivedBy: 'rafael' });
  expect(await table.get(visitorEntity, key)).toMatchObject({ announcedBy: 'rafael', visitorName: 'Beatriz' });
  expect(await table.get(taskEntity, key)).toMatchObject({ openedBy: 'rafael', assignedTo: 'rafael' });
});

test('nothing leads from the id to the person: no name, no key, no item of theirs, no right', async () => {
  const { deps, anotherProcess, call, items } = await afterRafael();
  const { keys } = anotherProcess();
  expect((await call('ana', `GET ${path}/people/{userId}`, { userId: 'rafael' })).status).toBe(404);
  await expect(keys.dataKey({ kind: 'membership', buildingId: HOME, userId: 'rafael' })).rejects.toMatchObject({
    code: 'PERSON_ERASED',
  });
  const left: string[] = [];
  for await (const { item } of personItems(deps, 'rafael', [HOME])) left.push(item.type);
  expect(left).toEqual([]);
  expect(JSON.stringify(items())).not.toMatch(/quintanilha/i);
  expect((await call('rafael', `GET ${path}/days/{date}/parcels`, { date: DAY_OF_THINGS })).status).toBe(404);
});

test('what they had claimed is put back by who plans', async () => {
  const { call, ids } = await afterRafael();
  const { taskId } = ids;
  const answer = await call('ana', `PATCH ${path}/tasks/{taskId}`, { taskId }, { move: 'release' });
  expect(answer).toMatchObject({ status: 200, body: { status: 'open' } });
});
