import { addDays } from '@bos/kernel/calendar-date';
import type { Table } from '@bos/table/table';
import { nightsOf } from '../calendar/calendar-date.ts';
import { readOccupancy } from '../occupancy/occupy.ts';
import type { Reservation } from './reservation.ts';
import { reservationEntity } from './reservation-entity.ts';
import { latestCheckOut } from './turnover.ts';

interface Dependencies {
  readonly table: Pick<Table, 'get' | 'getMany'>;
}

/** Until when (hh:mm) the guest could stay on the last day, and whether somebody arrives on it. Read, not promised. */
export async function roomOnLastDay(
  { table }: Dependencies,
  { buildingId, unitId, checkOut }: Pick<Reservation, 'buildingId' | 'unitId' | 'checkOut'>,
): Promise<{ readonly latest: string; readonly nextArrival: boolean }> {
  const night = { unitId, date: checkOut };
  const holder = (await readOccupancy({ table }, buildingId, [night])).holder(night);
  const next =
    holder === undefined ? undefined : await table.get(reservationEntity, { buildingId, reservationId: holder });
  return { latest: latestCheckOut({ next }), nextArrival: next?.kind === 'stay' };
}

/** The last day to which the stay could be extended, up to the one asked for. Read, not promised. */
export async function freeUntil(
  { table }: Dependencies,
  { buildingId, reservationId, unitId, checkOut }: Reservation,
  asked: string,
): Promise<string> {
  const nights = nightsOf(checkOut, asked).map((date) => ({ unitId, date }));
  if (nights.length === 0) return checkOut;
  const occupancy = await readOccupancy({ table }, buildingId, nights);
  const taken = nights.find((night) => ![undefined, reservationId].includes(occupancy.holder(night)));
  return taken?.date ?? addDays(checkOut, nights.length);
}
