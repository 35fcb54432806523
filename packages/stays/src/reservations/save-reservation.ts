import { isDeepStrictEqual } from 'node:util';
import { type DayArrival, dayArrivalEntity, dayDepartureEntity } from '@bos/buildings/access/day/day-list';
import { addDays } from '@bos/kernel/calendar-date';
import { parseInput } from '@bos/kernel/parse';
import type { EntityDefinition, Stored } from '@bos/table/entity';
import type { Table } from '@bos/table/table';
import { create, expectVersion, remove, replace, type WriteOperation } from '@bos/table/write';
import type { CheckIn } from '../check-in/check-in.ts';
import { checkInsOf, concernsCheckIn, followReservation } from '../check-in/follow-reservation.ts';
import { readOccupancy } from '../occupancy/occupy.ts';
import { dayLineKeysOf, dayLinesOf } from './day-lines.ts';
import { heldNights, type Reservation, reservationSchema, settledAtOf } from './reservation.ts';
import { type ChangeAuthor, reservationAudit } from './reservation-audit.ts';
import {
  type Confirmation,
  confirmationEntity,
  type GuestStay,
  guestStayEntity,
  reservationEntity,
} from './reservation-entity.ts';
import { confirmationOf, type GuestDetails, guestStayOf } from './reservation-items.ts';
import type { Neighbours } from './turnover.ts';

export interface ReservationSave {
  /** As it was read; undefined for a new one. */
  readonly before: Stored<Reservation> | undefined;
  readonly after: Reservation;
  /** Who comes with it; as before when not given. */
  readonly guests?: readonly GuestDetails[];
  /** Of a new one: its confirmation number, where a reservation that is over had it. */
  readonly formerNumber?: Stored<Confirmation> | undefined;
  /** Settles its times once it is known who leaves and who arrives on its days; may refuse. */
  readonly fit?: (reservation: Reservation, neighbours: Neighbours) => Reservation;
  readonly by: ChangeAuthor;
  readonly at: Date;
  /** Written in the same transaction. */
  readonly also?: readonly WriteOperation[] | undefined;
}

interface Dependencies {
  readonly table: Table;
}

/** The nights that change hands, with the writes of their months, and the reservation with its times settled. */
async function planNights({ table }: Dependencies, { before, after, fit }: ReservationSave) {
  const { buildingId, reservationId, unitId, checkIn, checkOut } = after;
  const nightsIn = (reservation: Reservation) =>
    heldNights(reservation).map((date) => ({ unitId: reservation.unitId, date }));
  const [old, now] = [before ? nightsIn(before) : [], nightsIn(after)];
  const without = (nights: typeof now, others: typeof now) => {
    const names = new Set(others.map((night) => `${night.unitId}\n${night.date}`));
    return nights.filter((night) => !names.has(`${night.unitId}\n${night.date}`));
  };
  const [gives, takes] = [without(old, now), without(now, old)];
  const dayBefore = { unitId, date: addDays(checkIn, -1) };
  const dayAfter = { unitId, date: checkOut };
  const read = [...gives, ...takes, ...(fit ? [dayBefore, dayAfter] : [])];
  if (read.length === 0) return { reservation: after, writes: [] };
  const occupancy = await readOccupancy({ table }, buildingId, read);
  const writes = occupancy.change({ buildingId, reservationId, gives, takes });
  if (fit === undefined) return { reservation: after, writes };
  const holderOf = async (night: typeof dayAfter) => {
    const holder = occupancy.holder(night);
    return holder === undefined || holder === reservationId
      ? undefined
      : table.get(reservationEntity, { buildingId, reservationId: holder });
  };
  const [previous, next] = await Promise.all([holderOf(dayBefore), holderOf(dayAfter)]);
  // Their times were read to settle ours: they must still be the same when ours are written.
  const guards = [
    ...new Map([previous, next].filter((one) => one !== undefined).map((one) => [one.reservationId, one])).values(),
  ];
  return {
    reservation: fit(after, { previous, next }),
    writes: [...writes, ...guards.map((one) => expectVersion(reservationEntity, one, one.version))],
  };
}

/** Items that are made of the reservation alone: what is no longer there is removed, what differs is written anew. */
function followUp<T extends object>(
  definition: EntityDefinition<T>,
  before: readonly Stored<T>[],
  after: readonly T[],
): WriteOperation[] {
  const keyOf = (entity: T) => {
    const { PK, SK } = definition.keysOf(entity);
    return `${PK}\n${SK}`;
  };
  const old = new Map(before.map((entity) => [keyOf(entity), entity]));
  const kept = new Set(after.map(keyOf));
  const writes = after.flatMap((entity): WriteOperation[] => {
    const stored = old.get(keyOf(entity));
    if (stored === undefined) return [create(definition, entity)];
    const { version: _version, createdAt: _createdAt, updatedAt: _updatedAt, ...fields } = stored;
    return isDeepStrictEqual(fields, entity) ? [] : [replace(definition, stored, entity)];
  });
  return [
    ...writes,
    ...before.filter((entity) => !kept.has(keyOf(entity))).map((entity) => remove(definition, entity)),
  ];
}

const hasGuests = (list: readonly unknown[] | undefined): boolean => (list ?? []).length > 0;

/** Guests that are not given stay as they are; one who was erased is not made anew. */
function guestsAfter(reservation: Reservation, present: readonly GuestStay[], given: ReservationSave['guests']) {
  return (given ?? present.filter(({ userId }) => reservation.guestIds.includes(userId))).map((guest) =>
    guestStayOf(reservation, guest),
  );
}

/**
 * How far whoever books it has come with the check-in: as its line says, which is written whenever that changes; of somebody
 * else than before, as they once came.
 */
function journeyOf(
  { before, after }: Pick<ReservationSave, 'before' | 'after'>,
  [line]: readonly DayArrival[],
  checkIns: readonly CheckIn[],
): DayArrival['journey'] {
  const [userId] = after.guestIds;
  if (before?.guestIds[0] === userId) return line?.journey;
  return checkIns.find((one) => one.userId === userId)?.status;
}

/**
 * Writes a reservation with all that is made of it, in one transaction: its nights, its confirmation number, its guests,
 * their check-in, its lines of the days' lists and its record in the audit trail. Gives it back as it is then; nothing is taken that another reservation has. Throws
 * NIGHTS_TAKEN, INVALID_INPUT, what `fit` throws, and WriteConflictError when somebody wrote in between.
 */
export async function saveReservation(deps: Dependencies, save: ReservationSave): Promise<Reservation> {
  const { before, guests, formerNumber, by, at, also = [] } = save;
  const checked = { ...save, after: parseInput(reservationSchema, save.after, 'reservation') };
  const had = before ? dayLineKeysOf(before) : { arrivals: [], departures: [] };
  const [{ reservation, writes }, present, arrivals, departures, number, checkIns] = await Promise.all([
    planNights(deps, checked),
    before
      ? deps.table.getMany(
          guestStayEntity,
          before.guestIds.map((userId) => ({ ...before, userId })),
        )
      : [],
    deps.table.getMany(dayArrivalEntity, had.arrivals),
    deps.table.getMany(dayDepartureEntity, had.departures),
    before && settledAtOf(checked.after) !== undefined
      ? deps.table.get(confirmationEntity, confirmationOf(before))
      : undefined,
    concernsCheckIn(before, checked.after) ? checkInsOf(deps.table, checked.after) : [],
  ]);
  const confirmation = confirmationOf(reservation);
  const staying = guestsAfter(reservation, present, guests);
  const lines = dayLinesOf(reservation, staying, journeyOf(checked, arrivals, checkIns));
  await deps.table.write([
    before ? replace(reservationEntity, before, reservation) : create(reservationEntity, reservation),
    ...(before || formerNumber ? [] : [create(confirmationEntity, confirmation)]),
    ...(formerNumber ? [replace(confirmationEntity, formerNumber, confirmation)] : []),
    ...(number ? [replace(confirmationEntity, number, confirmation)] : []),
    ...writes,
    ...followUp(guestStayEntity, present, staying),
    ...followUp(dayArrivalEntity, arrivals, lines.arrivals),
    ...followUp(dayDepartureEntity, departures, lines.departures),
    ...followReservation(checkIns, reservation, at),
    ...also,
    ...reservationAudit({
      before,
      after: reservation,
      guestsGiven: hasGuests(guests) || (guests !== undefined && hasGuests(before?.guestIds)),
      by,
      at,
    }),
  ]);
  return reservation;
}
