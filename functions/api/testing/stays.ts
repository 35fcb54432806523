import { unitEntity } from '@bos/buildings/units/unit';
import { createReservation } from '@bos/stays/reservations/create-reservation';
import type { Table } from '@bos/table/table';
import { create } from '@bos/table/write';
import { HOME } from './things.ts';

/** Two days before everything else happens: so that one stay can be over. */
const BOOKED = new Date('2026-11-15T12:00:00.000Z');

/** In a unit of their own: a stay that may begin, a request whose guest never came, and a request for later. */
export async function bookStays(table: Table, name: string, userId: string, buildingId = HOME): Promise<void> {
  const unitId = `s-${name}`;
  await table.write([create(unitEntity, { buildingId, unitId, tower: 'A', floor: 2 })]);
  const book = (id: string, status: 'requested' | 'confirmed', checkIn: string, checkOut: string) =>
    createReservation(
      { table, randomness: () => Uint8Array.from(`${id}-${name}--------`, (letter) => letter.charCodeAt(0) % 32) },
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
        at: BOOKED,
      },
    );
  await book('r', 'confirmed', '2026-11-21', '2026-11-25');
  await book('q', 'requested', '2026-11-18', '2026-11-20');
  await book('x', 'requested', '2026-12-20', '2026-12-22');
}

/** Which of those stays an operation is about. */
export function stayOf(operation: string): 'q' | 'r' | 'x' {
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
  grantLateCheckOut: { checkOutTime: '12:00' },
});
