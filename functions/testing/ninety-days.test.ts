import { credentialEntity } from '@bos/buildings/access/credentials/credential';
import { STAY_GRACE } from '@bos/buildings/access/credentials/stay-access';
import { createDayListStore } from '@bos/buildings/access/day/day-list-store';
import { credentialOfSlot } from '@bos/buildings/access/locks/lock-codes';
import { closeParcel, receiveParcel } from '@bos/buildings/access/parcels/change-parcel';
import { createParcelStore } from '@bos/buildings/access/parcels/parcel-store';
import { createNotificationStore } from '@bos/conversations/notifications/notification-store';
import { DEMO_BUILDING, DEMO_DEVICES, LET_UNIT_IDS } from '@bos/embedded/demo/demo-building';
import { chanceOf } from '@bos/embedded/demo/life/chance';
import { demoNeighbours } from '@bos/embedded/demo/life/neighbours';
import { seedLife } from '@bos/embedded/demo/life/seed-life';
import { addDays } from '@bos/kernel/calendar-date';
import { DAY, HOUR } from '@bos/kernel/clock';
import { isDomainError } from '@bos/kernel/errors';
import { localTime } from '@bos/kernel/time-zone';
import { cleaningTaskId } from '@bos/operations/tasks/follow-departure';
import { isUnfinished, taskEntity } from '@bos/operations/tasks/task';
import { localInstant } from '@bos/stays/calendar/local-instant';
import { occupancyMonthSchema } from '@bos/stays/occupancy/occupancy-month';
import { createReservation } from '@bos/stays/reservations/create-reservation';
import { extendStay, moveReservation } from '@bos/stays/reservations/move-reservation';
import { heldNights, type Reservation, reservationSchema } from '@bos/stays/reservations/reservation';
import { reservationEntity } from '@bos/stays/reservations/reservation-entity';
import { cancelReservation, checkIn, checkOut, markNoShow } from '@bos/stays/reservations/settle-reservation';
import { expect, test } from 'vitest';
import { oneProcess } from './one-process.ts';

const { buildingId, timeZone } = DEMO_BUILDING;
const STEP = 3 * HOUR;
const RAFAEL = { actor: { kind: 'user', id: 'rafael' } } as const;
const desk = {
  userId: 'rafael',
  unitIds: [],
  inForce: true,
  permissions: { announceForOwnUnit: true, workAtDesk: true },
};

/** What ought to be, worked out from the reservation alone: from when to when its code may open a door. */
function openTimes(reservation: Reservation): readonly [from: number, until: number] {
  const { checkIn: first, checkInTime, checkOut: last, checkOutTime } = reservation;
  const planned = localInstant(first, checkInTime, timeZone).getTime();
  const from = 'arrivedAt' in reservation ? Math.min(planned, Date.parse(reservation.arrivedAt)) : planned;
  const leaves = localInstant(last, checkOutTime, timeZone).getTime() + STAY_GRACE;
  return [from, 'settledAt' in reservation ? Math.min(leaves, Date.parse(reservation.settledAt)) : leaves];
}

/** The demo building with its months of life, and a desk that works on: 90 days of it. */
async function live() {
  const world = await oneProcess();
  const { clock, table, changes } = world;
  await seedLife({ ...world, signal: new AbortController().signal });
  const chance = chanceOf(90);
  const days = createDayListStore(table);
  const residents = demoNeighbours().filter(({ role }) => role === 'resident');
  const figures = {
    booked: 0,
    taken: 0,
    moved: 0,
    extended: 0,
    cancelled: 0,
    arrived: 0,
    left: 0,
    noShows: 0,
    codes: 0,
  };
  const parcels: { readonly parcelId: string; readonly userId: string }[] = [];
  /** Who does not come, as was decided when they were first waited for. */
  const stayAway = new Map<string, boolean>();
  let worst = Number.NEGATIVE_INFINITY;
  let routed = 0;

  async function flow(): Promise<void> {
    do {
      const fresh = changes.slice(routed);
      routed = changes.length;
      await world.route(fresh);
      await world.work();
    } while (routed < changes.length);
  }

  /** What the rules of stays refuse does not happen; anything else is a fault. */
  async function attempt(what: keyof typeof figures, work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
      figures[what] += 1;
    } catch (error) {
      if (!isDomainError(error) || isDomainError(error, 'WRITE_CONFLICT')) throw error;
      if (isDomainError(error, 'NIGHTS_TAKEN')) figures.taken += 1;
    }
  }

  const of = (reservationId: string) => ({ buildingId, reservationId, by: RAFAEL, at: clock.now() });

  async function sell(today: string): Promise<void> {
    const first = addDays(today, chance.below(45));
    const name = `n${figures.booked + figures.taken}`;
    await attempt('booked', () =>
      createReservation(
        { table, randomness: () => Uint8Array.from(world.ids.next().slice(10), (letter) => letter.charCodeAt(0) % 32) },
        {
          buildingId,
          reservationId: `r-${name}`,
          kind: 'stay',
          unitId: chance.pick(LET_UNIT_IDS),
          checkIn: first,
          checkOut: addDays(first, chance.between(1, 6)),
          source: 'direct',
          status: 'confirmed',
          guests: [{ userId: `guest-${name}`, name: `Guest ${name}` }],
          by: RAFAEL,
          at: clock.now(),
        },
      ),
    );
  }

  /** People change their minds: of those who come in the next days, one in so many. */
  async function change(today: string): Promise<void> {
    const { items } = await days.arrivals(buildingId, addDays(today, chance.between(1, 9)), { limit: 100 });
    for (const { reservationId } of items) {
      if (chance.oneIn(14))
        await attempt('cancelled', () => cancelReservation({ table }, { ...of(reservationId), reason: 'guest' }));
      if (!chance.oneIn(3)) continue;
      const stay = await table.get(reservationEntity, { buildingId, reservationId });
      if (stay === undefined) continue;
      const moved = {
        unitId: chance.pick(LET_UNIT_IDS),
        checkIn: addDays(stay.checkIn, 1),
        checkOut: addDays(stay.checkOut, 1),
      };
      await attempt('moved', () => moveReservation({ table }, { ...of(reservationId), ...moved }));
    }
  }

  async function leave(date: string, all: boolean): Promise<void> {
    const { items } = await days.departures(buildingId, date, { limit: 100 });
    for (const { reservationId, status } of items) {
      if (status !== 'expected') continue;
      if (!all && chance.oneIn(8)) {
        await attempt('extended', () => extendStay({ table }, { ...of(reservationId), checkOut: addDays(date, 1) }));
      } else if (all || !chance.oneIn(6)) await attempt('left', () => checkOut({ table }, of(reservationId)));
    }
  }

  async function arrive(date: string): Promise<void> {
    const { items } = await days.arrivals(buildingId, date, { limit: 100 });
    for (const { reservationId, status } of items) {
      const isAway = stayAway.get(reservationId) ?? chance.oneIn(12);
      stayAway.set(reservationId, isAway);
      if (status === 'expected' && !isAway) await attempt('arrived', () => checkIn({ table }, of(reservationId)));
    }
  }

  async function missOut(yesterday: string): Promise<void> {
    const { items } = await days.arrivals(buildingId, yesterday, { limit: 100 });
    for (const { reservationId, status } of items) {
      if (status === 'expected') await attempt('noShows', () => markNoShow({ table }, of(reservationId)));
    }
  }

  async function receive(): Promise<void> {
    const { userId, unitIds } = chance.pick(residents);
    const parcelId = `p${parcels.length}`;
    const details = { unitId: unitIds[0] ?? '', userId, carrier: 'Correios', keptAt: 'B2' };
    await receiveParcel({ table }, { buildingId, parcelId, requester: desk, details, timeZone, at: clock.now() });
    parcels.push({ parcelId, userId });
  }

  /** For how long a lock has held a code that nobody should come in by. */
  async function check(): Promise<void> {
    const now = clock.now().getTime();
    for (const { deviceId, ...device } of DEMO_DEVICES) {
      if (device.kind !== 'door') continue;
      for (const { slot } of (await world.locks.listCodes({ buildingId, deviceId }, new AbortController().signal)) ??
        []) {
        const credentialId = credentialOfSlot(slot) ?? '';
        const credential = await table.get(credentialEntity, { buildingId, credentialId });
        if (credential?.reservationId === undefined) continue;
        const stay = await table.get(reservationEntity, { buildingId, reservationId: credential.reservationId });
        expect(stay, `${slot} on ${deviceId}`).toBeDefined();
        if (stay === undefined) continue;
        const [from, until] = openTimes(stay);
        figures.codes += 1;
        worst = Math.max(worst, from - now, now - until);
        if (device.unitId !== undefined) expect(stay.unitId, slot).toBe(device.unitId);
      }
    }
  }

  const end = clock.now().getTime() + 90 * DAY;
  await flow();
  while (clock.now().getTime() < end) {
    const { date, time } = localTime(clock.now(), timeZone);
    const hour = Number(time.slice(0, 2));
    if (hour === 9) {
      await leave(addDays(date, -1), true);
      await missOut(addDays(date, -1));
      await change(date);
      for (const { parcelId } of parcels.slice(-6, -2)) {
        const close = { buildingId, parcelId, requester: desk, change: 'collected', at: clock.now() } as const;
        const parcel = await createParcelStore(table).get(buildingId, parcelId);
        if (parcel?.status === 'notified') await closeParcel({ table }, close);
      }
    }
    if (hour === 12) await leave(date, false);
    if (hour === 18) {
      for (let count = chance.between(2, 5); count > 0; count--) await sell(date);
      for (let count = chance.between(1, 2); count > 0; count--) await receive();
    }
    if (hour === 15 || hour === 21) await arrive(date);
    await flow();
    if (hour === 6) {
      await world.reconcile();
      await flow();
    }
    await check();
    await clock.advance(STEP);
  }
  return { ...world, figures, parcels, worst: () => worst };
}

test('ninety days of the demo building: no code outside its stay, no night twice, every cleaning, every notice', async () => {
  const { figures, parcels, worst, table, items, dead, faults, close } = await live();
  for (const [name, count] of Object.entries(figures)) expect(count, name).toBeGreaterThan(5);
  // What a timer has come for is done before anybody looks.
  expect(worst()).toBeLessThanOrEqual(0);

  const stored = (type: string) => items().filter((item) => item.type === type);
  const stays = stored('reservation').map(({ data }) => reservationSchema.parse(data));
  const held = stays.flatMap((stay) =>
    heldNights(stay).map((night) => `${stay.unitId} ${night} ${stay.reservationId}`),
  );
  const taken = stored('occupancy_month').flatMap(({ data }) => {
    const { unitId, month, nights } = occupancyMonthSchema.parse(data);
    return Object.entries(nights).map(([day, whose]) => `${unitId} ${month}-${day} ${whose}`);
  });
  expect(taken.toSorted()).toEqual(held.toSorted());
  expect(new Set(held.map((line) => line.slice(0, 15))).size).toBe(held.length);

  for (const { reservationId, status, unitId } of stays) {
    const task = await table.get(taskEntity, { buildingId, taskId: cleaningTaskId(buildingId, reservationId) });
    if (status === 'checked_out') expect(task, reservationId).toMatchObject({ unitId });
    if (status === 'checked_out') expect(task?.status, reservationId).not.toBe('cancelled');
    if (status === 'cancelled' || status === 'no_show') expect(task && isUnfinished(task)).not.toBe(true);
  }

  const store = createParcelStore(table);
  const notices = createNotificationStore(table);
  for (const { parcelId, userId } of parcels) {
    expect((await store.get(buildingId, parcelId))?.notifiedAt, parcelId).toBeDefined();
    const { items: told } = await notices.list(buildingId, userId, { limit: 100 });
    expect(told.length).toBeGreaterThanOrEqual(parcels.filter((parcel) => parcel.userId === userId).length);
  }
  expect(faults).toEqual([]);
  expect(dead()).toBe(0);
  await close();
}, 120_000);
