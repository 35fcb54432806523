import { DomainError } from '@bos/kernel/errors';
import type { Stored } from '@bos/table/entity';
import type { Table } from '@bos/table/table';
import { create, expectAbsent, expectVersion, replace, type WriteOperation } from '@bos/table/write';
import { monthOfDate } from '../calendar/calendar-date.ts';
import { type OccupancyMonth, occupancyMonthEntity } from './occupancy-month.ts';

interface Night {
  readonly unitId: string;
  /** The day on which it begins. */
  readonly date: string;
}

export interface NightChange {
  readonly buildingId: string;
  readonly reservationId: string;
  readonly gives: readonly Night[];
  readonly takes: readonly Night[];
}

/** Some of the nights belong to others. Nothing was written. */
export class NightsTakenError extends DomainError {
  /** By night, whose it is. */
  readonly taken: Readonly<Record<string, string>>;

  constructor(unitId: string, taken: Readonly<Record<string, string>>) {
    const nights = Object.keys(taken).toSorted();
    const more = nights.length > 3 ? ` and ${nights.length - 3} more` : '';
    super('conflict', 'NIGHTS_TAKEN', `Unit ${unitId} is taken on ${nights.slice(0, 3).join(', ')}${more}.`);
    this.name = 'NightsTakenError';
    this.taken = taken;
  }
}

/** Months of units, as they were read and as they change. */
export interface Occupancy {
  /** Whose night it is; undefined when it is free. Throws RangeError for a month that was not read. */
  holder(night: Night): string | undefined;
  /**
   * The writes of a change, which fail when any month that was read has changed since. Throws NIGHTS_TAKEN, naming every
   * night that another reservation has.
   */
  change(change: NightChange): WriteOperation[];
}

const nameOf = ({ unitId, date }: Night): string => `${unitId}\n${monthOfDate(date)}`;
const dayOf = (date: string): string => date.slice(8);

/** Reads the months of these nights, consistently: one request for each hundred. */
export async function readOccupancy(
  { table }: { readonly table: Pick<Table, 'getMany'> },
  buildingId: string,
  nights: readonly Night[],
): Promise<Occupancy> {
  const wanted = new Map(
    nights.map((night) => [nameOf(night), { unitId: night.unitId, month: monthOfDate(night.date) }]),
  );
  const found = await table.getMany(
    occupancyMonthEntity,
    [...wanted.values()].map((parts) => ({ buildingId, ...parts })),
  );
  const stored = new Map(found.map((month) => [`${month.unitId}\n${month.month}`, month]));

  const holder = (night: Night): string | undefined => {
    if (!wanted.has(nameOf(night))) throw new RangeError(`the month of ${night.date} was not read`);
    return stored.get(nameOf(night))?.nights[dayOf(night.date)];
  };

  function assertFree({ reservationId, takes }: NightChange): void {
    const taken: Record<string, string> = {};
    for (const night of takes) {
      const other = holder(night);
      if (other !== undefined && other !== reservationId) taken[night.date] = other;
    }
    const [first] = takes;
    if (first !== undefined && Object.keys(taken).length > 0) throw new NightsTakenError(first.unitId, taken);
  }

  return {
    holder,
    change(change) {
      assertFree(change);
      const { reservationId, gives, takes } = change;
      const changed = new Map<string, OccupancyMonth>();
      const monthOf = (night: Night): OccupancyMonth => {
        const name = nameOf(night);
        const before = changed.get(name) ?? stored.get(name);
        const month = before
          ? { buildingId, unitId: before.unitId, month: before.month, nights: { ...before.nights } }
          : { buildingId, unitId: night.unitId, month: monthOfDate(night.date), nights: {} };
        changed.set(name, month);
        return month;
      };
      for (const night of gives) {
        if (holder(night) === reservationId) delete monthOf(night).nights[dayOf(night.date)];
      }
      for (const night of takes) monthOf(night).nights[dayOf(night.date)] = reservationId;
      const unchanged = [...wanted].filter(([name]) => !changed.has(name));
      return [
        ...[...changed].map(([name, month]) => writeOf(stored.get(name), month)),
        ...unchanged.map(([name, parts]) => {
          const before = stored.get(name);
          return before
            ? expectVersion(occupancyMonthEntity, before, before.version)
            : expectAbsent(occupancyMonthEntity, { buildingId, ...parts });
        }),
      ];
    },
  };
}

function writeOf(before: Stored<OccupancyMonth> | undefined, after: OccupancyMonth): WriteOperation {
  return before ? replace(occupancyMonthEntity, before, after) : create(occupancyMonthEntity, after);
}
