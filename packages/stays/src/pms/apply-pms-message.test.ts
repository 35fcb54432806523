import { virtualClock } from '@bos/testing/clocks';
import { createMemoryTable } from '@bos/testing/memory-table';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createReservationStore } from '../reservations/reservation-store.ts';
import { cancelReservation, checkIn, checkOut } from '../reservations/settle-reservation.ts';
import { openHouse } from '../reservations/testing/house.ts';
import { applyPmsMessage } from './apply-pms-message.ts';
import { type PmsMessage, pmsMessageSchema } from './pms-message.ts';

const AS_SENT = {
  externalId: 'OPERA-1',
  version: 1,
  status: 'confirmed',
  unitId: '0704',
  checkIn: '2026-12-01',
  checkOut: '2026-12-04',
  confirmationNumber: 'op-48213',
  guests: [{ name: 'Emma Ward', phone: '+1 (202) 555-0131', email: 'Emma@Example.com' }],
} as const;

/** Noon of 22 November 2026, in UTC. */
async function desk() {
  const clock = virtualClock();
  const { table } = createMemoryTable({ clock });
  const house = await openHouse(table, clock);
  const store = createReservationStore(table);
  const take = (changes: object = {}) => {
    const message: PmsMessage = pmsMessageSchema.parse({ ...AS_SENT, ...changes });
    return applyPmsMessage(house.deps, { buildingId: 'b1', message, at: clock.now() });
  };
  const unit = async (unitId = '0704') => (await store.listOfUnit('b1', unitId)).items;
  return { ...house, clock, table, store, take, unit };
}

describe('a stay of a property management system', () => {
  test('is booked with its number and its guests, and told again it is stale', async () => {
    const { take, unit, store } = await desk();
    const { outcome, reservationId } = await take();
    expect(outcome).toBe('created');
    expect(await take()).toEqual({ outcome: 'stale', reservationId });
    const [stay] = await unit();
    expect(stay).toMatchObject({ source: 'pms', confirmationNumber: 'OP48213', externalId: 'OPERA-1', version: 1 });
    expect(stay && (await store.guestsOf([stay]))).toMatchObject([
      { name: 'Emma Ward', phone: '12025550131', email: 'emma@example.com', lead: true },
    ]);
  });

  test('moves, changes its guests and is cancelled', async () => {
    const { take, unit, store } = await desk();
    await take();
    expect(await take({ version: 2, unitId: '0705', checkOut: '2026-12-05' })).toMatchObject({ outcome: 'changed' });
    expect(await unit()).toEqual([]);
    const guests = [{ name: 'Emma Ward' }, { name: 'Ann Ward' }];
    await take({ version: 3, unitId: '0705', checkOut: '2026-12-05', guests });
    const [moved] = await unit('0705');
    expect(moved && (await store.guestsOf([moved])).map(({ name }) => name)).toEqual(['Emma Ward', 'Ann Ward']);
    expect(await take({ version: 4, status: 'cancelled' })).toMatchObject({ outcome: 'cancelled' });
    expect(await unit('0705')).toMatchObject([{ status: 'cancelled', reason: 'channel' }]);
  });

  test('that says nothing new leaves the reservation as it is', async () => {
    const { take, unit } = await desk();
    await take();
    expect(await take({ version: 2 })).toMatchObject({ outcome: 'changed' });
    expect(await unit()).toMatchObject([{ version: 1 }]);
    expect(await take({ version: 2, checkOut: '2026-12-09' })).toMatchObject({ outcome: 'stale' });
  });

  test('cancelled before it was told is never booked, and booked when it is taken back', async () => {
    const { take, unit } = await desk();
    expect(await take({ version: 3, status: 'cancelled' })).toEqual({ outcome: 'cancelled' });
    expect(await take({ version: 1 })).toEqual({ outcome: 'stale' });
    expect(await unit()).toEqual([]);
    expect(await take({ version: 4 })).toMatchObject({ outcome: 'created' });
    await take({ version: 5, status: 'cancelled' });
    expect(await take({ version: 6 })).toMatchObject({ outcome: 'created' });
    expect((await unit()).map(({ status }) => status).toSorted()).toEqual(['cancelled', 'confirmed']);
  });

  test('that cannot be had leaves no trace, and is taken once it can', async () => {
    const { take, book, deps, of, unit } = await desk();
    await book({ checkIn: '2026-12-03', checkOut: '2026-12-05' });
    await expect(take()).rejects.toMatchObject({ code: 'NIGHTS_TAKEN' });
    await cancelReservation(deps, { ...of('r1'), reason: 'host' });
    expect(await take()).toMatchObject({ outcome: 'created' });
    await expect(take({ version: 2, unitId: '9999' })).rejects.toMatchObject({ code: 'UNIT_UNKNOWN' });
    expect(await take({ version: 2, checkOut: '2026-12-03' })).toMatchObject({ outcome: 'changed' });
    expect((await unit()).filter(({ status }) => status === 'confirmed')).toMatchObject([{ checkOut: '2026-12-03' }]);
  });

  test('that has begun keeps its unit and is not cancelled; one that is over here stays over', async () => {
    const { take, deps, clock } = await desk();
    const days = { checkIn: '2026-11-22', checkOut: '2026-11-24' };
    const { reservationId = '' } = await take(days);
    const of = () =>
      ({ buildingId: 'b1', reservationId, by: { actor: { kind: 'user', id: 'rafael' } }, at: clock.now() }) as const;
    await checkIn(deps, of());
    await expect(take({ ...days, version: 2, unitId: '0705' })).rejects.toMatchObject({ code: 'STAY_BEGUN' });
    await expect(take({ ...days, version: 2, status: 'cancelled' })).rejects.toMatchObject({
      code: 'RESERVATION_TRANSITION_REFUSED',
    });
    expect(await take({ ...days, version: 2, checkOut: '2026-11-25' })).toMatchObject({ outcome: 'changed' });
    await checkOut(deps, of());
    expect(await take({ ...days, version: 3 })).toEqual({ outcome: 'kept', reservationId });
  });

  test('in whatever order and however often its messages come, the newest stands', async () => {
    const version = fc.record({
      status: fc.constantFrom('confirmed', 'cancelled'),
      unitId: fc.constantFrom('0704', '0705'),
      nights: fc.integer({ min: 1, max: 5 }),
    });
    const story = fc.array(version, { minLength: 1, maxLength: 5 });
    const told = story.chain((versions) => {
      const all = versions.map((one, position) => ({ ...one, version: position + 1 }));
      const order = fc.shuffledSubarray([...all, ...all], { minLength: all.length });
      return order.map((sent) => [...sent, all.at(-1)]);
    });
    await fc.assert(
      fc.asyncProperty(told, async (messages) => {
        const { take, unit } = await desk();
        for (const message of messages) {
          if (message === undefined) continue;
          const { nights, ...said } = message;
          await take({ ...said, checkOut: `2026-12-0${1 + nights}` });
        }
        const newest = messages.at(-1);
        const live = [...(await unit('0704')), ...(await unit('0705'))].filter(({ status }) => status === 'confirmed');
        const checkOut = `2026-12-0${1 + (newest?.nights ?? 0)}`;
        expect(live.map((one) => [one.unitId, one.checkOut])).toEqual(
          newest?.status === 'confirmed' ? [[newest.unitId, checkOut]] : [],
        );
      }),
      { numRuns: 60 },
    );
  });
});
