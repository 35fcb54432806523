import { addDays } from '@bos/kernel/calendar-date';
import { readOccupancy } from '@bos/stays/occupancy/occupy';
import type { Reservation } from '@bos/stays/reservations/reservation';
import { reservationEntity } from '@bos/stays/reservations/reservation-entity';
import type { Table } from '@bos/table/table';

/** Whoever comes later than that finds the unit clean for a day. */
const NEAR = 2;

/** Who is in the unit in the nights just before a stay and just after it, its own left out. Two requests. */
export async function nearStays(
  table: Table,
  { buildingId, reservationId, unitId, checkIn, checkOut }: Reservation,
): Promise<{ readonly before: readonly Reservation[]; readonly after: readonly Reservation[] }> {
  const nightsOf = (first: string) =>
    Array.from({ length: NEAR }, (_night, position) => ({ unitId, date: addDays(first, position) }));
  const [earlier, later] = [nightsOf(addDays(checkIn, -NEAR)), nightsOf(checkOut)];
  const occupancy = await readOccupancy({ table }, buildingId, [...earlier, ...later]);
  const holders = (nights: typeof earlier) => [
    ...new Set(nights.flatMap((night) => occupancy.holder(night) ?? []).filter((holder) => holder !== reservationId)),
  ];
  const names = { before: holders(earlier), after: holders(later) };
  const found = await table.getMany(
    reservationEntity,
    [...names.before, ...names.after].map((id) => ({ buildingId, reservationId: id })),
  );
  const byId = new Map(found.map((one) => [one.reservationId, one]));
  const stays = (ids: readonly string[]) =>
    ids.flatMap((id) => byId.get(id) ?? []).filter(({ kind }) => kind === 'stay');
  return { before: stays(names.before), after: stays(names.after) };
}
