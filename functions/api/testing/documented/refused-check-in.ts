import * as z from 'zod';
import type { Asked } from './asked.ts';
import type { DocumentedWorld } from './documented-world.ts';
import type { Walk } from './walk.ts';

const desk = { as: 'rafael' };
const stay = { unitId: '0801', checkIn: '2026-12-01', checkOut: '2026-12-04' };
const invitation = z.object({ url: z.string() });
const upload = z.object({ fields: z.record(z.string(), z.string()) });
const BY_LINK = ['getOwnCheckIn', 'offerCheckInDocument', 'removeCheckInDocument', 'submitCheckInDocuments'];
/** What staff look at before it is decided. */
const MOST_DOCUMENTS = 8;

/** Links that lead nowhere, guests of whom nothing is known, and documents out of their order. */
export async function refusedCheckIn(walk: Walk, { documents }: DocumentedWorld): Promise<void> {
  const { refuse, prepare } = walk;
  const params = { token: `01M812H4V9Q2T7XK0N5C8RZJ3B.${'A'.repeat(43)}`, documentId: '01M812J7C0V5W3H9Q8KZ2XTN6R' };
  for (const operation of BY_LINK) await refuse(operation, 'CHECK_IN_NOT_FOUND', { params });

  const book = async (body: object): Promise<Asked> => {
    const { id } = await prepare('createReservation', { ...desk, body });
    return { ...desk, params: { reservationId: id } };
  };
  await refuse('inviteGuest', 'RESERVATION_IS_BLOCK', await book({ ...stay, kind: 'block' }));
  await refuse('inviteGuest', 'GUEST_MISSING', await book({ ...stay, unitId: '0802' }));
  const cancelled = await book({ ...stay, unitId: '0901', guests: [{ name: 'Emma Ward' }] });
  await prepare('cancelReservation', cancelled);
  await refuse('inviteGuest', 'RESERVATION_SETTLED', cancelled);

  const invited = await book({ ...stay, unitId: '1002', guests: [{ name: 'Emma Ward' }] });
  const { url } = invitation.parse((await prepare('inviteGuest', invited)).body);
  const guest = { params: { token: url.split('/').at(-1) ?? '', documentId: '' } };
  const { version } = await prepare('getCheckIn', invited);
  await refuse('reviewCheckIn', 'CHECK_IN_TRANSITION_REFUSED', { ...invited, version, body: { status: 'approved' } });
  for (let count = 0; count < MOST_DOCUMENTS; count++) {
    const offered = await prepare('offerCheckInDocument', guest);
    const { key = '' } = upload.parse(offered.body).fields;
    await documents.put({ key, contentType: 'image/jpeg', content: Buffer.from('ffd8ffe000104a464946', 'hex') });
    guest.params.documentId = offered.id;
  }
  await refuse('offerCheckInDocument', 'DOCUMENTS_TOO_MANY', guest);
  await prepare('submitCheckInDocuments', guest);
  for (const operation of ['offerCheckInDocument', 'removeCheckInDocument', 'submitCheckInDocuments'])
    await refuse(operation, 'CHECK_IN_TRANSITION_REFUSED', guest);
}
