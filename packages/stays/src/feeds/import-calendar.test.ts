import { Readable } from 'node:stream';
import { DAY } from '@bos/kernel/clock';
import { virtualClock } from '@bos/testing/clocks';
import { createMemoryTable } from '@bos/testing/memory-table';
import { describe, expect, test } from 'vitest';
import { createReservationStore } from '../reservations/reservation-store.ts';
import { cancelReservation, checkIn, checkOut } from '../reservations/settle-reservation.ts';
import { openHouse } from '../reservations/testing/house.ts';
import { type CalendarFeed, CLOSED_MEANS } from './calendar-feed.ts';
import { exportCalendar } from './export-calendar.ts';
import { addFeed, changeFeed, createFeedStore, removeFeed } from './feed-store.ts';
import type { CalendarTransport } from './fetch-calendar.ts';
import { importCalendar } from './import-calendar.ts';
import { runFeed } from './run-feed.ts';
import { airbnb, airbnbClosed, airbnbStay, booking, bookingStay } from './testing/calendars.ts';

const BY = { actor: { kind: 'user', id: 'rafael' } } as const;

/** Noon of 22 November 2026, in UTC. */
async function desk(provider: CalendarFeed['provider'] = 'airbnb') {
  const clock = virtualClock();
  const { table, items } = createMemoryTable({ clock });
  const house = await openHouse(table, clock);
  const store = createReservationStore(table);
  const feed = await addFeed(house.deps, {
    buildingId: 'b1',
    feedId: 'f1',
    unitId: '0704',
    userId: 'carlos',
    provider,
    url: 'https://calendars.example/canary-7.ics',
    at: clock.now(),
  });
  const take = (text: string) => importCalendar(house.deps, feed, text, clock.now());
  const unit = async () => (await store.listOfUnit('b1', '0704', { limit: 100 })).items;
  const live = async () =>
    (await unit())
      .filter(({ status }) => status !== 'cancelled')
      .map(({ checkIn: from, checkOut: until, kind }) => `${kind} ${from} ${until}`)
      .toSorted();
  return { ...house, clock, table, items, store, feed, take, unit, live };
}

const A = airbnbStay('HMAAAAAA11', '2026-12-01', '2026-12-04');
const B = airbnbStay('HMBBBBBB22', '2026-12-04', '2026-12-08', '0131');

describe('importing a calendar', () => {
  test('books what it says, and changes nothing when it says the same again', async () => {
    const { take, live, items, store, unit } = await desk();
    const text = airbnb(A, B, airbnbClosed('2026-12-20', '2026-12-27'));
    expect(await take(text)).toMatchObject({ created: 3, moved: 0, cancelled: 0, conflicts: [] });
    expect(await live()).toEqual([
      'block 2026-12-20 2026-12-27',
      'stay 2026-12-01 2026-12-04',
      'stay 2026-12-04 2026-12-08',
    ]);
    const before = items();
    for (let again = 0; again < 3; again++)
      expect(await take(text)).toMatchObject({ created: 0, moved: 0, cancelled: 0, unchanged: 3, conflicts: [] });
    expect(items()).toEqual(before);
    expect(await store.byConfirmationNumber('b1', 'hmaaaaaa11')).toMatchObject({ source: 'airbnb', feedId: 'f1' });
    const guests = await store.guestsOf(await unit());
    expect(guests.map(({ phoneEnding }) => phoneEnding).toSorted()).toEqual(['0130', '0131']);
    expect(JSON.stringify(items())).not.toContain('"0130"');
  });

  test('moves what has moved, also where two change places, and cancels what is gone', async () => {
    const { take, live } = await desk();
    await take(airbnb(A, B));
    const swapped = airbnb(
      airbnbStay('HMAAAAAA11', '2026-12-05', '2026-12-08'),
      airbnbStay('HMBBBBBB22', '2026-12-09', '2026-12-13', '0131'),
    );
    expect(await take(swapped)).toMatchObject({ moved: 2, created: 0, cancelled: 0, conflicts: [] });
    expect(await live()).toEqual(['stay 2026-12-05 2026-12-08', 'stay 2026-12-09 2026-12-13']);
    expect(await take(airbnb(A))).toMatchObject({ moved: 1, cancelled: 1 });
    expect(await live()).toEqual(['stay 2026-12-01 2026-12-04']);
  });

  test('a stay that comes back under its number is booked again', async () => {
    const { take, live, store } = await desk();
    await take(airbnb(A, B));
    await take(airbnb(B));
    expect(await take(airbnb(A, B))).toMatchObject({ created: 1 });
    expect(await live()).toHaveLength(2);
    expect(await store.byConfirmationNumber('b1', 'HMAAAAAA11')).toMatchObject({ status: 'confirmed' });
  });

  test('somebody else on the same days is another stay', async () => {
    const { take, store } = await desk();
    await take(airbnb(A));
    const other = airbnb(airbnbStay('HMCCCCCC33', '2026-12-01', '2026-12-04'));
    expect(await take(other)).toMatchObject({ created: 1, cancelled: 1 });
    expect(await store.byConfirmationNumber('b1', 'HMAAAAAA11')).toMatchObject({ status: 'cancelled' });
    expect(await store.byConfirmationNumber('b1', 'HMCCCCCC33')).toMatchObject({ status: 'confirmed' });
  });

  test('names that change each time are told by their days', async () => {
    const { take, live } = await desk('booking');
    await take(booking(bookingStay('1', '2026-12-01', '2026-12-04'), bookingStay('2', '2026-12-04', '2026-12-06')));
    const renamed = booking(bookingStay('8', '2026-12-01', '2026-12-04'), bookingStay('9', '2026-12-04', '2026-12-06'));
    expect(await take(renamed)).toMatchObject({ unchanged: 2, created: 0, cancelled: 0 });
    expect(await live()).toEqual(['stay 2026-12-01 2026-12-04', 'stay 2026-12-04 2026-12-06']);
  });

  test('never takes what others have: it reports whose the nights are', async () => {
    const { take, book, live } = await desk();
    await book({ checkIn: '2026-12-03', checkOut: '2026-12-05' });
    const { created, conflicts } = await take(airbnb(A, airbnbStay('HMDDDDDD44', '2026-12-10', '2026-12-11')));
    expect(created).toBe(1);
    expect(conflicts).toMatchObject([{ checkIn: '2026-12-01', checkOut: '2026-12-04', reservationIds: ['r1'] }]);
    expect(await live()).toEqual(['stay 2026-12-03 2026-12-05', 'stay 2026-12-10 2026-12-11']);
  });

  test('our own stay that a channel tells back is no conflict', async () => {
    const { take, book, live } = await desk();
    await book({ checkIn: '2026-12-01', checkOut: '2026-12-04' });
    const told = airbnb(airbnbClosed('2026-12-01', '2026-12-04'));
    expect(await take(told)).toMatchObject({ echoes: 1, created: 0, conflicts: [] });
    expect(await live()).toEqual(['stay 2026-12-01 2026-12-04']);
  });

  test('leaves alone what came another way, what has begun and what begins today', async () => {
    const { take, book, clock, deps, unit, live } = await desk();
    await book({ checkIn: '2026-12-20', checkOut: '2026-12-22' });
    await take(airbnb(A, B));
    await clock.advance(9 * DAY);
    expect(await take(airbnb(B))).toMatchObject({ cancelled: 0, kept: 1 });
    const begun = (await unit()).find(({ checkIn: from }) => from === '2026-12-01')?.reservationId ?? '';
    await checkIn(deps, { buildingId: 'b1', reservationId: begun, by: BY, at: clock.now() });
    expect(await take(airbnb(B))).toMatchObject({ cancelled: 0, kept: 1 });
    expect(await take(airbnb(airbnbStay('HMAAAAAA11', '2026-12-01', '2026-12-03'), B))).toMatchObject({ moved: 1 });
    expect(await live()).toContain('stay 2026-12-20 2026-12-22');
  });

  test('does not bring back what staff have ended', async () => {
    const { take, clock, deps, unit } = await desk();
    await take(airbnb(A, B));
    const ids = (await unit()).toSorted((a, b) => (a.checkIn < b.checkIn ? -1 : 1)).map((one) => one.reservationId);
    const of = (reservationId = '') => ({ buildingId: 'b1', reservationId, by: BY, at: clock.now() });
    await cancelReservation(deps, { ...of(ids[1]), reason: 'host' });
    await clock.advance(9 * DAY);
    await checkIn(deps, of(ids[0]));
    await checkOut(deps, of(ids[0]));
    expect(await take(airbnb(A, B))).toMatchObject({ created: 0, kept: 2 });
  });

  test('a calendar that is empty all at once cancels nothing; one stay that goes may be the last', async () => {
    const { take, live } = await desk();
    await take(airbnb(A, B));
    expect(await take(airbnb())).toMatchObject({ cancelled: 0, kept: 2, suspect: true });
    expect(await live()).toHaveLength(2);
    await take(airbnb(B));
    expect(await take(airbnb())).toMatchObject({ cancelled: 1, suspect: false });
  });

  test('two at once come to the same as one', async () => {
    const { take, live } = await desk();
    const text = airbnb(A, B, airbnbClosed('2026-12-20', '2026-12-27'));
    await Promise.all([take(text), take(text), take(text)]);
    expect(await live()).toHaveLength(3);
    expect(await take(text)).toMatchObject({ unchanged: 3, conflicts: [] });
  });
});

describe('a feed', () => {
  test('is kept with its last import; its address only in cipher', async () => {
    const { deps, items, table, take, feed } = await desk();
    expect(feed.closedMeans).toBe(CLOSED_MEANS.airbnb);
    expect(JSON.stringify(items())).not.toContain('canary-7');
    await changeFeed(deps, feed, { lastImport: await take(airbnb(A)) });
    const feeds = createFeedStore(table);
    expect((await feeds.list('b1')).items).toMatchObject([{ url: feed.url, lastImport: { created: 1 } }]);
    const run = (get: CalendarTransport) => runFeed({ ...deps, get }, feed, new Date('2026-11-22T13:00:00.000Z'));
    const gone = await run(async () => ({ status: 410, location: undefined, body: Readable.from([]) }));
    expect(gone).toEqual({ outcome: 'failed', at: '2026-11-22T13:00:00.000Z', code: 'CALENDAR_UNAVAILABLE' });
    expect(await feeds.get('b1', 'f1')).toMatchObject({ lastImport: gone });
    const body = () => Readable.from([Buffer.from(airbnb(A, B))]);
    expect(await run(async () => ({ status: 200, location: undefined, body: body() }))).toMatchObject({
      created: 1,
      unchanged: 1,
    });
    await removeFeed(deps, feed);
    await removeFeed(deps, feed);
    expect(await feeds.get('b1', 'f1')).toBeUndefined();
    await expect(changeFeed(deps, feed, { status: 'paused' })).rejects.toMatchObject({
      code: 'CALENDAR_FEED_NOT_FOUND',
    });
    await expect(addFeed(deps, { ...feed, unitId: '9999', at: new Date(0) })).rejects.toMatchObject({
      code: 'UNIT_UNKNOWN',
    });
  });
});

describe('exporting a calendar', () => {
  test('tells others which days are taken and nothing else, and reads back as it was written', async () => {
    const { book, take, unit, live, deps, feed } = await desk();
    await book({ checkIn: '2026-12-10', checkOut: '2026-12-12' });
    await take(airbnb(A, airbnbClosed('2026-12-30', '2027-01-02')));
    const wanted = { buildingId: 'b1', unitId: '0704', reservations: await unit(), today: '2026-11-22' };
    const text = exportCalendar(wanted);
    expect(text).toBe(exportCalendar(wanted));
    expect(text).toContain('DTSTART;VALUE=DATE:20261210');
    expect(text).not.toMatch(/James|0130|HMAAAAAA11|airbnb/i);
    const other = await addFeed(deps, { ...feed, feedId: 'f2', unitId: '0705', provider: 'ical', at: new Date(0) });
    expect(await importCalendar(deps, other, text, new Date('2026-11-22T12:00:00Z'))).toMatchObject({ created: 3 });
    expect(await live()).toHaveLength(3);
    expect(exportCalendar({ ...wanted, exceptFeedId: 'f1' }).match(/BEGIN:VEVENT/g)).toHaveLength(1);
    expect(exportCalendar({ ...wanted, today: '2027-02-01' })).not.toContain('VEVENT');
  });
});
