import type { Membership } from '@bos/people/memberships/membership';
import { DEMO_BUILDING } from '../demo-building.ts';
import type { SeededPerson } from '../person-writes.ts';
import type { Days } from './days.ts';
import type { DemoStay } from './stays.ts';

/** A number for the first guest of a stay: 555-0100 to 0199 are nobody's in any area of North America. */
const phoneOf = (number: number): string => `12025550${String(140 + number)}`;

/** Who has booked a stay that runs, begins or ends today: they can write, and are known. */
export function demoGuests(
  stays: readonly DemoStay[],
  days: Days,
): { readonly person: SeededPerson; readonly membership: Membership }[] {
  const present = stays.filter(
    ({ reservation: { status, checkIn } }) =>
      status === 'checked_in' || (status === 'confirmed' && checkIn === days.today),
  );
  return present.flatMap(({ reservation, guests: [lead], language }, index) => {
    if (lead?.name === undefined) return [];
    const { userId, name: displayName } = lead;
    const { unitId, checkIn, checkInTime, checkOut, checkOutTime } = reservation;
    return [
      {
        person: { userId, displayName, locale: language, phone: phoneOf(index) },
        membership: {
          buildingId: DEMO_BUILDING.buildingId,
          userId,
          displayName,
          status: 'active' as const,
          roles: ['guest' as const],
          unitIds: [unitId],
          validFrom: days.at(checkIn, checkInTime),
          validUntil: days.at(checkOut, checkOutTime),
        },
      },
    ];
  });
}
