import { credentialEntity } from '@bos/buildings/access/credentials/credential';
import { STAY_GRACE } from '@bos/buildings/access/credentials/stay-access';
import { credentialOfSlot } from '@bos/buildings/access/locks/lock-codes';
import { receiveParcel } from '@bos/buildings/access/parcels/change-parcel';
import { seededNumbers } from '@bos/buildings/access/testing/access-desk';
import { createNotificationStore } from '@bos/conversations/notifications/notification-store';
import { addDays } from '@bos/kernel/calendar-date';
import { DAY, HOUR } from '@bos/kernel/clock';
import { localTime } from '@bos/kernel/time-zone';
import { moveTask } from '@bos/operations/tasks/change-task';
import { cleaningTaskId } from '@bos/operations/tasks/follow-departure';
import { isUnfinished } from '@bos/operations/tasks/task';
import { createTaskStore } from '@bos/operations/tasks/task-store';
import { localInstant } from '@bos/stays/calendar/local-instant';
import { extendStay, grantLateCheckOut, moveReservation } from '@bos/stays/reservations/move-reservation';
import type { Reservation } from '@bos/stays/reservations/reservation';
import { createReservationStore } from '@bos/stays/reservations/reservation-store';
import { cancelReservation, checkIn, checkOut, markNoShow } from '@bos/stays/reservations/settle-reservation';
import { expect, test } from 'vitest';
import { buildingId, guestHouse } from './testing/guest-house.ts';

const STEP = HOUR;
const ZONE = 'America/Sao_Paulo';
const UNITS = ['0704', '0705'];
/** What a lost change or a silent lock left undone is made good within the hour. */
const MADE_GOOD = HOUR + STEP;
const rosa = { userId: 'rosa', roles: ['housekeeping'] };
const requester = {
  userId: 'rafael',
  unitIds: [],
  inForce: true,
  permissions: { announceForOwnUnit: true, workAtDesk: true },
};

/** What ought to be, worked out from the reservation alone. */
function mayEnter(reservation: Reservation, now: number): boolean {
  const { status, kind, checkIn: first, checkInTime, checkOut: last, checkOutTime } = reservation;
  if (kind === 'block' || (status !== 'confirmed' && status !== 'checked_in')) return false;
  const planned = localInstant(first, checkInTime, ZONE).getTime();
  const from = 'arrivedAt' in reservation ? Math.min(planned, Date.parse(reservation.arrivedAt)) : planned;
  return from <= now && now < localInstant(last, checkOutTime, ZONE).getTime() + STAY_GRACE;
}

/** 90 days in which people book, move, cancel, come early, leave late or not at all; changes get lost; locks fall silent. */
async function live(seed: number) {
  const house = await guestHouse(UNITS);
  const { clock, table, locks, book, of, flow, lose, reconcile } = house;
  const random = seededNumbers(seed);
  const chance = (oneIn: number): boolean => random(oneIn) === 0;
  const reservations = createReservationStore(table);
  const known = new Map<string, Reservation>();
  const over = new Set<string>();
  const parcels: string[] = [];
  const figures = {
    stays: 0,
    moved: 0,
    cancelled: 0,
    noShows: 0,
    left: 0,
    extended: 0,
    lost: 0,
    silences: 0,
    worst: 0,
  };
  const silent = new Map<string, number>();
  const wrongSince = new Map<string, number>();
  const reachableSince = new Map<string, number>();

  /** What the rules of stays refuse does not happen; anything else is a fault. */
  async function attempt(work: () => Promise<unknown>): Promise<boolean> {
    try {
      await work();
      return true;
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code !== 'WRITE_CONFLICT') return false;
      throw error;
    }
  }

  async function sell(unitId: string, today: string): Promise<void> {
    const first = addDays(today, random(6));
    const id = `r${figures.stays + 1}`;
    const days = { checkIn: first, checkOut: addDays(first, 1 + random(5)) };
    if (await attempt(() => book(id, { unitId, ...days }))) figures.stays += 1;
  }

  async function change(reservation: Reservation, today: string, time: string): Promise<void> {
    const { reservationId, status, checkIn: first, checkOut: last } = reservation;
    const ids = of(reservationId);
    const dice = random(150);
    if (status === 'confirmed') {
      const comes = !reservationId.endsWith('7');
      if (comes && today >= first && time >= '12:00' && chance(8)) await attempt(() => checkIn({ table }, ids));
      else if (today > first && dice < 30) {
        if (await attempt(() => markNoShow({ table }, ids))) figures.noShows += 1;
      } else if (dice === 30) {
        if (await attempt(() => cancelReservation({ table }, { ...ids, reason: 'guest' }))) figures.cancelled += 1;
      } else if (dice === 31) {
        const days = { checkIn: addDays(first, 1), checkOut: addDays(last, 1) };
        const unitId = UNITS[random(UNITS.length)] ?? '';
        if (await attempt(() => moveReservation({ table }, { ...ids, unitId, ...days }))) figures.moved += 1;
      }
    }
    if (status === 'checked_in') {
      const leaves = today >= last ? chance(today > last || time >= '10:00' ? 4 : 60) : chance(600);
      if (leaves && (await attempt(() => checkOut({ table }, ids)))) figures.left += 1;
      if (leaves) return;
      const later = { ...ids, checkOut: addDays(last, 1) };
      if (dice < 2 && (await attempt(() => extendStay({ table }, later)))) figures.extended += 1;
      if (dice === 2) await attempt(() => grantLateCheckOut({ table }, { ...ids, checkOutTime: '13:00' }));
    }
  }

  /** What has been over for days is looked at again at the end. */
  async function refresh(now: number): Promise<void> {
    for (let index = 1; index <= figures.stays; index++) {
      const id = `r${index}`;
      if (over.has(id)) continue;
      const reservation = await reservations.get(buildingId, id);
      if (reservation === undefined) throw new Error(`${id} is gone`);
      known.set(id, reservation);
      if (!('settledAt' in reservation) || Date.parse(reservation.settledAt) > now - 2 * DAY) continue;
      known.delete(id);
      over.add(id);
    }
  }

  async function clean(now: Date): Promise<void> {
    const { items } = await createTaskStore(table).listOfDepartment(buildingId, 'housekeeping', 'open');
    for (const { taskId } of items.filter(({ readyAt }) => readyAt <= now.toISOString()).slice(0, 1)) {
      for (const move of ['claim', 'start', 'complete'] as const) {
        await moveTask({ table }, { buildingId, taskId, actor: rosa, move, at: now });
      }
    }
  }

  function weather(lock: string, now: number): void {
    const until = silent.get(lock) ?? 0;
    if (until > 0 && now >= until) {
      locks.setMood(lock, 'works');
      silent.delete(lock);
      reachableSince.set(lock, now);
    } else if (until === 0 && chance(200)) {
      figures.silences += 1;
      locks.setMood(lock, 'offline');
      silent.set(lock, now + (1 + random(8)) * HOUR);
    }
  }

  /** For how long a lock that answers has held what it should not. */
  async function check(lock: string, now: number): Promise<void> {
    const wrong = new Set<string>();
    for (const { slot } of locks.peek(lock)) {
      const credentialId = credentialOfSlot(slot) ?? '';
      const credential = await table.get(credentialEntity, { buildingId, credentialId });
      const stay = known.get(credential?.reservationId ?? '');
      const isDoor = lock === 'gate' || lock === `door-${stay?.unitId}`;
      if (stay === undefined || !isDoor || !mayEnter(stay, now)) wrong.add(`${lock} ${slot}`);
    }
    for (const key of wrongSince.keys()) if (key.startsWith(`${lock} `) && !wrong.has(key)) wrongSince.delete(key);
    for (const key of wrong) {
      const since = wrongSince.get(key) ?? now;
      wrongSince.set(key, since);
      if (silent.has(lock)) continue;
      figures.worst = Math.max(figures.worst, now - Math.max(since, reachableSince.get(lock) ?? 0));
    }
  }

  const end = clock.now().getTime() + 90 * DAY;
  while (clock.now().getTime() < end) {
    const now = clock.now();
    const { date, time } = localTime(now, ZONE);
    for (const lock of ['gate', ...UNITS.map((unit) => `door-${unit}`)]) weather(lock, now.getTime());
    if (chance(6)) await sell(UNITS[random(UNITS.length)] ?? '', date);
    for (const reservation of known.values()) await change(reservation, date, time);
    if (chance(3)) await clean(now);
    if (chance(75)) {
      const parcelId = `p${parcels.length}`;
      const details = { unitId: '0704', userId: 'maria', carrier: 'Correios', keptAt: 'B2' };
      await receiveParcel({ table }, { buildingId, parcelId, requester, details, timeZone: ZONE, at: now });
      parcels.push(parcelId);
    }
    if (chance(12)) figures.lost += lose();
    await flow();
    await reconcile();
    await refresh(now.getTime());
    for (const lock of ['gate', ...UNITS.map((unit) => `door-${unit}`)]) await check(lock, now.getTime());
    await clock.advance(STEP);
  }
  for (const lock of ['gate', ...UNITS.map((unit) => `door-${unit}`)]) locks.setMood(lock, 'works');
  await flow();
  await reconcile();
  return { ...house, figures, parcels, reservations };
}

test('ninety days of stays leave no code outside its stay, and each has its cleaning', async () => {
  const { figures, parcels, reservations, table, dead, close } = await live(2);
  for (const [name, count] of Object.entries(figures)) if (name !== 'worst') expect(count, name).toBeGreaterThan(3);
  expect(figures.worst).toBeLessThanOrEqual(MADE_GOOD);
  const tasks = createTaskStore(table);
  for (let index = 1; index <= figures.stays; index++) {
    const stay = await reservations.get(buildingId, `r${index}`);
    const task = await tasks.get(buildingId, cleaningTaskId(buildingId, `r${index}`));
    if (stay?.status === 'checked_out' || stay?.status === 'checked_in') {
      expect(task, `cleaning after r${index}`).toMatchObject({ unitId: stay.unitId });
      expect(task?.status).not.toBe('cancelled');
    }
    if (stay?.status === 'cancelled' || stay?.status === 'no_show') expect(task && isUnfinished(task)).not.toBe(true);
  }
  const { items } = await createNotificationStore(table).list(buildingId, 'maria', { limit: 100 });
  expect(items).toHaveLength(parcels.length);
  expect(dead()).toBe(0);
  close();
}, 120_000);
