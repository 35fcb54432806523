import type { Principal } from '@bos/http/principal';
import { normaliseEmail } from '@bos/kernel/email-address';
import { invalid, notFound } from '@bos/kernel/errors';
import { deterministicId, type IdSource } from '@bos/kernel/ids';
import { normalisePhone } from '@bos/kernel/phone-number';
import { createMembershipStore } from '@bos/people/memberships/membership-store';
import type { ReservationCommand } from '@bos/stays/reservations/change-reservation';
import type { Reservation } from '@bos/stays/reservations/reservation';
import type { GuestBody } from '@bos/stays/reservations/reservation-routes';
import { createReservationStore } from '@bos/stays/reservations/reservation-store';
import { viewReservation } from '@bos/stays/reservations/reservation-view';
import type { Stored } from '@bos/table/entity';
import type { Table } from '@bos/table/table';

/** An id that is known before the time is: the same caller's key gives the same thing, whenever it is sent again. */
export const TIMELESS = new Date(0);

/** One spelling for one telephone and one address; undefined fields left out. */
function detailsOf({ name, phone, email, requests }: GuestBody) {
  const digits = phone === undefined ? undefined : normalisePhone(phone);
  const address = email === undefined ? undefined : normaliseEmail(email);
  return {
    ...(name !== undefined && { name }),
    ...(digits !== undefined && { phone: digits }),
    ...(address !== undefined && { email: address }),
    ...(requests !== undefined && { requests }),
  };
}

export const answerOf = (reservation: Stored<Reservation>) => ({
  body: viewReservation(reservation),
  etag: reservation.version,
});

/** Who asks, in the audit trail. */
export const authorOf = ({ userId }: Pick<Principal, 'userId'>, requestId: string) => ({
  actor: { kind: 'user', id: userId } as const,
  requestId,
});

interface ChangeRequest {
  readonly params: Pick<Reservation, 'buildingId' | 'reservationId'>;
  readonly principal: Principal;
  readonly ifMatch?: number;
  readonly requestId: string;
}

/** Whose change it is, of what, and the version that they saw. */
export function commandOf({ params, principal, ifMatch, requestId }: ChangeRequest, at: Date): ReservationCommand {
  const { buildingId, reservationId } = params;
  const by = authorOf(principal, requestId);
  return { buildingId, reservationId, by, at, ...(ifMatch !== undefined && { expectedVersion: ifMatch }) };
}

/** What all of these requests ask first. */
export function stayRequests(table: Table, ids: IdSource) {
  const reservations = createReservationStore(table);
  const memberships = createMembershipStore(table);

  /** Throws GUEST_UNKNOWN for an id that belongs to no member and to nobody who has stayed. */
  async function assertKnown(buildingId: string, userId: string): Promise<void> {
    if (await memberships.get(buildingId, userId)) return;
    const { items } = await reservations.listOfGuest(buildingId, userId, { limit: 1 });
    if (items.length === 0) throw invalid('GUEST_UNKNOWN', `${userId} is nobody of this building.`);
  }

  return {
    /** Throws RESERVATION_NOT_FOUND. */
    async known(buildingId: string, reservationId: string): Promise<Stored<Reservation>> {
      const reservation = await reservations.get(buildingId, reservationId);
      if (!reservation) throw notFound('reservation', reservationId);
      return reservation;
    },

    /** Throws GUEST_UNKNOWN. */
    async guestsOf(buildingId: string, guests: readonly GuestBody[], newId: (position: number) => string) {
      for (const { userId } of guests) if (userId !== undefined) await assertKnown(buildingId, userId);
      return guests.map((guest, position) => ({ userId: guest.userId ?? newId(position), ...detailsOf(guest) }));
    },

    idOf(kind: string, buildingId: string, userId: string, idempotencyKey: string | undefined): string {
      return idempotencyKey === undefined
        ? ids.next()
        : deterministicId(TIMELESS, kind, buildingId, userId, idempotencyKey);
    },
  };
}
