import { describe, expect, test } from 'vitest';
import { type CalendarAnswer, type CalendarTransport, fetchCalendar, LONGEST_CALENDAR } from './fetch-calendar.ts';
import { httpsTransport, publicLookup } from './https-transport.ts';
import { isPublicAddress } from './public-address.ts';

async function* bytes(...parts: readonly string[]): AsyncIterable<Uint8Array> {
  for (const part of parts) yield Buffer.from(part);
}
const answer = (over: Partial<CalendarAnswer> = {}): CalendarAnswer => ({
  status: 200,
  location: undefined,
  body: bytes('BEGIN:', 'VCALENDAR'),
  ...over,
});
const START = 'https://calendars.example/a.ics';

describe('fetching a calendar', () => {
  test('gives its text, over a few redirects', async () => {
    const asked: string[] = [];
    const get: CalendarTransport = async (url) => {
      asked.push(url.href);
      return asked.length < 3 ? answer({ status: 302, location: `/b${asked.length}.ics` }) : answer();
    };
    expect(await fetchCalendar(get, START)).toBe('BEGIN:VCALENDAR');
    expect(asked).toEqual([START, 'https://calendars.example/b1.ics', 'https://calendars.example/b2.ics']);
  });

  test.each<[string, CalendarTransport]>([
    ['the host sends us on and on', async () => answer({ status: 301, location: START })],
    ['the host answered 404', async () => answer({ status: 404 })],
    ['the host answered 302', async () => answer({ status: 302 })],
    ['it is too long', async () => answer({ body: bytes('x'.repeat(LONGEST_CALENDAR), 'x') })],
    ['the host cannot be reached', () => Promise.reject(new Error('ECONNREFUSED'))],
    [
      'the host is too slow',
      (_url, signal) =>
        new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error('aborted')))),
    ],
  ])('fails when %s', async (why, get) => {
    await expect(fetchCalendar(get, START, 50)).rejects.toMatchObject({
      code: 'CALENDAR_UNAVAILABLE',
      message: expect.stringContaining(why),
    });
  });

  test.each([
    'http://calendars.example/a.ics',
    'file:///etc/passwd',
    'https://user:secret@calendars.example/',
    'https://calendars.example:8443/',
    'nonsense',
  ])('does not ask %s, nor follow to it', async (address) => {
    let asked = 0;
    const get: CalendarTransport = async () => {
      asked += 1;
      return answer({ status: 302, location: address });
    };
    await expect(fetchCalendar(get, address)).rejects.toMatchObject({ code: 'CALENDAR_ADDRESS_REFUSED' });
    expect(asked).toBe(0);
    const relative = address === 'nonsense';
    const followed = fetchCalendar(get, START);
    await expect(followed).rejects.toMatchObject({
      code: relative ? 'CALENDAR_UNAVAILABLE' : 'CALENDAR_ADDRESS_REFUSED',
    });
  });
});

describe('an address', () => {
  test.each(['8.8.8.8', '151.101.1.69', '2606:4700::6810:84e5'])('%s is public', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  test.each([
    '127.0.0.1',
    '10.1.2.3',
    '172.31.255.255',
    '192.168.0.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '255.255.255.255',
    '::1',
    '::ffff:127.0.0.1',
    'fe80::1',
    'fd00:ec2::254',
    '64:ff9b::a9fe:a9fe',
    '2002:7f00:1::',
    'localhost',
  ])('%s is not', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  test.each([
    'https://127.0.0.1/',
    'https://[::1]/',
    'https://2130706433/',
    'https://0x7f.1/',
    'https://169.254.169.254/',
  ])('%s is refused before anything is sent', async (address) => {
    await expect(fetchCalendar(httpsTransport(), address)).rejects.toMatchObject({ code: 'CALENDAR_ADDRESS_REFUSED' });
  });

  test('is judged where the connection looks it up: a name that also leads inside is refused', async () => {
    const inside = publicLookup(async () => [
      { address: '8.8.8.8', family: 4 },
      { address: '10.0.0.8', family: 4 },
    ]);
    await expect(fetchCalendar(httpsTransport(inside), START)).rejects.toMatchObject({
      code: 'CALENDAR_ADDRESS_REFUSED',
    });
  });
});
