import { DAY } from '@bos/kernel/clock';
import { seededIds, virtualClock } from '@bos/testing/clocks';
import { createMemoryTable } from '@bos/testing/memory-table';
import { beforeEach, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { type ApiWorld, apiWorld } from './testing/api-world.ts';

const clock = virtualClock();
const path = '/v1/buildings/{buildingId}/reservations';
const building = { buildingId: 'home' };
const stay = { unitId: '0704', checkIn: '2026-12-01', checkOut: '2026-12-04' };
const emma = { name: 'Emma Ward', phone: '+1 (202) 555-0131', email: 'Emma@Example.com', requests: 'A cot.' };
let world: ApiWorld;

beforeEach(async () => {
  clock.set(new Date('2026-11-22T12:00:00.000Z'));
  world = await apiWorld({ ...createMemoryTable({ clock }), clock, ids: seededIds(clock) });
  await world.addMember('home', 'rafael', ['front_desk']);
  await world.addMember('home', 'hilda', ['housekeeping']);
  await world.addMember('home', 'ana', ['manager']);
  await world.addMember('home', 'james', ['guest'], ['0704']);
});

/** A booking that was answered, by what later requests name. */
async function booked(body: object = {}) {
  const answer = (await book(body)).body;
  return z.object({ id: z.string(), guestIds: z.array(z.string()), confirmationNumber: z.string() }).parse(answer);
}

const book = (body: object = {}, headers = {}) =>
  world.call({ routeKey: `POST ${path}`, params: building, body: { ...stay, ...body }, headers, as: 'rafael' });
const list = async (query: Record<string, string>, as = 'rafael') =>
  (await world.call({ routeKey: `GET ${path}`, params: building, query, as })).body;
const guestsOf = async (reservationId: string, as: string) =>
  (
    await world.call({
      routeKey: `GET ${path}/{reservationId}/guests`,
      params: { ...building, reservationId },
      as,
    })
  ).body.items ?? [];
const act = (reservationId: string, name: string, body?: object, version?: number) =>
  world.call({
    routeKey: `POST ${path}/{reservationId}/${name}`,
    params: { ...building, reservationId },
    ...(body && { body }),
    ...(version !== undefined && { headers: { 'if-match': `"${version}"` } }),
    as: 'rafael',
  });

describe('booking', () => {
  test('answers with the reservation, and with the same one to the same key', async () => {
    const key = { 'idempotency-key': 'abc' };
    const first = await book({ guests: [emma] }, key);
    expect(first).toMatchObject({ status: 201, body: { status: 'confirmed', checkInTime: '15:00', source: 'direct' } });
    expect(first.headers).toMatchObject({ etag: '"1"', location: `/v1/buildings/home/reservations/${first.body.id}` });
    await clock.advance(60_000);
    expect((await book({ guests: [emma] }, key)).body).toEqual(first.body);
    expect((await list({ unitId: '0704' })).items).toHaveLength(1);
  });

  test('of nights that are taken is refused', async () => {
    await book();
    expect(await book({ checkIn: '2026-12-03', checkOut: '2026-12-05' })).toMatchObject({
      status: 409,
      body: { code: 'NIGHTS_TAKEN' },
    });
  });

  test('takes members and earlier guests by their id, and nobody else', async () => {
    const { guestIds } = await booked({ guests: [emma] });
    const later = { checkIn: '2026-12-10', checkOut: '2026-12-12' };
    const again = await book({ ...later, guests: [{ userId: guestIds[0] }, { userId: 'james' }] });
    expect(again.status).toBe(201);
    const unknown = await book({ checkIn: '2027-01-10', checkOut: '2027-01-12', guests: [{ userId: 'nobody' }] });
    expect(unknown).toMatchObject({ status: 400, body: { code: 'GUEST_UNKNOWN' } });
  });

  test('of a block for guests is refused', async () => {
    expect(await book({ kind: 'block', guests: [emma] })).toMatchObject({
      status: 400,
      body: { code: 'RESERVATION_IS_BLOCK' },
    });
  });
});

describe('reading', () => {
  test('finds a stay by unit, month, days, guest and number', async () => {
    const { id, guestIds, confirmationNumber } = await booked({ guests: [emma] });
    const queries: Record<string, string>[] = [
      { unitId: '0704' },
      { month: '2026-12' },
      { arrivals: '2026-12-01' },
      { departures: '2026-12-04' },
      { userId: guestIds[0] ?? '' },
      { confirmationNumber },
    ];
    for (const query of queries)
      expect(await list(query, 'hilda'), JSON.stringify(query)).toMatchObject({ items: [{ id }], next: null });
    expect((await list({ confirmationNumber: 'NONE' })).items).toEqual([]);
    expect((await list({ arrivals: '2026-12-04' })).items).toEqual([]);
  });

  test('shows a guest’s telephone and e-mail to those who manage people, and notes that it did', async () => {
    const { id } = await booked({ guests: [emma] });
    const [masked] = await guestsOf(id, 'hilda');
    expect(masked).toMatchObject({ lead: true, name: 'Emma Ward', phone: '+*******0131', requests: 'A cot.' });
    expect(masked).not.toHaveProperty('email');
    expect(await guestsOf(id, 'ana')).toMatchObject([{ phone: '+12025550131', email: 'emma@example.com' }]);
    const audit = await world.call({
      routeKey: 'GET /v1/buildings/{buildingId}/audit',
      params: building,
      query: { action: 'person.contact_disclosed' },
      as: 'ana',
    });
    expect(JSON.stringify(audit.body)).toContain('person.contact_disclosed');
  });

  test('what is not there is 404', async () => {
    expect((await act('none', 'confirm')).status).toBe(404);
    const get = { routeKey: `GET ${path}/{reservationId}`, params: { ...building, reservationId: 'none' } };
    expect((await world.call({ ...get, as: 'rafael' })).body).toMatchObject({ code: 'RESERVATION_NOT_FOUND' });
  });
});

describe('changing', () => {
  test('follows a stay from the request to the departure', async () => {
    const { id } = await booked({ status: 'requested', guests: [emma] });
    expect((await act(id, 'confirm', undefined, 1)).body).toMatchObject({ status: 'confirmed' });
    expect((await act(id, 'extend', { checkOut: '2026-12-05' }, 1)).body).toMatchObject({
      code: 'RESERVATION_CHANGED_MEANWHILE',
    });
    expect((await act(id, 'extend', { checkOut: '2026-12-05' })).body).toMatchObject({ checkOut: '2026-12-05' });
    expect((await act(id, 'late-check-out', { checkOutTime: '13:00' })).body).toMatchObject({ checkOutTime: '13:00' });
    expect((await act(id, 'check-in')).body).toMatchObject({ code: 'STAY_NOT_DUE' });
    await clock.advance(9 * DAY);
    expect((await act(id, 'check-in')).body).toMatchObject({ status: 'checked_in' });
    expect((await act(id, 'check-out')).body).toMatchObject({ status: 'checked_out', checkOut: '2026-12-02' });
  });

  test('moves it, says who comes, and cancels it', async () => {
    const { id } = await booked({ guests: [emma] });
    const of = { params: { ...building, reservationId: id }, as: 'rafael' };
    const moved = await world.call({
      ...of,
      routeKey: `PATCH ${path}/{reservationId}`,
      headers: { 'if-match': '"1"' },
      body: { unitId: '1203' },
    });
    expect(moved).toMatchObject({ status: 200, body: { unitId: '1203' }, headers: { etag: '"2"' } });
    const guests = await world.call({
      ...of,
      routeKey: `PUT ${path}/{reservationId}/guests`,
      headers: { 'if-match': '"2"' },
      body: { guests: [{ userId: 'james' }, { name: 'Ann' }] },
    });
    expect(guests.body.guestIds).toEqual(['james', expect.any(String)]);
    expect((await guestsOf(id, 'rafael')).map(({ name }) => name)).toEqual([undefined, 'Ann']);
    expect((await act(id, 'cancel', { reason: 'guest' })).body).toMatchObject({ status: 'cancelled', reason: 'guest' });
    expect((await list({ arrivals: '2026-12-01' })).items).toEqual([]);
  });
});
