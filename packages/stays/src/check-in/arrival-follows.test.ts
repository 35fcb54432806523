import { describe, expect, test } from 'vitest';
import { changeGuests } from '../reservations/change-guests.ts';
import { moveReservation } from '../reservations/move-reservation.ts';
import { checkIn } from '../reservations/settle-reservation.ts';
import { openDesk } from './testing/desk.ts';

describe('the line of an arrival', () => {
  test('says how far the check-in by link is, at every step of it', async () => {
    const { book, line, invite, submit, review } = await openDesk();
    await book();
    const steps = [(await line())[0]?.journey];
    for (const step of [
      invite,
      submit,
      () => review({ status: 'refused', reason: 'It is blurred.' }),
      submit,
      () => review({ status: 'approved' }),
    ]) {
      await step();
      steps.push((await line())[0]?.journey);
    }
    expect(steps).toEqual([undefined, 'invited', 'submitted', 'refused', 'submitted', 'approved']);
  });

  test('keeps it when the stay moves and when the guest comes', async () => {
    const { book, of, deps, clock, line, invite, submit } = await openDesk();
    await book();
    await invite();
    await moveReservation(deps, { ...of('r1'), unitId: '0705', checkIn: '2026-12-02' });
    expect(await line()).toEqual([]);
    expect(await line('2026-12-02')).toMatchObject([{ journey: 'invited' }]);
    await submit();
    clock.set(new Date('2026-12-02T18:00:00.000Z'));
    await checkIn(deps, of('r1'));
    expect(await line('2026-12-02')).toMatchObject([{ journey: 'submitted' }]);
  });

  test('is of whoever books it: another one begins anew, and the first comes back as far as they were', async () => {
    const { book, of, deps, line, invite, submit } = await openDesk();
    await book();
    await invite();
    await submit();
    await changeGuests(deps, { ...of('r1'), guests: [{ userId: 'emma', name: 'Emma Ward' }] });
    expect(await line()).toEqual([{ guestName: 'Emma Ward', journey: undefined }]);
    await changeGuests(deps, { ...of('r1'), guests: [{ userId: 'james', name: 'James Ward' }] });
    expect(await line()).toEqual([{ guestName: 'James Ward', journey: 'submitted' }]);
  });
});
