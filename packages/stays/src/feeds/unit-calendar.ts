import { addDays } from '@bos/kernel/calendar-date';
import { localTime } from '@bos/kernel/time-zone';
import { listWhile } from '@bos/table/list-while';
import type { Table } from '@bos/table/table';
import { buildingOfStay } from '../reservations/create-reservation.ts';
import { MOST_NIGHTS } from '../reservations/reservation.ts';
import { createReservationStore } from '../reservations/reservation-store.ts';
import type { CalendarLink } from './calendar-link.ts';
import { exportCalendar } from './export-calendar.ts';

/** Reservations of a unit that are looked at: more than two years of single nights. */
const MOST_LOOKED_AT = 2_000;

/** The calendar that a secret address leads to, in iCalendar format. Throws BUILDING_NOT_FOUND. */
export async function unitCalendar(
  { table }: { readonly table: Table },
  { buildingId, unitId, exceptFeedId }: Pick<CalendarLink, 'buildingId' | 'unitId' | 'exceptFeedId'>,
  at: Date,
): Promise<string> {
  const { timeZone } = await buildingOfStay(table, buildingId);
  const today = localTime(at, timeZone).date;
  const oldest = addDays(today, -MOST_NIGHTS);
  const store = createReservationStore(table);
  const reservations = await listWhile(
    (cursor) => store.listOfUnit(buildingId, unitId, { limit: 100, ...(cursor !== undefined && { cursor }) }),
    ({ checkIn }) => checkIn >= oldest,
    MOST_LOOKED_AT,
  );
  return exportCalendar({
    buildingId,
    unitId,
    reservations,
    today,
    ...(exceptFeedId !== undefined && { exceptFeedId }),
  });
}
