import type { DocumentToPut } from '@bos/kernel/document-storage';
import { deterministicId } from '@bos/kernel/ids';
import { type CheckIn, type CheckInDocument, checkInEntity, documentKey } from '@bos/stays/check-in/check-in';
import type { DocumentKind } from '@bos/stays/check-in/check-in-kinds';
import { create, type WriteOperation } from '@bos/table/write';
import type { Days } from './days.ts';
import { specimenCard } from './specimen-card.ts';
import type { DemoStay } from './stays.ts';

/** The hash of no secret: these links were never made, and lead nowhere. */
const NO_LINK = '0'.repeat(64);

/** How far the guests of today have come, in the order of their stays; who comes after them has had no link. */
const JOURNEYS: readonly { readonly status: 'submitted' | 'approved'; readonly kinds: readonly DocumentKind[] }[] = [
  { status: 'submitted', kinds: ['passport', 'visa'] },
  { status: 'approved', kinds: ['id_card'] },
];

/** What guests who come today have sent before: papers to look at, and papers that were. */
export function demoCheckIns(stays: readonly DemoStay[], days: Days): CheckIn[] {
  const coming = stays.filter(
    ({ reservation: { status, checkIn } }) => status === 'confirmed' && checkIn === days.today,
  );
  return coming.flatMap(({ reservation, guests: [lead] }, index): CheckIn[] => {
    const journey = JOURNEYS[index];
    if (journey === undefined || lead === undefined) return [];
    const { buildingId, reservationId, unitId, checkIn, checkOut } = reservation;
    const invitedAt = days.at(days.day(-3), '10:40');
    const documents = journey.kinds.map((kind): CheckInDocument => {
      const documentId = deterministicId(new Date(invitedAt), 'demo', 'document', reservationId, kind);
      return { documentId, kind, contentType: 'image/png' };
    });
    const submitted = {
      buildingId,
      reservationId,
      userId: lead.userId,
      unitId,
      checkIn,
      endsOn: checkOut,
      linkHash: NO_LINK,
      invitedAt,
      submittedAt: days.at(days.day(-2), '21:05'),
      documents,
    };
    if (journey.status === 'submitted') return [{ ...submitted, status: 'submitted' }];
    return [{ ...submitted, status: 'approved', reviewedAt: days.at(days.day(-1), '09:20'), reviewedBy: 'rafael' }];
  });
}

export function checkInWrites(checkIn: CheckIn): WriteOperation[] {
  return [create(checkInEntity, checkIn)];
}

/** The files of what was sent. */
export function documentsOf(checkIn: CheckIn): DocumentToPut[] {
  return checkIn.documents.map(({ documentId, contentType }) => ({
    key: documentKey(checkIn, documentId),
    contentType,
    content: specimenCard(),
    ifAbsent: true,
  }));
}
