import { addDays } from '@bos/kernel/calendar-date';
import { localTime } from '@bos/kernel/time-zone';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { quiet } from '../support/quiet.ts';
import { startWhatsAppDesk, type WhatsAppDesk } from '../support/whatsapp-desk.ts';

const JPEG = Buffer.from('ffd8ffe000104a4649460001', 'hex');
/** A guest whose stay, and whose rights, begin next week. */
const EMMA = '12025550178';

const today = localTime(new Date(), 'America/Sao_Paulo').date;
const arrival = addDays(today, 7);
const invitation = z.looseObject({ page: z.string(), told: z.string() });
const own = z.looseObject({
  status: z.string(),
  reason: z.string().optional(),
  information: z.object({ directions: z.string().optional(), from: z.string().optional() }),
});
const upload = z.looseObject({ id: z.string(), url: z.string(), fields: z.record(z.string(), z.string()) });

let desk: WhatsAppDesk;
let reservationId: string;

/** As whoever has the link, with no token. */
async function open(method: string, path: string, body?: unknown): Promise<{ status: number; body: unknown }> {
  const response = await fetch(`${desk.system.url}${path}`, {
    method,
    ...(body !== undefined && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
}

/** Where the page of that address asks: what stands behind its `#`. */
function apiOf(page: string): string {
  const [, buildingId = '', token = ''] = /^#([^/]+)\/(.+)$/.exec(new URL(page).hash) ?? [];
  return `/v1/buildings/${buildingId}/check-in/${token}`;
}

const invite = async (body?: object) =>
  desk.system.call('POST', `/v1/buildings/demo/reservations/${reservationId}/journey/invitation`, body);

async function review(decision: object): Promise<void> {
  const journey = `/v1/buildings/demo/reservations/${reservationId}/journey`;
  const seen = await desk.system.call('GET', journey, undefined);
  const headers = { 'if-match': seen.headers.get('etag') ?? '' };
  expect((await desk.system.call('POST', `${journey}/review`, decision, { headers })).status).toBe(200);
}

async function send(link: string): Promise<string> {
  const offered = await open('POST', `${link}/documents`, { kind: 'passport', contentType: 'image/jpeg' });
  const { id, url, fields } = upload.parse(offered.body);
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append('file', new Blob([JPEG], { type: 'image/jpeg' }));
  expect((await fetch(new URL(url, desk.system.url), { method: 'POST', body: form })).status).toBeLessThan(300);
  return id;
}

beforeAll(async () => {
  desk = await startWhatsAppDesk();
  const emma = await desk.tell('POST', 'people', {
    displayName: 'Emma Ward',
    phone: `+${EMMA}`,
    locale: 'en',
    roles: ['guest'],
    unitIds: ['0801'],
    validFrom: `${arrival}T18:00:00.000Z`,
    validUntil: `${addDays(arrival, 3)}T14:00:00.000Z`,
  });
  const stay = { unitId: '0801', checkIn: arrival, checkOut: addDays(arrival, 3), guests: [{ userId: emma.id }] };
  reservationId = (await desk.tell('POST', 'reservations', stay)).id;
  const directions = { en: 'Through the lobby of tower A.', pt: 'Pelo hall da torre A.' };
  await desk.tell('PUT', 'arrival-guide', { directions });
});

afterAll(async () => desk?.stop());

describe('the link by which a guest checks in', () => {
  let link: string;

  test('is not sent to a guest who has not written', async () => {
    const { status, body } = await invite({ send: true });
    expect([status, invitation.parse(body).told]).toEqual([201, 'inbox']);
    await quiet(desk.system);
    expect(desk.graph.sent.filter(({ to }) => to === EMMA)).toEqual([]);
  });

  test('reaches the telephone of one who has, before their rights begin, in their language', async () => {
    await desk.ask(EMMA, "We'd like to check in at 18:30", /arrival/);
    const { page, told } = invitation.parse((await invite({ send: true })).body);
    expect(told).toBe('messaged');
    const message = await desk.graph.waitFor(EMMA, ({ text }) => text.includes('/check-in#'));
    expect(message.text).toContain('Your stay in unit 0801, from');
    expect(message.text.split('\n').at(-1)).toBe(page);
    link = apiOf(message.text.split('\n').at(-1) ?? '');
    expect(await open('GET', link)).toMatchObject({ status: 200, body: { status: 'invited', unitId: '0801' } });
    await quiet(desk.system);
    expect(desk.graph.sent.filter(({ to, text }) => to === EMMA && text.includes(page))).toHaveLength(1);
  });

  test('is shown to nobody who reads along', async () => {
    const conversations = '/v1/buildings/demo/conversations';
    const list = z.object({ items: z.array(z.looseObject({ id: z.string() })) });
    const { items } = list.parse((await desk.system.get(conversations)).body);
    const read = await Promise.all(items.map(({ id }) => desk.system.get(`${conversations}/${id}/messages`)));
    const text = JSON.stringify(read.map(({ body }) => body));
    expect(text).toContain('Your stay in unit 0801, from');
    expect(text).not.toContain('/check-in#');
  });

  test('takes documents, takes them back, and hands them to the front desk', async () => {
    const wrong = await send(link);
    await send(link);
    expect((await open('DELETE', `${link}/documents/${wrong}`)).status).toBe(204);
    const handed = await open('POST', `${link}/submission?language=pt`);
    expect(handed).toMatchObject({ status: 200, body: { status: 'submitted', documents: [{ received: true }] } });
  });

  test('says why they were refused, takes others, and tells the way once they are approved', async () => {
    await review({ status: 'refused', reason: 'The photograph is blurred.' });
    expect(own.parse((await open('GET', link)).body)).toMatchObject({ reason: 'The photograph is blurred.' });
    await send(link);
    expect((await open('POST', `${link}/submission`)).status).toBe(200);
    await review({ status: 'approved' });
    const approved = own.parse((await open('GET', `${link}?language=pt`)).body);
    expect(approved).toMatchObject({
      status: 'approved',
      information: { directions: 'Pelo hall da torre A.', from: arrival },
    });
  });

  test('leads nowhere when another was made', async () => {
    const { body } = await invite();
    expect(body).not.toHaveProperty('told');
    expect((await open('GET', link)).status).toBe(404);
  });
});
