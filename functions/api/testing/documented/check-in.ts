import * as z from 'zod';
import type { DocumentedWorld } from './documented-world.ts';
import type { Walk } from './walk.ts';

const JPEG = Buffer.from('ffd8ffe000104a464946', 'hex');
const upload = z.object({ fields: z.record(z.string(), z.string()) });
const invitation = z.object({ url: z.string() });

/** A guest's way from the link to the arrival. */
export async function documentCheckIn(
  { document, prepare, refuse }: Walk,
  { documents }: Pick<DocumentedWorld, 'documents'>,
): Promise<void> {
  await prepare('writeArrivalGuide');
  const guestOfToday = { displayName: 'Emma Ward', phone: '+1 202 555 0131', roles: ['guest'], locale: 'en' };
  const { id: userId } = await prepare('registerPerson', { body: guestOfToday, as: 'rafael' });
  const stay = {
    unitId: '0801',
    checkIn: '2026-11-22',
    checkOut: '2026-11-27',
    guests: [{ userId, name: 'Emma Ward' }],
  };
  const { id: reservationId } = await prepare('createReservation', { body: stay, as: 'rafael' });
  const desk = { params: { reservationId }, as: 'rafael' };
  const { url } = invitation.parse((await document('inviteGuest', desk)).body);
  const guest = { params: { token: url.split('/').at(-1) ?? '' } };

  await refuse('submitCheckInDocuments', 'DOCUMENTS_MISSING', guest);
  const offered = await document('offerCheckInDocument', guest);
  const { key = '' } = upload.parse(offered.body).fields;
  await documents.put({ key, contentType: 'image/jpeg', content: JPEG });
  await document('submitCheckInDocuments', guest);
  await document('listCheckIns', { as: 'rafael' });
  const seen = await document('getCheckIn', desk);
  await document('reviewCheckIn', { ...desk, version: seen.version });

  await document('removeCheckInDocument', { params: { ...guest.params, documentId: offered.id } });
  const again = upload.parse((await prepare('offerCheckInDocument', guest)).body).fields;
  await documents.put({ key: again.key ?? '', contentType: 'image/jpeg', content: JPEG });
  await prepare('submitCheckInDocuments', guest);
  const { version } = await prepare('getCheckIn', desk);
  await prepare('reviewCheckIn', { ...desk, version, body: { status: 'approved' } });
  await document('getOwnCheckIn', { ...guest, query: { language: 'en' } });
}
