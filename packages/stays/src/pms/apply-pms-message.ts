import { deterministicId } from '@bos/kernel/ids';
import type { Stored } from '@bos/table/entity';
import { retryConflicts } from '@bos/table/retry-conflicts';
import { create, replace, type WriteOperation } from '@bos/table/write';
import { changeReservation } from '../reservations/change-reservation.ts';
import { type CreateReservationDependencies, createReservation } from '../reservations/create-reservation.ts';
import { type Reservation, settledAtOf } from '../reservations/reservation.ts';
import { reservationEntity } from '../reservations/reservation-entity.ts';
import type { GuestDetails } from '../reservations/reservation-items.ts';
import { cancelReservation } from '../reservations/settle-reservation.ts';
import { changeByPms } from './change-by-pms.ts';
import type { PmsMessage } from './pms-message.ts';
import type { PMS_OUTCOMES } from './pms-outcome.ts';
import { type PmsStay, pmsStayEntity, pmsStayIdOf } from './pms-stay.ts';

export interface PmsCommand {
  readonly buildingId: string;
  readonly message: PmsMessage;
  readonly at: Date;
}

export interface PmsResult {
  readonly outcome: (typeof PMS_OUTCOMES)[number];
  readonly reservationId?: string;
}

const TIMELESS = new Date(0);
const BY = { actor: { kind: 'system', id: 'pms' } } as const;

/** Ids that are known before anything is: the same message gives the same people. */
function guestsOf(buildingId: string, { externalId, guests }: PmsMessage): GuestDetails[] {
  return guests.map((guest, position) => ({
    userId: deterministicId(TIMELESS, 'pms-guest', buildingId, externalId, String(position)),
    ...guest,
  }));
}

/** All that stands already when a message comes. */
interface Standing {
  readonly record: Stored<PmsStay> | undefined;
  readonly reservation: Stored<Reservation> | undefined;
}

function noteOf({ buildingId, message }: PmsCommand, record: Standing['record'], reservationId: string | undefined) {
  const { externalId, version: externalVersion, checkOut } = message;
  const id = reservationId ?? record?.reservationId;
  const stay: PmsStay = {
    buildingId,
    pmsStayId: pmsStayIdOf(externalId),
    externalVersion,
    checkOut,
    ...(id !== undefined && { reservationId: id }),
  };
  return record ? replace(pmsStayEntity, record, stay) : create(pmsStayEntity, stay);
}

async function book(
  deps: CreateReservationDependencies,
  command: PmsCommand,
  { record }: Standing,
): Promise<PmsResult> {
  const { buildingId, message, at } = command;
  const { version, guests: _guests, status, ...fields } = message;
  const { checkInTime, checkOutTime, confirmationNumber, ...stay } = fields;
  const reservationId = deterministicId(TIMELESS, 'pms-stay', buildingId, message.externalId, String(version));
  await createReservation(deps, {
    ...stay,
    buildingId,
    reservationId,
    kind: 'stay',
    source: 'pms',
    status: status === 'requested' ? 'requested' : 'confirmed',
    ...(checkInTime !== undefined && { checkInTime }),
    ...(checkOutTime !== undefined && { checkOutTime }),
    ...(confirmationNumber !== undefined && { confirmationNumber }),
    guests: guestsOf(buildingId, message),
    by: BY,
    at,
    also: [noteOf(command, record, reservationId)],
  });
  return { outcome: 'created', reservationId };
}

/** Changes it in one transaction with the note; the note alone where it is so already. */
async function settle(
  deps: CreateReservationDependencies,
  note: WriteOperation,
  change: (also: readonly WriteOperation[]) => Promise<Stored<Reservation>>,
  before: Stored<Reservation>,
): Promise<void> {
  const after = await change([note]);
  if (after.version === before.version) await deps.table.write([note]);
}

/** Whether staff, or the guest by leaving, brought it to its end: that stands. */
function isDecidedHere(reservation: Reservation): boolean {
  return !(reservation.status === 'cancelled' && reservation.reason === 'channel');
}

async function apply(deps: CreateReservationDependencies, command: PmsCommand, standing: Standing): Promise<PmsResult> {
  const { message, at } = command;
  const { record, reservation } = standing;
  const note = noteOf(command, record, undefined);
  if (reservation === undefined || settledAtOf(reservation) !== undefined) {
    const kept = reservation !== undefined && isDecidedHere(reservation);
    if (!kept && message.status !== 'cancelled') return book(deps, command, standing);
    await deps.table.write([note]);
    return { outcome: kept ? 'kept' : 'cancelled', ...(reservation && { reservationId: reservation.reservationId }) };
  }
  const { buildingId, reservationId } = reservation;
  const of = { buildingId, reservationId, by: BY, at };
  if (message.status === 'cancelled') {
    const cancel = (also: readonly WriteOperation[]) => cancelReservation(deps, { ...of, reason: 'channel', also });
    await settle(deps, note, cancel, reservation);
    return { outcome: 'cancelled', reservationId };
  }
  const guests = guestsOf(buildingId, message);
  const change = (also: readonly WriteOperation[]) =>
    changeReservation(deps, { ...of, also }, changeByPms(deps, message, guests, at));
  await settle(deps, note, change, reservation);
  return { outcome: 'changed', reservationId };
}

/**
 * Takes what a property management system says of a stay. Messages may come twice, late and in any order: the newest
 * version stands, once. What could not be done leaves no trace, and is done when it is sent again. Throws NIGHTS_TAKEN,
 * UNIT_UNKNOWN, STAY_BEGUN, STAY_OVER, RESERVATION_TRANSITION_REFUSED, CONFIRMATION_NUMBER_TAKEN, INVALID_INPUT,
 * FEATURE_OFF and BUILDING_NOT_FOUND.
 */
export async function applyPmsMessage(deps: CreateReservationDependencies, command: PmsCommand): Promise<PmsResult> {
  const { buildingId, message } = command;
  const { table } = deps;
  return retryConflicts(async () => {
    const record = await table.get(pmsStayEntity, { buildingId, pmsStayId: pmsStayIdOf(message.externalId) });
    const { reservationId, externalVersion } = record ?? {};
    const known = reservationId === undefined ? {} : { reservationId };
    if (externalVersion !== undefined && externalVersion >= message.version) return { outcome: 'stale', ...known };
    const reservation =
      reservationId === undefined ? undefined : await table.get(reservationEntity, { buildingId, reservationId });
    return apply(deps, command, { record, reservation });
  });
}
