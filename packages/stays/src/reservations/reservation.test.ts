import { canMove } from '@bos/kernel/transitions';
import { describe, expect, test } from 'vitest';
import { heldNights, RESERVATION_STATUSES, RESERVATION_TRANSITIONS, reservationSchema } from './reservation.ts';
import { aReservation } from './testing/house.ts';

const at = '2026-12-01T18:00:00.000Z';
const { confirmedAt: _confirmedAt, ...asked } = aReservation();

describe('a reservation', () => {
  test.each([
    ['requested', { ...asked, status: 'requested' }],
    ['confirmed', aReservation()],
    ['of a channel', aReservation({ source: 'airbnb', externalId: '1418fb94e984@airbnb.com', feedId: 'f1' })],
    ['a block', aReservation({ kind: 'block', guestIds: [] })],
    ['over a year', aReservation({ checkOut: '2028-06-01' })],
    ['checked in', { ...aReservation(), status: 'checked_in', arrivedAt: at }],
    [
      'left early',
      { ...aReservation(), status: 'checked_out', arrivedAt: at, settledAt: at, bookedUntil: '2026-12-09' },
    ],
    ['cancelled', { ...asked, status: 'cancelled', settledAt: at, reason: 'guest' }],
    ['never come', { ...aReservation(), status: 'no_show', settledAt: at }],
  ])('is valid: %s', (_title, example) => {
    expect(reservationSchema.parse(example)).toEqual(example);
  });

  test.each([
    ['no night', aReservation({ checkOut: '2026-12-01' }), 'checkOut'],
    ['it ends before it begins', aReservation({ checkOut: '2026-11-30' }), 'checkOut'],
    ['it lasts for ever', aReservation({ checkOut: '2029-12-01' }), 'checkOut'],
    ['a day that there is not', aReservation({ checkIn: '2026-11-31' }), 'checkIn'],
    ['an hour that there is not', aReservation({ checkInTime: '24:00' }), 'checkInTime'],
    ['somebody twice', aReservation({ guestIds: ['james', 'james'] }), 'guestIds'],
    ['a guest in a block', aReservation({ kind: 'block' }), 'kind'],
    ['a number with spaces', aReservation({ confirmationNumber: 'QV 9' }), 'confirmationNumber'],
    ['confirmed at no time', { ...asked, status: 'confirmed' }, 'confirmedAt'],
    ['cancelled without a reason', { ...asked, status: 'cancelled', settledAt: at }, 'reason'],
    ['arrived at no time', { ...aReservation(), status: 'checked_in' }, 'arrivedAt'],
    ['a status that there is not', { ...asked, status: 'forgotten' }, 'status'],
  ])('is refused: %s', (_title, example, field) => {
    const { error } = reservationSchema.safeParse(example);
    expect(error?.issues.map(({ path }) => path.join('.'))).toContain(field);
  });

  test('holds its nights from the request to the end, and none when nobody comes', () => {
    const nights = ['2026-12-01', '2026-12-02', '2026-12-03'];
    expect(heldNights({ ...asked, status: 'requested' })).toEqual(nights);
    expect(heldNights({ ...aReservation(), status: 'checked_out', arrivedAt: at, settledAt: at })).toEqual(nights);
    expect(heldNights({ ...asked, status: 'cancelled', settledAt: at, reason: 'guest' })).toEqual([]);
    expect(heldNights({ ...aReservation(), status: 'no_show', settledAt: at })).toEqual([]);
  });

  test('never goes back to where it was', () => {
    for (const earlier of RESERVATION_STATUSES)
      for (const later of RESERVATION_TRANSITIONS[earlier])
        expect(canMove(RESERVATION_TRANSITIONS, later, earlier), `${later} to ${earlier}`).toBe(false);
  });
});
