import { afterEach, describe, expect, test } from 'vitest';
import { readFeedStay } from './feed-stay.ts';
import { LONGEST_CALENDAR } from './fetch-calendar.ts';
import { readCalendar } from './read-calendar.ts';
import { airbnb, airbnbClosed, airbnbStay, anyCalendar, booking, bookingStay } from './testing/calendars.ts';

const ZONE = 'America/Sao_Paulo';
const days = (text: string, zone = ZONE) =>
  readCalendar(text, zone).events.map(({ checkIn, checkOut }) => `${checkIn} ${checkOut}`);
const TZ = process.env.TZ;

afterEach(() => {
  if (TZ === undefined) delete process.env.TZ;
  else process.env.TZ = TZ;
});

describe('a calendar', () => {
  test.each(['UTC', 'America/Sao_Paulo', 'Asia/Tokyo', 'Pacific/Auckland'])(
    'has the same whole days on a machine in %s: the day of departure is no night',
    (zone) => {
      process.env.TZ = zone;
      expect(days(airbnb(airbnbStay('HMABCDEF12', '2026-12-24', '2026-12-27')))).toEqual(['2026-12-24 2026-12-27']);
    },
  );

  test('with times has the building’s days', () => {
    const timed = anyCalendar({ uid: 'x', from: '2026-12-01' }).replace(
      'DTSTART;VALUE=DATE:20261201',
      'DTSTART:20261202T010000Z\r\nDTEND:20261204T140000Z',
    );
    expect(days(timed)).toEqual(['2026-12-01 2026-12-04']);
    expect(days(timed, 'Europe/Lisbon')).toEqual(['2026-12-02 2026-12-04']);
  });

  test('keeps both of two stays that have one name, and one of two that are the same', () => {
    const stay = { uid: 'same', from: '2026-12-01', until: '2026-12-03' };
    const { events } = readCalendar(anyCalendar(stay, stay, { ...stay, from: '2026-12-02' }), ZONE);
    expect(events.map(({ externalId }) => externalId)).toEqual(['same', 'same 2026-12-02']);
  });

  test('names a stay without a name by its days, and lets one without an end last a night', () => {
    const { events } = readCalendar(anyCalendar({ from: '2026-12-31' }), ZONE);
    expect(events).toMatchObject([{ externalId: '2026-12-31/2027-01-01', checkOut: '2027-01-01' }]);
  });

  test('says nothing of cancelled and transparent events, and skips what it does not understand', () => {
    const stay = { from: '2026-12-01', until: '2026-12-03' };
    const { events, skipped } = readCalendar(
      anyCalendar(
        { ...stay, uid: 'a', lines: ['STATUS:CANCELLED'] },
        { ...stay, uid: 'b', lines: ['TRANSP:TRANSPARENT'] },
        { ...stay, uid: 'c', lines: ['RRULE:FREQ=WEEKLY;COUNT=3'] },
        { uid: 'd', from: '2026-12-09', until: '2026-12-08' },
        { uid: 'e', from: '2026-12-01', until: '2036-12-01' },
        { uid: 'f', from: 'soon' },
        { ...stay, uid: 'g' },
      ),
      ZONE,
    );
    expect(events.map(({ externalId }) => externalId)).toEqual(['g']);
    expect(skipped).toBe(4);
  });

  test.each([
    ['a page that says that one must sign in', '<!doctype html><title>Sign in</title>'],
    ['nothing', ''],
    ['half of one', airbnb(airbnbStay('HMABCDEF12', '2026-12-24', '2026-12-27')).slice(0, -40)],
    ['more than anybody has', airbnb().replace('END:', `X:${'x'.repeat(LONGEST_CALENDAR)}\r\nEND:`)],
  ])('is refused: %s', (_title, text) => {
    expect(() => readCalendar(text, ZONE)).toThrow(expect.objectContaining({ code: 'CALENDAR_UNREADABLE' }));
  });

  test('that means harm is read in the time of any other', () => {
    const open = anyCalendar().replace('END:', `${'BEGIN:VEVENT\r\n'.repeat(140_000)}END:`);
    const begin = performance.now();
    expect(readCalendar(open, ZONE).events).toEqual([]);
    const strange = anyCalendar({ uid: '__proto__', from: '2026-12-01' }, { uid: 'constructor', from: '2026-12-05' });
    expect(readCalendar(strange, ZONE).events.length).toBeLessThanOrEqual(2);
    expect(performance.now() - begin).toBeLessThan(2_000);
  });

  test('may be empty', () => {
    expect(readCalendar(airbnb(), ZONE)).toEqual({ events: [], skipped: 0 });
  });
});

describe('an event', () => {
  const read = (provider: 'airbnb' | 'booking' | 'ical', text: string, closedMeans: 'stay' | 'block' = 'block') =>
    readCalendar(text, ZONE).events.map((event) => readFeedStay({ provider, closedMeans }, event));

  test('of Airbnb tells the number and the end of the telephone number through folded lines', () => {
    expect(read('airbnb', airbnb(airbnbStay('HMABCDEF12', '2026-12-24', '2026-12-27')))).toMatchObject([
      { kind: 'stay', closed: false, confirmationNumber: 'HMABCDEF12', phoneEnding: '0130' },
    ]);
  });

  test('of Airbnb that is not available is a block', () => {
    expect(read('airbnb', airbnb(airbnbClosed('2026-12-24', '2026-12-27')))).toMatchObject([
      { kind: 'block', closed: true },
    ]);
  });

  test('of Booking.com is what its feed says that closed days are', () => {
    const text = booking(bookingStay('1b2c3d', '2026-12-24', '2026-12-27'));
    expect(read('booking', text, 'stay')).toMatchObject([{ kind: 'stay', closed: true }]);
    expect(read('booking', text, 'block')).toMatchObject([{ kind: 'block', closed: true }]);
  });

  test('of others hands on no name', () => {
    const text = anyCalendar({ uid: 'x', from: '2026-12-24', summary: 'Maria Silva (4 pax)' });
    const [stay] = read('ical', text);
    expect(stay).toMatchObject({ kind: 'stay', closed: false });
    expect(JSON.stringify(stay)).not.toContain('Maria');
  });
});
