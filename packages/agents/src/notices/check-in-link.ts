import type { CheckIn } from '@bos/stays/check-in/check-in';
import type { Table } from '@bos/table/table';
import { sayDate } from '../wording/say-times.ts';
import { personPhrase } from './person-phrases.ts';
import { type Told, tellPerson } from './tell-person.ts';

export interface CheckInLinkNews {
  readonly checkIn: CheckIn;
  /** The whole address of the page, the secret with it. */
  readonly page: string;
  /** When the link was made: it gives the news their name and time. */
  readonly madeAt: Date;
  readonly at: Date;
}

/**
 * Tells whoever booked where they check in, before their time in the building has begun as well. A link is told once; a new
 * one is news again. The inbox never holds it: it goes to their own channel alone. Throws like `tellPerson`.
 */
export function tellOfCheckInLink(
  table: Table,
  { checkIn: { buildingId, userId, unitId, checkIn: day, linkHash }, page, madeAt, at }: CheckInLinkNews,
): Promise<Told> {
  return tellPerson(table, {
    buildingId,
    userId,
    name: ['check-in-link', linkHash],
    urgency: 'normal',
    happenedAt: madeAt,
    evenBefore: true,
    text(language) {
      const parts = { unit: unitId, day: sayDate(day, language), link: page };
      return {
        title: personPhrase('checkInLink', language),
        body: personPhrase('checkInLinkBody', language, parts),
        message: personPhrase('checkInLinkMessage', language, parts),
        secrets: [page],
      };
    },
    at,
  });
}
