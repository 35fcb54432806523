import { addDays } from '@bos/kernel/calendar-date';
import { isDomainError } from '@bos/kernel/errors';
import { WriteConflictError } from '@bos/table/write';
import { virtualClock } from '@bos/testing/clocks';
import { createMemoryTable } from '@bos/testing/memory-table';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { extendStay, moveReservation } from '../reservations/move-reservation.ts';
import { heldNights, reservationSchema } from '../reservations/reservation.ts';
import { cancelReservation, checkIn, checkOut } from '../reservations/settle-reservation.ts';
import { openHouse } from '../reservations/testing/house.ts';
import { occupancyMonthSchema } from './occupancy-month.ts';

const unitId = fc.constantFrom('0704', '0705');
/** Days from the 20th of November on, so that months and a year end among them. */
const from = fc.integer({ min: 2, max: 60 });
const nights = fc.integer({ min: 1, max: 40 });
const target = fc.integer({ min: 0, max: 9 });

const step = fc.oneof(
  fc.record({ kind: fc.constant('book' as const), unitId, from, nights }),
  fc.record({ kind: fc.constant('move' as const), target, unitId, from, nights }),
  fc.record({ kind: fc.constant('extend' as const), target, nights }),
  fc.record({ kind: fc.constant('cancel' as const), target }),
  fc.record({ kind: fc.constant('stay' as const), target }),
);

const days = (start: number, length: number) => {
  const checkIn = addDays('2026-11-20', start);
  return { checkIn, checkOut: addDays(checkIn, length) };
};

async function world() {
  const clock = virtualClock();
  const { table, items } = createMemoryTable({ clock });
  const house = await openHouse(table, clock);
  const run = (act: typeof step extends fc.Arbitrary<infer S> ? S : never): Promise<unknown> => {
    if (act.kind === 'book') return house.book({ unitId: act.unitId, ...days(act.from, act.nights) });
    const of = house.of(`r${act.target + 1}`);
    switch (act.kind) {
      case 'move':
        return moveReservation(house.deps, { ...of, unitId: act.unitId, ...days(act.from, act.nights) });
      case 'extend':
        return extendStay(house.deps, { ...of, checkOut: addDays('2026-12-01', act.nights) });
      case 'cancel':
        return cancelReservation(house.deps, { ...of, reason: 'guest' });
      case 'stay':
        return checkIn(house.deps, of).then(() => checkOut(house.deps, of));
    }
  };
  return {
    run: (act: Parameters<typeof run>[0]) =>
      run(act).catch((error: unknown) => {
        if (!isDomainError(error)) throw error;
      }),
    /** What the calendar says, and what the reservations say. */
    books() {
      const data = (type: string) => items().filter((item) => item.type === type);
      const taken = data('occupancy_month').flatMap((item) => {
        const month = occupancyMonthSchema.parse(item.data);
        return Object.entries(month.nights).map(([day, whose]) => `${month.unitId} ${month.month}-${day} ${whose}`);
      });
      const held = data('reservation').flatMap((item) => {
        const reservation = reservationSchema.parse(item.data);
        return heldNights(reservation).map((night) => `${reservation.unitId} ${night} ${reservation.reservationId}`);
      });
      return { taken: taken.toSorted(), held: held.toSorted() };
    },
  };
}

test('whatever is booked, moved, extended, cancelled and left: the nights taken are those of the reservations', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
      const { run, books } = await world();
      for (const act of steps) await run(act);
      const { taken, held } = books();
      expect(taken).toEqual(held);
      expect(new Set(held.map((line) => line.slice(0, 15))).size).toBe(held.length);
    }),
    { numRuns: 100 },
  );
}, 60_000);

test('all at once comes to the same', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), fc.array(step, { maxLength: 25 }), async (first, steps) => {
      const { run, books } = await world();
      for (const act of first) await run(act);
      await Promise.all(steps.map(run));
      const { taken, held } = books();
      expect(taken).toEqual(held);
      expect(new Set(held.map((line) => line.slice(0, 15))).size).toBe(held.length);
    }),
    { numRuns: 50 },
  );
}, 60_000);

test('of 200 who want one night, one has it and the others are told that it is taken', async () => {
  const clock = virtualClock();
  const { book } = await openHouse(createMemoryTable({ clock }).table, clock);
  const results = await Promise.allSettled(Array.from({ length: 200 }, (_, n) => book(days(10, 1 + (n % 5)))));
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  for (const result of results) {
    if (result.status === 'rejected') expect(result.reason).not.toBeInstanceOf(WriteConflictError);
  }
});
