import type { Asked } from './asked.ts';
import type { Told, Walk } from './walk.ts';

type Booking = Readonly<Record<string, unknown>>;
const desk = { as: 'rafael' };
const stay = { unitId: '1002', checkIn: '2026-12-01', checkOut: '2026-12-04' };
const of = ({ id, version }: Told): Asked => ({ ...desk, params: { reservationId: id }, version });

/** Bookings that cannot be, and changes that come too late or into the way of others. */
export async function refusedStays(walk: Walk): Promise<void> {
  const { refuse, prepare } = walk;
  const book = (body: Booking) => prepare('createReservation', { ...desk, body });
  const cannot = (code: string, body: Booking) => refuse('createReservation', code, { ...desk, body });
  await cannot('UNIT_UNKNOWN', { ...stay, unitId: '9999' });
  await cannot('GUEST_UNKNOWN', { ...stay, guests: [{ userId: 'nobody' }] });
  await cannot('STAY_OVER', { ...stay, checkIn: '2026-11-01', checkOut: '2026-11-03' });
  await cannot('RESERVATION_IS_BLOCK', { ...stay, kind: 'block', guests: [{ name: 'Emma Ward' }] });

  const first = of(await book(stay));
  await book({ ...stay, checkIn: '2026-12-04', checkOut: '2026-12-06' });
  const block = of(await book({ ...stay, kind: 'block', checkIn: '2026-11-22', checkOut: '2026-11-25' }));
  await refuse('moveReservation', 'NIGHTS_TAKEN', { ...first, body: { checkOut: '2026-12-05' } });
  await refuse('moveReservation', 'UNIT_UNKNOWN', { ...first, body: { unitId: '9999' } });
  await refuse('moveReservation', 'STAY_OVER', { ...first, body: { checkIn: '2026-11-01', checkOut: '2026-11-03' } });
  await refuse('changeReservationGuests', 'GUEST_UNKNOWN', { ...first, body: { guests: [{ userId: 'nobody' }] } });
  await refuse('changeReservationGuests', 'RESERVATION_IS_BLOCK', block);
  await refuse('extendStay', 'NIGHTS_TAKEN', { ...first, body: { checkOut: '2026-12-05' } });
  await refuse('extendStay', 'NOT_LATER', { ...first, body: { checkOut: '2026-12-02' } });
  await refuse('grantLateCheckOut', 'NOT_LATER', { ...first, body: { checkOutTime: '10:00' } });
  await refuse('grantLateCheckOut', 'LATE_CHECK_OUT_REFUSED', { ...first, body: { checkOutTime: '18:00' } });
  await refuse('checkIn', 'RESERVATION_IS_BLOCK', block);
  await refuse('checkOut', 'RESERVATION_TRANSITION_REFUSED', first);
  await refuse('markNoShow', 'STAY_NOT_DUE', first);
  await refuseBegun(walk);
  await refuseSettled(walk, first);

  const { version } = await prepare('getBuilding');
  await prepare('changeBuilding', { version, body: { features: { stays: false } } });
  await cannot('FEATURE_OFF', stay);
}

/** Of a stay whose guest is there. */
async function refuseBegun({ refuse, prepare, clock }: Walk): Promise<void> {
  const now = clock.now();
  const body = { unitId: '0801', checkIn: '2026-11-22', checkOut: '2026-11-24', guests: [{ name: 'Emma Ward' }] };
  const waited = of(await prepare('createReservation', { ...desk, body: { ...body, unitId: '0802' } }));
  const begun = of(await prepare('checkIn', of(await prepare('createReservation', { ...desk, body }))));
  await refuse('moveReservation', 'STAY_BEGUN', { ...begun, body: { checkIn: '2026-11-23' } });
  await refuse('cancelReservation', 'RESERVATION_TRANSITION_REFUSED', begun);
  await refuse('markNoShow', 'RESERVATION_TRANSITION_REFUSED', begun);
  clock.set(new Date('2026-11-25T12:30:00.000Z'));
  await refuse('checkIn', 'STAY_OVER', waited);
  clock.set(now);
}

/** Of one that was cancelled. */
async function refuseSettled({ refuse, prepare }: Walk, reservation: Asked): Promise<void> {
  const { version } = await prepare('cancelReservation', reservation);
  const settled = { ...reservation, version };
  for (const operation of ['moveReservation', 'changeReservationGuests', 'extendStay', 'grantLateCheckOut'])
    await refuse(operation, 'RESERVATION_SETTLED', settled);
  for (const operation of ['confirmReservation', 'checkIn'])
    await refuse(operation, 'RESERVATION_TRANSITION_REFUSED', settled);
}
