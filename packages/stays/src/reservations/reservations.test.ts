import { createDayListStore } from '@bos/buildings/access/day/day-list-store';
import { auditRecordSchema } from '@bos/governance/audit/audit-record';
import { DAY, HOUR } from '@bos/kernel/clock';
import { virtualClock } from '@bos/testing/clocks';
import { createMemoryTable } from '@bos/testing/memory-table';
import { describe, expect, test } from 'vitest';
import { occupancyMonthEntity } from '../occupancy/occupancy-month.ts';
import { announceArrival } from './announce-arrival.ts';
import { changeGuests } from './change-guests.ts';
import { extendStay, grantLateCheckOut, moveReservation } from './move-reservation.ts';
import { createReservationStore } from './reservation-store.ts';
import { cancelReservation, checkIn, checkOut, confirmReservation, markNoShow } from './settle-reservation.ts';
import { openHouse } from './testing/house.ts';

/** Noon of 22 November 2026, in UTC. */
async function desk(timeZone?: string) {
  const clock = virtualClock();
  const memory = createMemoryTable({ clock });
  const house = await openHouse(memory.table, clock, 'b1', timeZone);
  const store = createReservationStore(memory.table);
  const days = createDayListStore(memory.table);
  const nights = async (unitId: string, month: string) =>
    (await memory.table.get(occupancyMonthEntity, { buildingId: 'b1', unitId, month }))?.nights ?? {};
  const ids = (page: { readonly items: readonly { readonly reservationId: string }[] }) =>
    page.items.map(({ reservationId }) => reservationId);
  return { ...house, clock, memory, store, days, nights, ids, table: memory.table };
}

describe('booking', () => {
  test('takes the nights, and is found by id, number, unit, month, days and guest', async () => {
    const { book, store, nights, ids, days } = await desk();
    const booked = await book();
    expect(booked).toMatchObject({ status: 'confirmed', checkInTime: '15:00', checkOutTime: '11:00', version: 1 });
    expect(await nights('0704', '2026-12')).toEqual({ '01': 'r1', '02': 'r1', '03': 'r1' });
    expect(await store.get('b1', 'r1')).toEqual(booked);
    const spelt = booked.confirmationNumber.toLowerCase().replace(/(....)/, '$1-');
    expect((await store.byConfirmationNumber('b1', ` ${spelt} `))?.reservationId).toBe('r1');
    expect(ids(await store.listOfUnit('b1', '0704'))).toEqual(['r1']);
    expect(ids(await store.listOfMonth('b1', '2026-12'))).toEqual(['r1']);
    expect((await days.arrivals('b1', '2026-12-01')).items).toMatchObject([
      { unitId: '0704', expectedAt: '15:00', guestName: 'James Ward' },
    ]);
    expect((await days.departures('b1', '2026-12-04')).items).toMatchObject([{ unitId: '0704', dueAt: '11:00' }]);
    expect((await store.listOfGuest('b1', 'james')).items).toMatchObject([{ reservationId: 'r1', lead: true }]);
    expect(await store.guestsOf([booked])).toMatchObject([{ name: 'James Ward' }]);
  });

  test('under the same id again gives the one that stands', async () => {
    const { book, nights } = await desk();
    const first = await book();
    expect(await book({ reservationId: 'r1', unitId: '0705' })).toEqual(first);
    expect(await nights('0705', '2026-12')).toEqual({});
  });

  test('is refused where a single night is taken, and takes none of the others', async () => {
    const { book, nights, days } = await desk();
    await book();
    const clash = book({ checkIn: '2026-11-28', checkOut: '2026-12-02' });
    await expect(clash).rejects.toMatchObject({ code: 'NIGHTS_TAKEN', taken: { '2026-12-01': 'r1' } });
    expect(await nights('0704', '2026-11')).toEqual({});
    expect((await days.arrivals('b1', '2026-11-28')).items).toEqual([]);
    await book({ unitId: '0705' });
  });

  test('a request keeps its nights until it is answered', async () => {
    const { book, of, deps } = await desk();
    await book({ status: 'requested' });
    await expect(book()).rejects.toMatchObject({ code: 'NIGHTS_TAKEN' });
    expect(await confirmReservation(deps, of('r1'))).toMatchObject({ status: 'confirmed', version: 2 });
  });

  test('lasts over several months', async () => {
    const { book, nights } = await desk();
    await book({ checkIn: '2026-12-30', checkOut: '2027-03-02' });
    expect(Object.keys(await nights('0704', '2026-12')).toSorted()).toEqual(['30', '31']);
    expect(Object.keys(await nights('0704', '2027-02'))).toHaveLength(28);
    expect(await nights('0704', '2027-03')).toEqual({ '01': 'r1' });
    await book({ unitId: '0705', checkOut: '2028-11-30' });
  });

  test('on the day of another’s departure is welcome, once the unit is clean', async () => {
    const { book, of, deps } = await desk();
    await book();
    await grantLateCheckOut(deps, { ...of('r1'), checkOutTime: '14:30' });
    expect(await book({ checkIn: '2026-12-04', checkOut: '2026-12-05' })).toMatchObject({ checkInTime: '16:30' });
    expect(await book({ checkIn: '2026-11-30', checkOut: '2026-12-01', checkOutTime: '18:00' })).toMatchObject({
      checkOutTime: '13:00',
    });
  });

  test('is told what is wrong, by field', async () => {
    const { book } = await desk();
    const problem = (field: string) => ({ kind: 'invalid', problems: [expect.objectContaining({ field })] });
    await expect(book({ unitId: '9999' })).rejects.toMatchObject(problem('unitId'));
    await expect(book({ checkOut: '2026-12-01' })).rejects.toMatchObject(problem('checkOut'));
    await expect(book({ checkIn: '2026-11-20', checkOut: '2026-11-22' })).rejects.toMatchObject({ code: 'STAY_OVER' });
    await expect(book({ buildingId: 'b2' })).rejects.toMatchObject({ code: 'BUILDING_NOT_FOUND' });
  });

  test('has a number of its own', async () => {
    const { book } = await desk();
    await book({ confirmationNumber: 'HMABCDEF12' });
    const again = book({ unitId: '0705', confirmationNumber: 'HMABCDEF12' });
    await expect(again).rejects.toMatchObject({ code: 'CONFIRMATION_NUMBER_TAKEN' });
  });

  test('says who comes only in cipher, each under their own key: the erased are gone, and stay gone', async () => {
    const { book, of, deps, clock, memory, store } = await desk();
    const guests = [
      { userId: 'james', name: 'canary-james', phone: '12025550130' },
      { userId: 'emma', name: 'canary-emma' },
    ];
    const booked = await book({ guests });
    expect(JSON.stringify(memory.items())).not.toMatch(/canary|12025550130/);
    await memory.keyStore.remove({ kind: 'membership', buildingId: 'b1', userId: 'emma' });
    await clock.advance(HOUR);
    const names = async (reservation = booked) => (await store.guestsOf([reservation])).map(({ name }) => name);
    expect(await names()).toEqual(['canary-james']);
    const moved = await moveReservation(deps, { ...of('r1'), checkIn: '2026-12-02' });
    expect(await names(moved)).toEqual(['canary-james']);
  });
});

describe('moving', () => {
  test('gives the old nights and takes the new ones, with all lists', async () => {
    const { book, of, deps, nights, store, ids, days } = await desk();
    await book();
    const change = { unitId: '0705', checkIn: '2026-12-31', checkOut: '2027-01-02' };
    const moved = await moveReservation(deps, { ...of('r1'), ...change });
    expect(moved).toMatchObject({ ...change, version: 2 });
    expect(await nights('0704', '2026-12')).toEqual({});
    expect(await nights('0705', '2026-12')).toEqual({ '31': 'r1' });
    expect((await days.arrivals('b1', '2026-12-01')).items).toEqual([]);
    expect(ids(await days.departures('b1', '2027-01-02'))).toEqual(['r1']);
    expect((await store.listOfGuest('b1', 'james')).items).toMatchObject([{ checkIn: '2026-12-31', unitId: '0705' }]);
    expect(await store.guestsOf([moved])).toMatchObject([{ name: 'James Ward' }]);
    expect(await moveReservation(deps, { ...of('r1'), ...change })).toMatchObject({ version: 2 });
  });

  test('by one night overlaps itself without harm', async () => {
    const { book, of, deps, nights } = await desk();
    await book();
    await moveReservation(deps, { ...of('r1'), checkIn: '2026-12-02', checkOut: '2026-12-05' });
    expect(Object.keys(await nights('0704', '2026-12')).toSorted()).toEqual(['02', '03', '04']);
  });

  test('onto another’s night changes nothing', async () => {
    const { book, of, deps, nights, store } = await desk();
    await book();
    await book({ checkIn: '2026-12-10', checkOut: '2026-12-12' });
    const move = moveReservation(deps, { ...of('r1'), checkIn: '2026-12-11', checkOut: '2026-12-13' });
    await expect(move).rejects.toMatchObject({ code: 'NIGHTS_TAKEN' });
    expect(await nights('0704', '2026-12')).toMatchObject({ '01': 'r1', '11': 'r2' });
    expect(await store.get('b1', 'r1')).toMatchObject({ checkIn: '2026-12-01', version: 1 });
  });

  test('is refused to who saw another version, and of what is over', async () => {
    const { book, of, deps } = await desk();
    await book();
    const move = { ...of('r1'), checkOut: '2026-12-05' };
    const stale = moveReservation(deps, { ...move, expectedVersion: 7 });
    await expect(stale).rejects.toMatchObject({ code: 'RESERVATION_CHANGED_MEANWHILE', kind: 'precondition_failed' });
    await cancelReservation(deps, { ...of('r1'), reason: 'guest' });
    await expect(moveReservation(deps, move)).rejects.toMatchObject({ code: 'RESERVATION_SETTLED' });
    const absent = moveReservation(deps, { ...move, reservationId: 'r9' });
    await expect(absent).rejects.toMatchObject({ code: 'RESERVATION_NOT_FOUND' });
  });
});

describe('late check-out', () => {
  test('is granted when nobody arrives that day, and shown on the day’s list', async () => {
    const { book, of, deps, days } = await desk();
    await book();
    await book({ kind: 'block', guests: [], checkIn: '2026-12-04', checkOut: '2026-12-06' });
    expect(await grantLateCheckOut(deps, { ...of('r1'), checkOutTime: '20:00' })).toMatchObject({
      checkOutTime: '20:00',
    });
    expect((await days.departures('b1', '2026-12-04')).items).toMatchObject([{ dueAt: '20:00' }]);
  });

  test('is refused against the next arrival, with the hour that would do', async () => {
    const { book, of, deps } = await desk();
    await book();
    await book({ checkIn: '2026-12-04', checkOut: '2026-12-06' });
    const late = (checkOutTime: string) => grantLateCheckOut(deps, { ...of('r1'), checkOutTime });
    await expect(late('14:00')).rejects.toMatchObject({
      code: 'LATE_CHECK_OUT_REFUSED',
      message: expect.stringContaining('13:00'),
    });
    expect(await late('13:00')).toMatchObject({ checkOutTime: '13:00' });
    await expect(late('12:00')).rejects.toMatchObject({ code: 'NOT_LATER' });
  });

  test('and an arrival on that day at once leave time to clean, whoever is first', async () => {
    const minutes = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
    for (let round = 0; round < 20; round++) {
      const { book, of, deps, store } = await desk();
      await book();
      const arrive = () => book({ checkIn: '2026-12-04', checkOut: '2026-12-06' });
      const stayOn = () => grantLateCheckOut(deps, { ...of('r1'), checkOutTime: '18:00' });
      const [first, second] = round % 2 === 0 ? [arrive, stayOn] : [stayOn, arrive];
      const begun = first();
      for (let turn = 0; turn < round; turn++) await Promise.resolve();
      await Promise.allSettled([begun, second()]);
      const [left, came] = [await store.get('b1', 'r1'), await store.get('b1', 'r2')];
      if (!left || !came) throw new Error('not booked');
      expect(minutes(came.checkInTime) - minutes(left.checkOutTime)).toBeGreaterThanOrEqual(120);
    }
  });

  test('ends with the day', async () => {
    const { book, of, deps } = await desk();
    await book();
    const late = grantLateCheckOut(deps, { ...of('r1'), checkOutTime: '21:00' });
    await expect(late).rejects.toMatchObject({ code: 'LATE_CHECK_OUT_REFUSED' });
  });
});

describe('a longer stay', () => {
  test('takes the nights that are free, and is refused where one is not', async () => {
    const { book, of, deps, nights } = await desk();
    await book();
    await book({ checkIn: '2026-12-06', checkOut: '2026-12-08' });
    const extend = (until: string) => extendStay(deps, { ...of('r1'), checkOut: until });
    await expect(extend('2026-12-07')).rejects.toMatchObject({ code: 'NIGHTS_TAKEN', taken: { '2026-12-06': 'r2' } });
    expect(await extend('2026-12-06')).toMatchObject({ checkOut: '2026-12-06' });
    expect(await nights('0704', '2026-12')).toMatchObject({ '05': 'r1', '06': 'r2' });
    await expect(extend('2026-12-05')).rejects.toMatchObject({ code: 'NOT_LATER' });
  });
});

describe('guests', () => {
  test('come and go without the others', async () => {
    const { book, of, deps, store } = await desk();
    await book();
    const changed = await changeGuests(deps, {
      ...of('r1'),
      guests: [{ userId: 'emma', name: 'Emma' }, { userId: 'james' }],
    });
    const stays = await store.guestsOf([changed]);
    expect(stays.find(({ userId }) => userId === 'emma')).toMatchObject({ lead: true, name: 'Emma' });
    expect(stays.find(({ userId }) => userId === 'james')).toMatchObject({ lead: false });
    await changeGuests(deps, { ...of('r1'), guests: [{ userId: 'emma' }] });
    expect((await store.listOfGuest('b1', 'james')).items).toEqual([]);
    const twice = changeGuests(deps, { ...of('r1'), guests: [{ userId: 'emma' }, { userId: 'emma' }] });
    await expect(twice).rejects.toMatchObject({ problems: [{ field: 'guestIds', rule: 'each once' }] });
  });
});

describe('from arrival to departure', () => {
  test('a guest comes on the day and goes on the last', async () => {
    const { book, of, deps, clock, days } = await desk();
    await book();
    await expect(checkIn(deps, of('r1'))).rejects.toMatchObject({ code: 'STAY_NOT_DUE' });
    await clock.advance(9 * DAY);
    expect(await checkIn(deps, of('r1'))).toMatchObject({ status: 'checked_in', version: 2 });
    expect(await checkIn(deps, of('r1'))).toMatchObject({ version: 2 });
    const elsewhere = moveReservation(deps, { ...of('r1'), unitId: '0705' });
    await expect(elsewhere).rejects.toMatchObject({ code: 'STAY_BEGUN' });
    await expect(cancelReservation(deps, { ...of('r1'), reason: 'guest' })).rejects.toMatchObject({
      code: 'RESERVATION_TRANSITION_REFUSED',
    });
    await clock.advance(3 * DAY);
    const left = await checkOut(deps, of('r1'));
    expect(left).toMatchObject({ status: 'checked_out', checkOut: '2026-12-04' });
    expect(left).not.toHaveProperty('bookedUntil');
    expect(await checkOut(deps, of('r1'))).toEqual(left);
    expect((await days.departures('b1', '2026-12-04')).items).toMatchObject([{ status: 'checked_out' }]);
  });

  test('who leaves early gives the other nights back', async () => {
    const { book, of, deps, clock, nights, days } = await desk();
    await book({ checkOut: '2026-12-20' });
    await clock.advance(9 * DAY);
    await checkIn(deps, of('r1'));
    expect(await checkOut(deps, of('r1'))).toMatchObject({ checkOut: '2026-12-02', bookedUntil: '2026-12-20' });
    expect(await nights('0704', '2026-12')).toEqual({ '01': 'r1' });
    expect((await days.departures('b1', '2026-12-20')).items).toEqual([]);
  });

  test('the day is the building’s: the guest of New York may not come while it is yesterday there', async () => {
    const { book, of, deps, clock } = await desk('America/New_York');
    await book();
    clock.set(new Date('2026-12-01T04:59:00.000Z'));
    await expect(checkIn(deps, of('r1'))).rejects.toMatchObject({ code: 'STAY_NOT_DUE' });
    await clock.advance(HOUR);
    expect(await checkIn(deps, of('r1'))).toMatchObject({ status: 'checked_in' });
  });

  test('who does not come loses the nights, once the day is over', async () => {
    const { book, of, deps, clock, nights, days } = await desk();
    await book();
    await clock.advance(9 * DAY);
    await expect(markNoShow(deps, of('r1'))).rejects.toMatchObject({ code: 'STAY_NOT_DUE' });
    await clock.advance(DAY);
    expect(await markNoShow(deps, of('r1'))).toMatchObject({ status: 'no_show' });
    expect(await nights('0704', '2026-12')).toEqual({});
    expect((await days.arrivals('b1', '2026-12-01')).items).toEqual([]);
  });

  test('cancelled nights can be booked again, and the number stays known for a year', async () => {
    const { book, of, deps, clock, store } = await desk();
    const { confirmationNumber } = await book();
    await cancelReservation(deps, { ...of('r1'), reason: 'guest' });
    expect(await cancelReservation(deps, { ...of('r1'), reason: 'host' })).toMatchObject({ reason: 'guest' });
    await book();
    await clock.advance(300 * DAY);
    expect(await store.byConfirmationNumber('b1', confirmationNumber)).toMatchObject({ status: 'cancelled' });
    await clock.advance(100 * DAY);
    expect(await store.byConfirmationNumber('b1', confirmationNumber)).toBeUndefined();
  });
});

describe('what is recorded', () => {
  test('who changed what of a stay, and nothing of its guests', async () => {
    const { book, of, deps, memory, clock } = await desk();
    await book({ guests: [{ userId: 'james', name: 'canary-james' }] });
    await moveReservation(deps, { ...of('r1'), checkOut: '2026-12-05' });
    await moveReservation(deps, { ...of('r1'), checkOut: '2026-12-05' });
    await changeGuests(deps, { ...of('r1'), guests: [{ userId: 'emma', name: 'canary-emma' }] });
    await announceArrival(deps, { ...of('r1'), arrivalTime: '19:30' });
    await clock.advance(10 * DAY);
    await checkIn(deps, of('r1'));
    const records = memory.items().filter(({ type }) => type === 'audit');
    expect(JSON.stringify(records)).not.toMatch(/canary|james|emma/);
    const told = records.map(({ data }) => auditRecordSchema.parse(data)).toSorted((a, b) => (a.at < b.at ? -1 : 1));
    expect(told.map(({ action, actor }) => [action, actor.id])).toEqual(
      told.map(() => ['reservation.changed', 'rafael']),
    );
    expect(told.map(({ changed }) => changed?.join())).toEqual(
      expect.arrayContaining(['checkOut', 'guests', 'status']),
    );
    expect(told).toHaveLength(4);
    expect(told.at(-1)?.values).toEqual({ source: 'direct', from: 'confirmed', status: 'checked_in' });
  });

  test('the id of a guest who was erased stays, and leads to nobody', async () => {
    const { book, memory, clock, store } = await desk();
    await book({ guests: [{ userId: 'james', name: 'canary-james', phone: '12025550130' }] });
    await memory.keyStore.remove({ kind: 'membership', buildingId: 'b1', userId: 'james' });
    await clock.advance(HOUR);
    const left = await store.get('b1', 'r1');
    expect(left?.guestIds).toEqual(['james']);
    expect(left && (await store.guestsOf([left]))).toEqual([]);
    expect((await store.listOfGuest('b1', 'james')).items).toEqual([]);
  });
});
