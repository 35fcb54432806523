interface Entry {
  readonly uid?: string;
  readonly from: string;
  readonly until?: string;
  readonly summary?: string;
  /** More lines as they are. */
  readonly lines?: readonly string[];
}

/** Lines end with CRLF and are folded after 75 characters (RFC 5545, 3.1). */
const fold = (line: string): string => line.replace(/(.{74})(?=.)/g, '$1\r\n ');
const compact = (date: string): string => date.replaceAll('-', '');

function calendar(prodId: string, entries: readonly Entry[]): string {
  const events = entries.flatMap(({ uid, from, until, summary, lines = [] }) => [
    'BEGIN:VEVENT',
    'DTSTAMP:20261120T010203Z',
    `DTSTART;VALUE=DATE:${compact(from)}`,
    ...(until === undefined ? [] : [`DTEND;VALUE=DATE:${compact(until)}`]),
    ...(summary === undefined ? [] : [`SUMMARY:${summary}`]),
    ...(uid === undefined ? [] : [`UID:${uid}`]),
    ...lines,
    'END:VEVENT',
  ]);
  const lines = [
    'BEGIN:VCALENDAR',
    `PRODID:${prodId}`,
    'CALSCALE:GREGORIAN',
    'VERSION:2.0',
    ...events,
    'END:VCALENDAR',
  ];
  return `${lines.map(fold).join('\r\n')}\r\n`;
}

/** A stay as Airbnb writes it: a link with the number of the reservation, and the end of the guest's telephone number. */
export function airbnbStay(code: string, from: string, until: string, phoneEnding = '0130'): Entry {
  const url = `https://www.airbnb.com/hosting/reservations/details/${code}`;
  const description = `Reservation URL: ${url}\\nPhone Number (Last 4 Digits): ${phoneEnding}`;
  return {
    uid: `1418fb94e984-${code.toLowerCase()}4e6d7a0f9b8c@airbnb.com`,
    from,
    until,
    summary: 'Reserved',
    lines: [`DESCRIPTION:${description}`],
  };
}

export function airbnbClosed(from: string, until: string): Entry {
  return { uid: `7f662ec65913-${compact(from)}@airbnb.com`, from, until, summary: 'Airbnb (Not available)' };
}

export const airbnb = (...entries: readonly Entry[]): string =>
  calendar('-//Airbnb Inc//Hosting Calendar 1.0//EN', entries);

/** Booking.com says of every day that it is closed, and nothing more. */
export function bookingStay(uid: string, from: string, until: string): Entry {
  return { uid: `${uid}@booking.com`, from, until, summary: 'CLOSED - Not available' };
}

export const booking = (...entries: readonly Entry[]): string =>
  calendar('-//admin.booking.com//NONSGML Calendar//EN', entries);

export const anyCalendar = (...entries: readonly Entry[]): string => calendar('-//Example//Rentals//EN', entries);
