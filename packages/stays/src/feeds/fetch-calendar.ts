import { DomainError } from '@bos/kernel/errors';

export interface CalendarAnswer {
  readonly status: number;
  /** Where it sends us instead. */
  readonly location: string | undefined;
  /** To be read to its end or broken off: the connection stays open until then. */
  readonly body: AsyncIterable<Uint8Array>;
}

/** One GET over TLS to a public address. Follows nothing, and ends with the signal. */
export type CalendarTransport = (url: URL, signal: AbortSignal) => Promise<CalendarAnswer>;

/** Characters of a calendar that is still read; one of a unit with two years of bookings has a hundredth of it. */
export const LONGEST_CALENDAR = 2_000_000;
const MOST_REDIRECTS = 3;
/** Milliseconds for all of it, redirects too. */
const LONGEST = 20_000;

function unavailable(why: string, cause?: unknown): DomainError {
  return new DomainError('unavailable', 'CALENDAR_UNAVAILABLE', `The calendar was not fetched: ${why}.`, { cause });
}

/** Throws CALENDAR_ADDRESS_REFUSED: only https, on its own port, and without a name and password in it. */
export function checkCalendarUrl(text: string, from?: URL): URL {
  const url = URL.canParse(text, from) ? new URL(text, from) : undefined;
  const isPlain = url?.username === '' && url.password === '' && url.port === '';
  if (url?.protocol === 'https:' && isPlain) return url;
  throw new DomainError(
    'invalid',
    'CALENDAR_ADDRESS_REFUSED',
    'The address must begin with https:// and name no port.',
    {
      problems: [{ field: 'url', rule: 'must be a public https address' }],
    },
  );
}

async function readBody(body: CalendarAnswer['body']): Promise<string> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of body) {
    bytes += part.byteLength;
    if (bytes > LONGEST_CALENDAR) throw unavailable('it is too long');
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

async function drop(body: CalendarAnswer['body']): Promise<void> {
  // Breaking off lets the connection go.
  for await (const _part of body) break;
}

/**
 * The text of a calendar. 20 seconds, 2 MB and three redirects at the most; every step is held to `checkCalendarUrl`, and
 * by the transport to public addresses. Throws CALENDAR_UNAVAILABLE and CALENDAR_ADDRESS_REFUSED.
 */
export async function fetchCalendar(get: CalendarTransport, address: string, timeout = LONGEST): Promise<string> {
  const signal = AbortSignal.timeout(timeout);
  let url = checkCalendarUrl(address);
  for (let redirects = 0; ; redirects++) {
    try {
      const { status, location, body } = await get(url, signal);
      if (status === 200) return await readBody(body);
      await drop(body);
      if (status < 300 || status > 399 || location === undefined) throw unavailable(`the host answered ${status}`);
      if (redirects === MOST_REDIRECTS) throw unavailable('the host sends us on and on');
      url = checkCalendarUrl(location, url);
    } catch (error) {
      if (error instanceof DomainError) throw error;
      throw unavailable(signal.aborted ? 'the host is too slow' : 'the host cannot be reached', error);
    }
  }
}
