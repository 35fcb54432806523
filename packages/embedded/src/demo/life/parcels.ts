import { dayParcelEntity } from '@bos/buildings/access/day/day-list';
import { type Parcel, parcelEntity } from '@bos/buildings/access/parcels/parcel';
import { MINUTE } from '@bos/kernel/clock';
import { deterministicId } from '@bos/kernel/ids';
import { create, put, type WriteOperation } from '@bos/table/write';
import { DEMO_BUILDING } from '../demo-building.ts';
import { chanceOf } from './chance.ts';
import { DAYS_BEFORE, type Days } from './days.ts';
import type { Neighbour } from './neighbours.ts';

const SEED = 301;
const CARRIERS = ['Correios', 'Correios', 'Mercado Livre', 'Amazon', 'Jadlog', 'Loggi', 'DHL'];
const PLACES = ['prateleira A1', 'prateleira A2', 'prateleira B1', 'prateleira B2', 'armário', 'geladeira'];
const TIMES = ['09:05', '10:20', '11:45', '14:10', '15:30', '16:50'];

/** What came at the desk, for people who live in the building. The recipient of each has been told. */
export function demoParcels(residents: readonly Neighbour[], days: Days): Parcel[] {
  const chance = chanceOf(SEED);
  const parcels: Parcel[] = [];
  for (let offset = -DAYS_BEFORE; offset <= 0; offset++) {
    const date = days.day(offset);
    for (let number = chance.between(1, 5); number > 0; number--) {
      const { userId, unitIds } = chance.pick(residents);
      const receivedAt = offset < 0 ? days.at(date, chance.pick(TIMES)) : earlierToday(days, number);
      const endedAt = days.at(days.day(offset + chance.between(0, 4)), chance.pick(['18:15', '19:40', '20:55']));
      const common = {
        buildingId: DEMO_BUILDING.buildingId,
        parcelId: deterministicId(new Date(receivedAt), 'demo', 'parcel', date, String(number)),
        unitId: unitIds[0] ?? '',
        userId,
        carrier: chance.pick(CARRIERS),
        keptAt: chance.pick(PLACES),
        ...(chance.oneIn(3) && { trackingNumber: `BR${String(100_000_000 + chance.below(899_999_999))}` }),
        receivedBy: chance.pick(['rafael', 'staff-1', 'staff-2']),
        receivedAt,
        date,
        notifiedAt: receivedAt,
      };
      const isOver = offset < 0 && endedAt < days.now.toISOString();
      const status = chance.oneIn(25) ? 'returned' : 'collected';
      parcels.push(isOver ? { ...common, status, endedAt } : { ...common, status: 'notified' });
    }
  }
  return parcels;
}

/** Half an hour apart, but never before the day has begun. */
function earlierToday({ now, at, today }: Days, number: number): string {
  const [, time = ''] = [at(today, '00:00'), new Date(now.getTime() - number * 30 * MINUTE).toISOString()].toSorted();
  return time;
}

/** A parcel with its line in the list of its day. */
export function parcelWrites(parcel: Parcel): WriteOperation[] {
  const { buildingId, date, unitId, parcelId, userId, carrier, keptAt, status } = parcel;
  return [
    create(parcelEntity, parcel),
    put(dayParcelEntity, { buildingId, date, unitId, parcelId, userId, carrier, keptAt, status }),
  ];
}
