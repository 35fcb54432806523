import { auditRecord } from '@bos/governance/audit/audit-record';
import { notFound } from '@bos/kernel/errors';
import type { Stored } from '@bos/table/entity';
import { retryConflicts } from '@bos/table/retry-conflicts';
import type { Table } from '@bos/table/table';
import { create, expectVersion, replace } from '@bos/table/write';
import { hashOfToken, type LinkRandomness, newLinkToken } from '../links/secret-link.ts';
import { type ReservationCommand, stayRefused } from '../reservations/change-reservation.ts';
import { type Reservation, settledAtOf } from '../reservations/reservation.ts';
import { reservationEntity } from '../reservations/reservation-entity.ts';
import { arrivalFollows } from './arrival-follows.ts';
import { type CheckIn, checkInEntity } from './check-in.ts';
import { checkInToken } from './check-in-store.ts';

type InviteCommand = Omit<ReservationCommand, 'expectedVersion' | 'also'>;

/** Throws RESERVATION_SETTLED, RESERVATION_IS_BLOCK and GUEST_MISSING. */
function invitable(reservation: Reservation): string {
  const { reservationId, status, kind, guestIds } = reservation;
  if (settledAtOf(reservation) !== undefined) {
    throw stayRefused('RESERVATION_SETTLED', `Reservation ${reservationId} is ${status}.`);
  }
  if (kind === 'block') throw stayRefused('RESERVATION_IS_BLOCK', 'Nobody stays in a block.');
  const [userId] = guestIds;
  if (userId === undefined) throw stayRefused('GUEST_MISSING', 'It is not known who comes.');
  return userId;
}

/**
 * Makes the link by which whoever booked checks in, and begins their check-in if it has not begun. The link is given here
 * and never again; one that was given before leads nowhere from now on. Throws RESERVATION_NOT_FOUND, RESERVATION_SETTLED,
 * RESERVATION_IS_BLOCK and GUEST_MISSING.
 */
export async function inviteGuest(
  { table, randomness }: { readonly table: Table; readonly randomness: LinkRandomness },
  { buildingId, reservationId, by, at }: InviteCommand,
): Promise<{ readonly checkIn: Stored<CheckIn>; readonly token: string }> {
  const secret = newLinkToken(randomness);
  const linkHash = hashOfToken(secret) ?? '';
  return retryConflicts(async () => {
    const reservation = await table.get(reservationEntity, { buildingId, reservationId });
    if (reservation === undefined) throw notFound('reservation', reservationId);
    const userId = invitable(reservation);
    const before = await table.get(checkInEntity, { buildingId, reservationId, userId });
    const { unitId, checkIn, checkOut: endsOn } = reservation;
    const fresh = { buildingId, reservationId, userId, unitId, checkIn, endsOn, invitedAt: at.toISOString() };
    const after: CheckIn = before ? { ...before, linkHash } : { ...fresh, status: 'invited', linkHash, documents: [] };
    const resource = { type: 'reservation', id: reservationId } as const;
    await table.write([
      before ? replace(checkInEntity, before, after) : create(checkInEntity, after),
      ...(await arrivalFollows(table, after)),
      // What it was made of must still be so.
      expectVersion(reservationEntity, reservation, reservation.version),
      auditRecord({ buildingId, ...by, action: 'stay.guest_invited', resource, at }),
    ]);
    const time = at.toISOString();
    const version = (before?.version ?? 0) + 1;
    const stored = { ...after, version, createdAt: before?.createdAt ?? time, updatedAt: time };
    return { checkIn: stored, token: checkInToken(after, secret) };
  });
}
