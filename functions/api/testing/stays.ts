import { unitEntity } from '@bos/buildings/units/unit';
import { auditEntity } from '@bos/governance/audit/audit-record';
import { checkInEntity } from '@bos/stays/check-in/check-in';
import { calendarFeedEntity } from '@bos/stays/feeds/calendar-feed';
import { calendarLinkEntity } from '@bos/stays/feeds/calendar-link';
import { createReservation } from '@bos/stays/reservations/create-reservation';
import type { Table } from '@bos/table/table';
import { create } from '@bos/table/write';
import { HOME } from './things.ts';

/** Two days before everything else happens: so that one stay can be over. */
const BOOKED = new Date('2026-11-15T12:00:00.000Z');

/** In a unit of their own: a stay that may begin, a request whose guest never came, a request for later, and one whose guest has
 * sent documents. */
export async function bookStays(table: Table, name: string, userId: string, buildingId = HOME): Promise<void> {
  const unitId = `s-${name}`;
  await table.write([create(unitEntity, { buildingId, unitId, tower: 'A', floor: 2 })]);
  // What is there before a test begins left no trail.
  const quiet: Table = { ...table, write: (all) => table.write(all.filter(({ type }) => type !== auditEntity.type)) };
  const book = (id: string, status: 'requested' | 'confirmed', checkIn: string, checkOut: string) =>
    createReservation(
      {
        table: quiet,
        randomness: () => Uint8Array.from(`${id}-${name}--------`, (letter) => letter.charCodeAt(0) % 32),
      },
      {
        buildingId,
        reservationId: `${id}-${name}`,
        kind: 'stay',
        unitId,
        checkIn,
        checkOut,
        source: 'direct',
        status,
        guests: [{ userId, name: `guest-${buildingId}`, phone: '12025550131' }],
        by: { actor: { kind: 'user', id: userId } },
        at: BOOKED,
      },
    );
  await book('r', 'confirmed', '2026-11-21', '2026-11-25');
  await book('q', 'requested', '2026-11-18', '2026-11-20');
  await book('x', 'requested', '2026-12-20', '2026-12-22');
  await book('y', 'confirmed', '2027-02-01', '2027-02-03');
  const calendar = { buildingId, unitId, addedAt: BOOKED.toISOString() };
  await table.write([
    create(calendarFeedEntity, {
      ...calendar,
      feedId: `f-${name}`,
      userId,
      provider: 'airbnb',
      url: 'https://www.airbnb.com/calendar/ical/1.ics',
      closedMeans: 'block',
      status: 'active',
    }),
    create(checkInEntity, {
      status: 'submitted',
      buildingId,
      reservationId: `y-${name}`,
      userId,
      unitId,
      checkIn: '2027-02-01',
      endsOn: '2027-02-03',
      linkHash: `link-of-${name}`,
      invitedAt: BOOKED.toISOString(),
      submittedAt: BOOKED.toISOString(),
      documents: [{ documentId: 'd1', kind: 'passport', contentType: 'image/jpeg' }],
    }),
    create(calendarLinkEntity, { ...calendar, unitId: '1203', linkId: `l-${name}`, hash: `hash-of-${name}` }),
  ]);
}

/** Which of those stays an operation is about. */
export function stayOf(operation: string): 'q' | 'r' | 'x' | 'y' {
  if (['inviteGuest', 'getCheckIn', 'reviewCheckIn'].includes(operation)) return 'y';
  if (operation === 'cancelReservation') return 'x';
  return operation === 'confirmReservation' || operation === 'markNoShow' ? 'q' : 'r';
}

/** The bodies of the operations that have one. */
export const stayBodies = (unitId: string): Readonly<Record<string, unknown>> => ({
  createReservation: { unitId, checkIn: '2027-01-10', checkOut: '2027-01-12', guests: [{ name: 'Emma Ward' }] },
  moveReservation: { checkOut: '2026-11-26' },
  changeReservationGuests: { guests: [{ name: 'Emma Ward' }] },
  cancelReservation: { reason: 'guest' },
  extendStay: { checkOut: '2026-11-27' },
  changeStayRules: { lateCheckOut: 'granted', extension: 'granted', cancellation: 'staff' },
  addCalendarFeed: { unitId, provider: 'airbnb', url: 'https://www.airbnb.com/calendar/ical/1.ics' },
  changeCalendarFeed: { status: 'paused' },
  addCalendarLink: {},
  inviteGuest: { send: true },
  reviewCheckIn: { status: 'approved' },
  grantLateCheckOut: { checkOutTime: '12:00' },
});
