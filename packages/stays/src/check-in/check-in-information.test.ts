import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Reservation } from '../reservations/reservation.ts';
import { aReservation } from '../reservations/testing/house.ts';
import { checkInInformation } from './check-in-information.ts';
import { CHECK_IN_STATUSES } from './check-in-kinds.ts';

const directions = { pt: 'Pela portaria.', en: 'Through the lobby.' };
const secrets = { directions, wifi: { network: 'Solar', password: 'sol-e-mar' }, code: '739105' };
const told = (
  date: string,
  time: string,
  changes: Partial<Reservation> = {},
  status: 'approved' | 'submitted' = 'approved',
) => {
  const reservation = { ...aReservation(), ...changes } as Reservation;
  return checkInInformation(reservation, { status }, { now: { date, time }, language: 'en', secrets });
};
const all = { directions: directions.en, wifi: secrets.wifi, code: secrets.code };

describe('what a guest may be told', () => {
  test('is the way once staff have approved, Wi-Fi and code on the day, and nothing after the departure', () => {
    expect(told('2026-11-30', '23:59')).toEqual({ directions: directions.en, from: '2026-12-01' });
    expect(told('2026-12-01', '00:00')).toEqual(all);
    expect(told('2026-12-04', '11:00')).toEqual(all);
    expect(told('2026-12-04', '11:01')).toEqual({});
    expect(told('2026-12-05', '00:00')).toEqual({});
  });

  test('is nothing before that, unless the desk let them in', () => {
    expect(told('2026-12-02', '12:00', {}, 'submitted')).toEqual({});
    const inside = { status: 'checked_in', arrivedAt: '2026-12-01T18:00:00.000Z' } as const;
    expect(told('2026-12-02', '12:00', inside, 'submitted')).toEqual(all);
  });

  test('is in their language where it is written, else in another', () => {
    const at = { now: { date: '2026-12-01', time: '12:00' }, secrets };
    expect(checkInInformation(aReservation(), { status: 'approved' }, { ...at, language: 'es' })).toMatchObject({
      directions: directions.pt,
    });
  });

  test('is never a code or a password outside the stay, in any state', () => {
    const day = fc.integer({ min: 1, max: 28 }).map((number) => `2026-12-${String(number).padStart(2, '0')}`);
    const state = fc.constantFrom<Reservation>(
      aReservation({ checkIn: '2026-12-10', checkOut: '2026-12-14' }),
      {
        ...aReservation({ checkIn: '2026-12-10', checkOut: '2026-12-14' }),
        status: 'cancelled',
        settledAt: 'x',
        reason: 'guest',
      },
      { ...aReservation({ checkIn: '2026-12-10', checkOut: '2026-12-14' }), status: 'checked_in', arrivedAt: 'x' },
      { ...aReservation({ checkIn: '2026-12-10', checkOut: '2026-12-14' }), status: 'no_show', settledAt: 'x' },
    );
    fc.assert(
      fc.property(state, fc.constantFrom(undefined, ...CHECK_IN_STATUSES), day, (reservation, status, date) => {
        const journey = status === undefined ? undefined : { status };
        const now = { date, time: '12:00' };
        const { code, wifi } = checkInInformation(reservation, journey, { now, language: 'en', secrets });
        const within = date >= '2026-12-10' && date < '2026-12-14' && !('settledAt' in reservation);
        const cleared = status === 'approved' || reservation.status === 'checked_in';
        expect([code, wifi]).toEqual(within && cleared ? [secrets.code, secrets.wifi] : [undefined, undefined]);
      }),
    );
  });
});
