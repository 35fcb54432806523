import type { Walk } from './walk.ts';

const booking = (unitId: string, checkIn: string, checkOut: string, name = 'Emma Ward') => ({
  body: { unitId, checkIn, checkOut, guests: [{ name }] },
  as: 'rafael',
});

/** A stay from the booking to the departure, and others that come to another end. */
export async function documentStays(walk: Walk): Promise<void> {
  const { document, refuse } = walk;
  const { id: reservationId, version } = await document('createReservation', { as: 'rafael' });
  await refuse('createReservation', 'NIGHTS_TAKEN', { as: 'rafael' });
  const params = { reservationId };
  await document('listReservations', { query: { arrivals: '2026-12-20' }, as: 'rafael' });
  await document('getReservation', { params, as: 'rafael' });
  await document('listReservationGuests', { params, as: 'rafael' });
  const moved = await document('moveReservation', { params, version, as: 'rafael' });
  const guests = await document('changeReservationGuests', { params, version: moved.version, as: 'rafael' });
  const longer = await document('extendStay', { params, version: guests.version, as: 'rafael' });
  await document('grantLateCheckOut', { params, version: longer.version, as: 'rafael' });
  await refuse('checkIn', 'STAY_NOT_DUE', { params, as: 'rafael' });
  await documentEnds(walk);

  await document('changeStayRules');
  await document('getStayRules', { as: 'rafael' });
}

/** Asked for and confirmed, begun and over, cancelled, and nobody came. */
async function documentEnds({ document, prepare, clock }: Walk): Promise<void> {
  const wish = booking('1002', '2026-12-01', '2026-12-04');
  const asked = await prepare('createReservation', { ...wish, body: { ...wish.body, status: 'requested' } });
  const yes = { params: { reservationId: asked.id }, version: asked.version, as: 'rafael' };
  const confirmed = await document('confirmReservation', yes);
  await document('cancelReservation', { ...yes, version: confirmed.version });

  const today = await prepare('createReservation', booking('0801', '2026-11-22', '2026-11-23'));
  const stay = { params: { reservationId: today.id }, as: 'rafael' };
  const begun = await document('checkIn', { ...stay, version: today.version });
  const missed = await prepare('createReservation', booking('0802', '2026-11-22', '2026-11-25', 'Pedro Nunes'));
  clock.set(new Date('2026-11-23T13:30:00.000Z'));
  await document('checkOut', { ...stay, version: begun.version });
  await document('markNoShow', { params: { reservationId: missed.id }, version: missed.version, as: 'rafael' });
}
