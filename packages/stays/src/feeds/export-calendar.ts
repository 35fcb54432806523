import type { Stored } from '@bos/table/entity';
import ical, { ICalEventTransparency } from 'ical-generator';
import { heldNights, type Reservation } from '../reservations/reservation.ts';

export interface CalendarExport {
  readonly buildingId: string;
  readonly unitId: string;
  readonly reservations: readonly Stored<Reservation>[];
  /** The day on the building's wall: what was over before it is left out. */
  readonly today: string;
  /** The feed of whoever reads it: what came from there is not told back. */
  readonly exceptFeedId?: string;
}

/** Midnight of this machine, of which the generator takes the day. */
const dayOf = (date: string): Date => new Date(`${date}T00:00:00`);

/**
 * The days of a unit that are taken, in iCalendar format: when, and nothing about whom. The same reservations give the
 * same text.
 */
export function exportCalendar({ buildingId, unitId, reservations, today, exceptFeedId }: CalendarExport): string {
  const calendar = ical({ name: unitId, prodId: { company: 'BuildingOS', product: 'Stays', language: 'EN' } });
  const wanted = reservations
    .filter((one) => heldNights(one).length > 0 && one.checkOut >= today)
    .filter(({ feedId }) => exceptFeedId === undefined || feedId !== exceptFeedId)
    .toSorted((a, b) => (a.checkIn < b.checkIn ? -1 : 1));
  for (const { reservationId, checkIn, checkOut, kind, version, updatedAt } of wanted) {
    calendar.createEvent({
      id: `${reservationId}@${buildingId}`,
      allDay: true,
      start: dayOf(checkIn),
      end: dayOf(checkOut),
      stamp: new Date(updatedAt),
      sequence: version,
      summary: kind === 'stay' ? 'Reserved' : 'Not available',
      transparency: ICalEventTransparency.OPAQUE,
    });
  }
  return calendar.toString();
}
