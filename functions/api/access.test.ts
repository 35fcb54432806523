import { seededIds, virtualClock } from '@bos/testing/clocks';
import { createMemoryTable } from '@bos/testing/memory-table';
import { beforeEach, describe, expect, test } from 'vitest';
import { type ApiWorld, apiWorld } from './testing/api-world.ts';
import { ACCESS_BODIES, DAY_OF_THINGS } from './testing/things.ts';

const HOME = '/v1/buildings/{buildingId}';
const clock = virtualClock();
const params = { buildingId: 'home' };
let world: ApiWorld;

beforeEach(async () => {
  world = await apiWorld({ ...createMemoryTable({ clock }), clock, ids: seededIds(clock) });
  await world.addMember('home', 'ana', ['manager']);
  await world.addMember('home', 'rafael', ['front_desk']);
  await world.addMember('home', 'carla', ['resident'], ['1203']);
  await world.addMember('home', 'james', ['guest'], ['0704']);
});

const list = async (as: string, path: string, query = {}) =>
  (await world.call({ as, routeKey: `GET ${HOME}/${path}`, params, query })).body.items ?? [];
const add = (as: string, path: string, body: unknown, headers = {}) =>
  world.call({ as, routeKey: `POST ${HOME}/${path}`, params, body, headers });
const change = (as: string, path: string, name: string, id = '', body: unknown = {}, version = 1) =>
  world.call({
    as,
    routeKey: `PATCH ${HOME}/${path}/{${name}}`,
    params: { ...params, [name]: id },
    body,
    headers: { 'if-match': `"${version}"` },
  });

describe('a code', () => {
  const issue = (body = {}, headers = {}) =>
    add('ana', 'credentials', { ...Object(ACCESS_BODIES.issueCredential), ...body }, headers);
  const revoke = (as: string, credentialId = '') =>
    world.call({
      as,
      routeKey: `DELETE ${HOME}/credentials/{credentialId}`,
      params: { ...params, credentialId },
    });

  test('is noted, listed for its person, and not shown before it works', async () => {
    const { status, body, headers } = await issue();
    expect(status).toBe(201);
    expect(body).toMatchObject({ userId: 'carla', status: 'pending', works: false, issuedBy: 'ana' });
    expect(headers).toMatchObject({ etag: '"1"', location: `/v1/buildings/home/credentials/${body.id}` });
    expect(await list('carla', 'credentials')).toEqual([body]);
    expect(await list('rafael', 'credentials')).toEqual([body]);
    expect(await list('rafael', 'credentials', { status: 'closed' })).toEqual([]);
    expect(await list('james', 'credentials')).toEqual([]);
    expect(body).not.toHaveProperty('code');
  });

  test('is one with the same key', async () => {
    const key = { 'idempotency-key': 'abc' };
    expect((await issue({}, key)).body).toEqual((await issue({}, key)).body);
    expect(await list('rafael', 'credentials')).toHaveLength(1);
  });

  test.each([
    [{ userId: 'nobody' }, 'PERSON_UNKNOWN'],
    [{ deviceIds: ['garage'] }, 'INVALID_INPUT'],
    [{ kind: 'tag' }, 'INVALID_INPUT'],
    [{ number: 'A1B2C3' }, 'INVALID_INPUT'],
  ])('is refused: %j', async (body, code) => {
    expect(await issue(body)).toMatchObject({ status: 400, body: { code } });
  });

  test('has its dates moved, and ends by them', async () => {
    const { body } = await issue();
    const moved = await change('ana', 'credentials', 'credentialId', body.id, ACCESS_BODIES.changeCredential);
    expect(moved).toMatchObject({ status: 200, body: { validUntil: `${DAY_OF_THINGS}T14:00:00.000Z` } });
    const again = await change('ana', 'credentials', 'credentialId', body.id, ACCESS_BODIES.changeCredential);
    expect(again).toMatchObject({ status: 412, body: { code: 'CREDENTIAL_CHANGED_MEANWHILE' } });
  });

  test('for a stay is given to its guest alone', async () => {
    await world.addThings('stay', 'carla');
    const dates = { validFrom: '2026-11-22T20:00:00.000Z', validUntil: '2026-11-23T12:00:00.000Z' };
    const forStay = (reservationId: string, userId = 'carla') => issue({ reservationId, userId, ...dates });
    expect((await forStay('r-stay')).status).toBe(201);
    for (const answer of [await forStay('r-none'), await forStay('r-stay', 'james')]) {
      expect(answer).toMatchObject({ status: 400, body: { code: 'STAY_UNKNOWN' } });
    }
  });

  test('is taken back by its person, by the desk and by who issues, and by nobody else', async () => {
    for (const who of ['carla', 'rafael', 'ana']) {
      const { body } = await issue();
      expect((await revoke('james', body.id)).status).toBe(404);
      expect(await revoke(who, body.id)).toMatchObject({ status: 200, body: { status: 'revoked', works: false } });
    }
    expect(await list('rafael', 'credentials', { status: 'closed' })).toHaveLength(3);
  });
});

describe('a visitor', () => {
  const announce = (as: string, body = {}) =>
    add(as, 'visitors', { ...Object(ACCESS_BODIES.announceVisitor), ...body });

  test('is not announced where the building does without', async () => {
    const routeKey = `PATCH ${HOME}`;
    const headers = { 'if-match': '"1"' };
    const off = await world.call({ as: 'ana', routeKey, params, body: { features: { visitors: false } }, headers });
    expect(off.status).toBe(200);
    expect(await announce('carla')).toMatchObject({ status: 403, body: { code: 'FEATURE_OFF' } });
  });

  test('is announced by residents for their own unit, and by the desk for anybody', async () => {
    expect((await announce('carla')).body).toMatchObject({ userId: 'carla', status: 'announced' });
    expect(await announce('carla', { unitId: '0704' })).toMatchObject({ status: 403, body: { code: 'NOT_YOUR_UNIT' } });
    expect((await announce('rafael', { unitId: '0704', userId: 'james' })).body).toMatchObject({ userId: 'james' });
    expect(await announce('rafael', { userId: 'nobody' })).toMatchObject({ body: { code: 'PERSON_UNKNOWN' } });
    expect((await announce('james')).status).toBe(403);
    expect(await list('rafael', 'visitors')).toHaveLength(2);
    expect(await list('james', 'visitors')).toMatchObject([{ unitId: '0704' }]);
  });

  test('is let in by the desk, stands in the list of the day, and is cancelled by the host alone', async () => {
    const { body } = await announce('carla');
    const move = (as: string, what: string, version = 1) =>
      change(as, 'visitors', 'visitorId', body.id, { change: what }, version);
    expect((await move('james', 'cancel')).status).toBe(404);
    expect((await move('carla', 'arrive')).status).toBe(403);
    expect((await move('rafael', 'arrive')).body).toMatchObject({ status: 'arrived' });
    const today = await world.call({
      as: 'rafael',
      routeKey: `GET ${HOME}/days/{date}/visitors`,
      params: { ...params, date: '2026-11-22' },
    });
    expect(today.body.items).toMatchObject([{ id: body.id, visitorName: 'Beatriz', status: 'arrived' }]);
    expect((await move('carla', 'cancel', 2)).status).toBe(409);
  });
});

test('a parcel is taken in for a member, seen by them alone, and handed out', async () => {
  const parcel = Object(ACCESS_BODIES.receiveParcel);
  const { status, body } = await add('rafael', 'parcels', parcel);
  expect([status, body.status]).toEqual([201, 'received']);
  expect(await add('rafael', 'parcels', { ...parcel, userId: 'nobody' })).toMatchObject({ status: 400 });
  expect((await add('carla', 'parcels', parcel)).status).toBe(403);
  expect(await list('carla', 'parcels')).toEqual([body]);
  expect(await list('james', 'parcels')).toEqual([]);
  expect(await list('rafael', 'parcels')).toEqual([]);
  expect(await list('rafael', 'parcels', { phase: 'untold' })).toEqual([body]);
  const out = await change('rafael', 'parcels', 'parcelId', body.id, { status: 'collected' });
  expect(out.body).toMatchObject({ status: 'collected' });
  expect(await list('rafael', 'parcels', { phase: 'untold' })).toEqual([]);
});

test('the access log is read as a whole and by person', async () => {
  await world.addThings('x', 'carla');
  expect(await list('rafael', 'access-log')).toMatchObject([{ userId: 'carla', action: 'credential_used' }]);
  expect(await list('rafael', 'access-log', { userId: 'carla' })).toHaveLength(1);
  expect(await list('rafael', 'access-log', { userId: 'james' })).toEqual([]);
});
