import { describe, expect, test } from 'vitest';
import { changeGuests } from '../reservations/change-guests.ts';
import { cancelReservation } from '../reservations/settle-reservation.ts';
import { listedCheckIns } from './listed-check-ins.ts';
import { DAY_OF_ARRIVAL, openDesk } from './testing/desk.ts';

describe('the papers that wait', () => {
  test('are a full page, however many of guests who have left nobody ever looked at', async () => {
    const { table, papers } = await openDesk();
    await papers({ over: 60, running: 10 });
    const first = await listedCheckIns(table, 'b1', 'submitted', { limit: 25 });
    expect(first.items.map(({ checkIn }) => checkIn.reservationId)).toEqual(
      Array.from({ length: 10 }, (_, position) => `p${60 + position}`),
    );
    expect(first.next).toBeNull();
  });

  test('come with the name of who sent them and both days', async () => {
    const { book, invite, submit, listed } = await openDesk();
    await book();
    await invite();
    expect(await listed('submitted')).toEqual([]);
    await submit();
    expect(await listed('submitted')).toMatchObject([
      {
        checkIn: { reservationId: 'r1', unitId: '0704', checkIn: DAY_OF_ARRIVAL },
        guest: { name: 'James Ward', checkOut: '2026-12-04' },
      },
    ]);
  });

  test('are those of guests who come: not of a stay that is over, nor of one who booked before', async () => {
    const { book, of, deps, invite, submit, listed } = await openDesk();
    await book();
    await invite();
    await submit();
    await changeGuests(deps, {
      ...of('r1'),
      guests: [
        { userId: 'emma', name: 'Emma Ward' },
        { userId: 'james', name: 'James Ward' },
      ],
    });
    expect(await listed('submitted')).toEqual([]);
    await changeGuests(deps, { ...of('r1'), guests: [{ userId: 'james', name: 'James Ward' }] });
    expect(await listed('submitted')).toHaveLength(1);
    await cancelReservation(deps, { ...of('r1'), reason: 'guest' });
    expect(await listed('submitted')).toEqual([]);
  });
});
