import type * as z from 'zod';
import type { CheckIn, CheckInDocument } from './check-in.ts';
import { checkInView } from './check-in-routes.ts';

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

/** Where a guest checks in. */
export function checkInPath(buildingId: string, token: string): string {
  return `/v1/buildings/${buildingId}/check-in/${token}`;
}
