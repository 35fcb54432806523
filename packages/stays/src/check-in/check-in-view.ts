import type * as z from 'zod';
import type { Reservation } from '../reservations/reservation.ts';
import type { GuestStay } from '../reservations/reservation-entity.ts';
import type { CheckIn, CheckInDocument } from './check-in.ts';
import { checkInView } from './check-in-routes.ts';
import type { ListedCheckIn } from './listed-check-ins.ts';

export function viewDocument({ documentId, kind, contentType }: CheckInDocument) {
  return { id: documentId, kind, contentType };
}

export function viewCheckIn({ reservationId, userId, documents, ...checkIn }: CheckIn): z.infer<typeof checkInView> {
  return checkInView.parse({
    ...checkIn,
    id: reservationId,
    guestId: userId,
    documents: documents.map(viewDocument),
  });
}

/** Whose stay it is; `guest` is missing where nobody knows who booked. */
export function viewWhose(
  { checkOut }: Pick<Reservation, 'checkOut'>,
  guest: Pick<GuestStay, 'name'> | undefined,
): { readonly guestName?: string; readonly checkOut: string } {
  return { ...(guest?.name !== undefined && { guestName: guest.name }), checkOut };
}

export function viewListedCheckIn({ checkIn, guest }: ListedCheckIn) {
  return { ...viewCheckIn(checkIn), ...viewWhose(guest, guest) };
}

/** Where a guest’s own page is. What opens it stands behind the `#`: no browser sends that to anybody. */
export function checkInPage(publicUrl: string, buildingId: string, token: string): string {
  return `${publicUrl}/check-in#${buildingId}/${token}`;
}

/** The same for programs, relative to the address of the API. */
export function checkInPath(buildingId: string, token: string): string {
  return `/v1/buildings/${buildingId}/check-in/${token}`;
}
