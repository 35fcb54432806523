import type { EntityDefinition, Stored } from '@bos/table/entity';
import type { ListOptions, Page, Table } from '@bos/table/table';
import {
  type DayArrival,
  type DayDeparture,
  type DayParcel,
  type DayVisitor,
  dayArrivalEntity,
  dayDepartureEntity,
  dayParcelEntity,
  dayVisitorEntity,
} from './day-list.ts';

type ListOfDay<T> = (
  buildingId: string,
  /** yyyy-mm-dd, in the building's time zone. */
  date: string,
  page?: Pick<ListOptions, 'limit' | 'cursor'>,
) => Promise<Page<Stored<T>>>;

/** The front desk's day: one request for each list, however much the building has beside it. */
export interface DayListStore {
  readonly arrivals: ListOfDay<DayArrival>;
  readonly departures: ListOfDay<DayDeparture>;
  readonly visitors: ListOfDay<DayVisitor>;
  readonly parcels: ListOfDay<DayParcel>;
}

export function createDayListStore(table: Table): DayListStore {
  const listOf =
    <T extends object>(definition: EntityDefinition<T>): ListOfDay<T> =>
    (buildingId, date, page = {}) =>
      table.list(definition, { buildingId, date }, page);
  return {
    arrivals: listOf(dayArrivalEntity),
    departures: listOf(dayDepartureEntity),
    visitors: listOf(dayVisitorEntity),
    parcels: listOf(dayParcelEntity),
  };
}
