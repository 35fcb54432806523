import { createHmac } from 'node:crypto';
import { addDays } from '@bos/kernel/calendar-date';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { removeDataDir, type SystemUnderTest, startSystemUnderTest } from '../support/system.ts';
import { chosenTarget, type Target } from '../support/target.ts';

const JPEG = Buffer.from('ffd8ffe000104a4649460001', 'hex');
/** Of a unit in which nobody stays. */
const UNIT = '1203';

const linkSchema = z.looseObject({ url: z.string() });
const uploadSchema = z.looseObject({ url: z.string(), fields: z.record(z.string(), z.string()) });

let system: SystemUnderTest<Target>;
/** Days that are far enough away, in whatever time zone. */
const day = (number: number): string => addDays(new Date().toISOString().slice(0, 10), number);

beforeAll(async () => {
  system = await startSystemUnderTest({ target: chosenTarget });
});

afterAll(async () => {
  await system?.stop();
  if (system) removeDataDir(system.dataDir);
});

/** As anybody, with no token. */
async function open(method: string, path: string, body?: unknown) {
  const response = await fetch(`${system.url}${path}`, {
    method,
    ...(body !== undefined && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  });
  return { status: response.status, text: await response.text() };
}

async function book(from: number, until: number): Promise<string> {
  const stay = { unitId: UNIT, checkIn: day(from), checkOut: day(until), guests: [{ name: 'Emma Ward' }] };
  const { status, body } = await system.call('POST', '/v1/buildings/demo/reservations', stay);
  expect(status).toBe(201);
  return z.looseObject({ id: z.string() }).parse(body).id;
}

test('a guest checks in by their link: a document is sent, looked at and approved', async () => {
  const journey = `/v1/buildings/demo/reservations/${await book(20, 24)}/journey`;
  const { url } = linkSchema.parse((await system.call('POST', `${journey}/invitation`, undefined)).body);
  expect(await open('GET', url)).toMatchObject({ status: 200, text: expect.stringContaining('"invited"') });
  expect((await open('GET', `${url}x`)).status).toBe(404);

  const offered = await open('POST', `${url}/documents`, { kind: 'passport', contentType: 'image/jpeg' });
  expect(offered.status).toBe(201);
  const upload = uploadSchema.parse(JSON.parse(offered.text));
  const form = new FormData();
  for (const [name, value] of Object.entries(upload.fields)) form.append(name, value);
  form.append('file', new Blob([JPEG], { type: 'image/jpeg' }));
  const sent = await fetch(new URL(upload.url, system.url), { method: 'POST', body: form });
  expect(sent.status).toBeLessThan(300);

  expect(await open('POST', `${url}/submission`)).toMatchObject({ status: 200 });
  const seen = await system.call('GET', journey, undefined);
  const [document] = z.looseObject({ documents: z.array(linkSchema) }).parse(seen.body).documents;
  const shown = await fetch(new URL(document?.url ?? '', system.url));
  expect(Buffer.from(await shown.arrayBuffer()).equals(JPEG)).toBe(true);

  const headers = { 'if-match': seen.headers.get('etag') ?? '' };
  const approved = await system.call('POST', `${journey}/review`, { status: 'approved' }, { headers });
  expect(approved).toMatchObject({ status: 200, body: { status: 'approved' } });
  const told = z.looseObject({ status: z.string() }).parse(JSON.parse((await open('GET', url)).text));
  expect(told).toMatchObject({ status: 'approved', information: { from: day(20) } });
});

test('a unit’s calendar is read by its secret address, and tells of nobody', async () => {
  await book(30, 33);
  const links = `/v1/buildings/demo/units/${UNIT}/calendar-links`;
  const { url } = linkSchema.parse((await system.call('POST', links, {})).body);
  const { status, text } = await open('GET', `${url}.ics`);
  expect(status).toBe(200);
  expect(text).toContain(`DTSTART;VALUE=DATE:${day(30).replaceAll('-', '')}`);
  expect(text).not.toContain('Emma');
});

test('a property management system tells of a stay, signed', async () => {
  const { body } = await system.call('PUT', '/v1/buildings/demo/pms', undefined);
  const { url, secret } = linkSchema.extend({ secret: z.string() }).parse(body);
  const stay = { externalId: 'OPERA-1', status: 'confirmed', unitId: UNIT, checkIn: day(40), checkOut: day(42) };
  const send = async (version: number, key: string) => {
    const bytes = JSON.stringify({ ...stay, version });
    const signature = `sha256=${createHmac('sha256', key).update(bytes).digest('hex')}`;
    const headers = { 'content-type': 'application/json', 'x-bos-signature-256': signature };
    const response = await fetch(`${system.url}${url}`, { method: 'POST', body: bytes, headers });
    return { status: response.status, text: await response.text() };
  };
  expect((await send(1, 'guessed')).status).toBe(401);
  expect(await send(1, secret)).toMatchObject({ status: 200, text: expect.stringContaining('"created"') });
  expect(await send(1, secret)).toMatchObject({ status: 200, text: expect.stringContaining('"stale"') });
});
