import { readConfirmationNumber } from '../reservations/confirmation-number.ts';
import type { CalendarFeed } from './calendar-feed.ts';
import type { CalendarEvent } from './read-calendar.ts';

/** What an event of a feed says. */
export interface FeedStay extends Pick<CalendarEvent, 'externalId' | 'checkIn' | 'checkOut'> {
  readonly kind: 'stay' | 'block';
  /** Only that the days are closed: it may be our own stay, told back to us. */
  readonly closed: boolean;
  readonly confirmationNumber?: string;
  readonly phoneEnding?: string;
}

/** `Airbnb (Not available)`, `CLOSED - Not available`, and what other calendars write. */
const CLOSED = /not available|unavailable|closed|blocked|indispon[ií]vel|bloquead|no disponible|cerrad|fechad/i;

/** `Reservation URL: https://www.airbnb.com/hosting/reservations/details/HMABCDEF12`, under any of its domains. */
const AIRBNB_CODE = /airbnb\.[a-z.]+\/hosting\/reservations\/details\/([A-Z0-9]{6,20})\b/i;
/** `Phone Number (Last 4 Digits): 0130` */
const PHONE_ENDING = /last 4 digits\)?\s*:?\s*(\d{4})\b/i;

/** Reads an event as the feed's provider writes it. Names in its texts are not taken over. */
export function readFeedStay(
  { provider, closedMeans }: Pick<CalendarFeed, 'provider' | 'closedMeans'>,
  { externalId, checkIn, checkOut, summary, description }: CalendarEvent,
): FeedStay {
  const closed = CLOSED.test(summary);
  const code = provider === 'airbnb' ? AIRBNB_CODE.exec(description)?.[1] : undefined;
  const phoneEnding = provider === 'airbnb' ? PHONE_ENDING.exec(description)?.[1] : undefined;
  return {
    externalId,
    checkIn,
    checkOut,
    closed,
    kind: closed ? closedMeans : 'stay',
    ...(code !== undefined && { confirmationNumber: readConfirmationNumber(code) }),
    ...(phoneEnding !== undefined && { phoneEnding }),
  };
}
