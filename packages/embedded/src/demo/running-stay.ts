import { addDays } from '@bos/kernel/calendar-date';
import { deterministicId } from '@bos/kernel/ids';
import { localTime } from '@bos/kernel/time-zone';
import { localInstant } from '@bos/stays/calendar/local-instant';
import { USUAL_TIMES } from '@bos/stays/reservations/turnover';
import { DEMO_BUILDING } from './demo-building.ts';
import type { DemoPerson } from './demo-people.ts';
import type { SeededStay } from './stay-items.ts';

/** An id that does not depend on when the building is made. */
const TIMELESS = new Date(0);

/** What a guest of the demo tells the desk. */
export const CONFIRMATION_NUMBERS: Readonly<Record<string, string>> = { james: 'JAMES704' };

/** The stay of somebody who lives in the building as a guest; undefined for everybody else. */
export function runningStay(
  { userId, displayName, phone, unitId, stay }: DemoPerson,
  now: Date,
): SeededStay | undefined {
  const confirmationNumber = CONFIRMATION_NUMBERS[userId];
  if (stay === undefined || unitId === undefined || confirmationNumber === undefined) return undefined;
  const { buildingId, timeZone } = DEMO_BUILDING;
  const today = localTime(now, timeZone).date;
  const checkIn = addDays(today, -stay.daysBefore);
  const bookedAt = localInstant(addDays(checkIn, -20), '10:12', timeZone).toISOString();
  return {
    reservation: {
      ...USUAL_TIMES,
      status: 'checked_in',
      buildingId,
      reservationId: deterministicId(TIMELESS, 'demo', 'reservation', userId),
      confirmationNumber,
      kind: 'stay',
      unitId,
      checkIn,
      checkOut: addDays(today, stay.daysAfter),
      source: 'direct',
      guestIds: [userId],
      bookedAt,
      confirmedAt: bookedAt,
      arrivedAt: localInstant(checkIn, '15:20', timeZone).toISOString(),
    },
    guests: [{ userId, name: displayName, phone }],
  };
}
