import { signatureOf } from '@bos/http/signed-body';
import { silentLog } from '@bos/kernel/log';
import { seededIds, virtualClock } from '@bos/testing/clocks';
import { createMemoryTable } from '@bos/testing/memory-table';
import { beforeEach, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { type ApiWorld, apiWorld } from '../api/testing/api-world.ts';
import { eventOf } from '../api/testing/call.ts';
import { build } from './pms.ts';

const clock = virtualClock();
const path = '/v1/buildings/{buildingId}/pms';
let world: ApiWorld;
let receive: ReturnType<typeof build>;

beforeEach(async () => {
  clock.set(new Date('2026-11-22T12:00:00.000Z'));
  const memory = createMemoryTable({ clock });
  world = await apiWorld({ ...memory, clock, ids: seededIds(clock) });
  await world.addMember('home', 'ana', ['manager']);
  await world.addMember('elsewhere', 'bea', ['manager']);
  receive = build({ table: memory.table, clock, log: silentLog });
});

const stay = {
  externalId: 'OPERA-1',
  version: 1,
  status: 'confirmed',
  unitId: '0704',
  checkIn: '2026-12-01',
  checkOut: '2026-12-04',
  guests: [{ name: 'Émma Wård' }],
};

async function connect(buildingId = 'home', as = 'ana'): Promise<string> {
  const { status, body } = await world.call({ routeKey: `PUT ${path}`, params: { buildingId }, as });
  expect(status).toBe(200);
  expect(body.url).toBe(`/webhooks/pms/${buildingId}`);
  return z.string().parse(body.secret);
}

async function send(body: string, signature: string | undefined, buildingId = 'home') {
  const event = eventOf({ routeKey: 'POST /webhooks/pms/{buildingId}', params: { buildingId } });
  const headers = signature === undefined ? {} : { 'x-bos-signature-256': signature };
  const answer = await receive({ ...event, headers, body });
  return { status: answer.statusCode, body: z.looseObject({}).parse(JSON.parse(answer.body ?? '{}')) };
}

describe('the webhook of property management systems', () => {
  test('takes what is signed over the bytes as they come, once', async () => {
    const secret = await connect();
    const body = JSON.stringify(stay, undefined, 2);
    expect(await send(body, signatureOf(Buffer.from(body), secret))).toMatchObject({
      status: 200,
      body: { outcome: 'created' },
    });
    expect(await send(body, signatureOf(Buffer.from(body), secret))).toMatchObject({ body: { outcome: 'stale' } });
    const base64 = Buffer.from(body).toString('base64');
    const event = eventOf({ routeKey: 'POST /webhooks/pms/{buildingId}', params: { buildingId: 'home' } });
    const headers = { 'x-bos-signature-256': signatureOf(Buffer.from(body), secret) };
    expect(await receive({ ...event, headers, body: base64, isBase64Encoded: true })).toMatchObject({
      statusCode: 200,
    });
  });

  test('refuses what is not signed, signed otherwise, or with the secret of another house or time', async () => {
    const body = JSON.stringify(stay);
    const refused = { status: 401, body: { code: 'SIGNATURE_REFUSED' } };
    expect(await send(body, signatureOf(Buffer.from(body), ''))).toMatchObject(refused);
    const secret = await connect();
    const signature = signatureOf(Buffer.from(body), secret);
    expect(await send(body, undefined)).toMatchObject(refused);
    expect(await send(`${body} `, signature)).toMatchObject(refused);
    expect(await send(body, signatureOf(Buffer.from(body), await connect('elsewhere', 'bea')))).toMatchObject(refused);
    expect(await send(body, signature, 'elsewhere')).toMatchObject(refused);
    expect(await send(body, signature, 'nowhere')).toMatchObject(refused);
    expect(await send(body, signature, '../home')).toMatchObject(refused);
    await connect();
    expect(await send(body, signature)).toMatchObject(refused);
    await world.call({ routeKey: `DELETE ${path}`, params: { buildingId: 'home' }, as: 'ana' });
    expect(await send(body, signature)).toMatchObject(refused);
  });

  test('says what is wrong by field, and what cannot be had', async () => {
    const secret = await connect();
    const signed = (value: unknown) => {
      const body = JSON.stringify(value);
      return send(body, signatureOf(Buffer.from(body), secret));
    };
    expect(await signed({ ...stay, checkIn: '2026-13-01' })).toMatchObject({
      status: 400,
      body: { code: 'INVALID_INPUT', errors: [{ field: 'checkIn' }] },
    });
    expect(await signed({ ...stay, unitId: 'none' })).toMatchObject({ status: 400, body: { code: 'UNIT_UNKNOWN' } });
    await signed(stay);
    expect(await signed({ ...stay, externalId: 'OPERA-2' })).toMatchObject({
      status: 409,
      body: { code: 'NIGHTS_TAKEN' },
    });
    expect(await send('{', signatureOf(Buffer.from('{'), secret))).toMatchObject({ status: 400 });
  });
});
