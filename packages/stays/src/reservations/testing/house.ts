import { buildingEntity } from '@bos/buildings/buildings/building';
import { unitEntity } from '@bos/buildings/units/unit';
import type { Clock } from '@bos/kernel/clock';
import type { Table } from '@bos/table/table';
import { create } from '@bos/table/write';
import { seededIds } from '@bos/testing/clocks';
import { type CreateReservationCommand, createReservation } from '../create-reservation.ts';
import type { ReservationInStatus } from '../reservation.ts';
import type { ChangeAuthor } from '../reservation-audit.ts';

const RAFAEL: ChangeAuthor = { actor: { kind: 'user', id: 'rafael' } };

/** A valid confirmed reservation; what a test is about is given. */
export function aReservation(
  changes: Partial<ReservationInStatus<'confirmed'>> = {},
): ReservationInStatus<'confirmed'> {
  return {
    buildingId: 'b1',
    reservationId: 'r1',
    confirmationNumber: 'QV9XYG00',
    kind: 'stay',
    unitId: '0704',
    checkIn: '2026-12-01',
    checkOut: '2026-12-04',
    checkInTime: '15:00',
    checkOutTime: '11:00',
    source: 'direct',
    guestIds: ['james'],
    bookedAt: '2026-11-22T12:00:00.000Z',
    confirmedAt: '2026-11-22T12:00:00.000Z',
    status: 'confirmed',
    ...changes,
  };
}

/** A building with a few units, and bookings with as little ado as possible. */
export async function openHouse(table: Table, clock: Clock, buildingId = 'b1', timeZone = 'America/Sao_Paulo') {
  const emergencyNumbers = { fire: '193', ambulance: '192', police: '190' };
  await table.write([
    create(buildingEntity, { buildingId, name: 'Solar', timeZone, languages: ['pt'], emergencyNumbers }),
    ...['0704', '0705', '0706'].map((unitId) => create(unitEntity, { buildingId, unitId, floor: 7 })),
  ]);
  const ids = seededIds(clock);
  const deps = {
    table,
    randomness: () => Uint8Array.from(ids.next().slice(10), (letter) => letter.charCodeAt(0) % 32),
  };
  let booked = 0;
  return {
    deps,
    buildingId,
    book: (changes: Partial<CreateReservationCommand> = {}) =>
      createReservation(deps, {
        buildingId,
        reservationId: `r${++booked}`,
        kind: 'stay',
        unitId: '0704',
        checkIn: '2026-12-01',
        checkOut: '2026-12-04',
        source: 'direct',
        status: 'confirmed',
        guests: [{ userId: 'james', name: 'James Ward' }],
        by: RAFAEL,
        at: clock.now(),
        ...changes,
      }),
    of: (reservationId: string) => ({ buildingId, reservationId, by: RAFAEL, at: clock.now() }),
  };
}
