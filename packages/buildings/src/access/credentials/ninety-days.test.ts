import { DAY, HOUR, MINUTE } from '@bos/kernel/clock';
import { describe, expect, test } from 'vitest';
import { credentialOfSlot, slotOf } from '../locks/lock-codes.ts';
import { accessDesk, buildingId } from '../testing/access-desk.ts';
import { changeValidity, revokeCredential } from './change-credential.ts';
import { isStanding } from './credential.ts';

const STEP = 10 * MINUTE;
/** A lost timer is made good by the next reconciliation; the clock is looked at every few minutes. */
const GRACE = HOUR + STEP;
const UNITS = ['d1', 'd2', 'd3', 'd4', 'd5'];
const LOCKS = ['gate', ...UNITS];
/** A lock that refuses outright makes a code be given up, which is right, and nothing to measure. */
const BAD_MOODS = ['offline', 'offline', 'deaf'] as const;

/** What ought to be, kept apart from what the software thinks. */
interface Stay {
  readonly id: string;
  readonly unit: string;
  readonly from: number;
  until: number;
}

/** 90 days in which guests come, stay longer, lose their codes; locks fall silent; timers get lost; somebody meddles. */
async function live(seed: number) {
  const desk = accessDesk({ lockIds: LOCKS, seed });
  const { clock, random, locks, deps, look, schedules, ring, reconcile, issue, store } = desk;
  const stays = new Map<string, Stay>();
  const current = new Map<string, Stay>();
  const reachableSince = new Map(LOCKS.map((id) => [id, clock.now().getTime()]));
  const silentUntil = new Map<string, number>();
  const wrongSince = new Map<string, number>();
  const figures = { stays: 0, losses: 0, moves: 0, silences: 0, lostTimers: 0, corrected: 0, worst: 0, checks: 0 };
  const chance = (oneIn: number): boolean => random(oneIn) === 0;

  async function checkIn(unit: string, after: number): Promise<void> {
    const from = after + random(20) * HOUR;
    const id = `s${++figures.stays}`;
    const stay: Stay = { id, unit, from, until: from + (4 + random(120)) * HOUR };
    stays.set(id, stay);
    current.set(unit, stay);
    await issue({
      credentialId: id,
      userId: `guest-${id}`,
      deviceIds: ['gate', unit],
      validFrom: new Date(from),
      validUntil: new Date(stay.until),
    });
  }

  async function guests(unit: string, now: number): Promise<void> {
    const stay = current.get(unit);
    if (stay === undefined || stay.until <= now) return checkIn(unit, now);
    if (stay.from > now) return;
    const event = random(600);
    if (event === 0) {
      figures.losses += 1;
      await revokeCredential(deps, { ...look(stay.id), revokedBy: 'rafael' });
      stay.until = now;
    }
    if (event === 1) {
      const moved = stay.until + (random(48) - 20) * HOUR;
      const credential = await store.get(buildingId, stay.id);
      if (moved <= stay.from || credential === undefined || !isStanding(credential)) return;
      await changeValidity(deps, { ...look(stay.id), changedBy: 'rafael', validUntil: new Date(moved) });
      stay.until = Math.max(moved, now);
      figures.moves += 1;
    }
  }

  function weather(lock: string, now: number): void {
    const silent = silentUntil.get(lock) ?? 0;
    if (silent > 0 && now >= silent) {
      locks.setMood(lock, chance(4) ? 'mute' : 'works');
      silentUntil.delete(lock);
      reachableSince.set(lock, now);
    } else if (silent === 0 && chance(500)) {
      figures.silences += 1;
      locks.setMood(lock, BAD_MOODS[random(3)] ?? 'offline');
      silentUntil.set(lock, now + (1 + random(20)) * HOUR);
    }
    if (chance(3_000)) locks.tamper(lock, slotOf(`gone${random(1e6)}`), `9${random(1e6)}`);
    if (chance(3_000)) locks.tamper(lock, locks.peek(lock)[0]?.slot ?? 'none', undefined);
  }

  /** How long what is wrong on a lock has been wrong while the lock could be put right. */
  function measure(key: string, lock: string, isWrong: boolean, now: number): void {
    if (!isWrong) return void wrongSince.delete(key);
    const since = wrongSince.get(key) ?? now;
    wrongSince.set(key, since);
    if (silentUntil.has(lock)) return;
    figures.worst = Math.max(figures.worst, now - Math.max(since, reachableSince.get(lock) ?? 0));
  }

  async function check(now: number): Promise<void> {
    for (const lock of LOCKS) {
      const ids = new Set(locks.peek(lock).map(({ slot }) => credentialOfSlot(slot) ?? ''));
      for (const key of wrongSince.keys()) {
        const [where, id = ''] = key.split(' ');
        if (where === lock && !ids.has(id)) measure(key, lock, false, now);
      }
      for (const id of ids) {
        const stay = stays.get(id);
        measure(`${lock} ${id}`, lock, stay === undefined || now < stay.from || now >= stay.until, now);
      }
      for (const stay of current.values()) {
        if (lock !== 'gate' && lock !== stay.unit) continue;
        const due = stay.from <= now && now < stay.until;
        measure(`${lock} ${stay.id} missing`, lock, due && !ids.has(stay.id) && !silentUntil.has(stay.unit), now);
      }
      figures.checks += ids.size;
    }
  }

  const end = clock.now().getTime() + 90 * DAY;
  for (let step = 0; clock.now().getTime() < end; step++) {
    const now = clock.now().getTime();
    for (const lock of LOCKS) weather(lock, now);
    for (const unit of UNITS) await guests(unit, now);
    if (chance(10)) figures.lostTimers += schedules.take(clock.now()).length;
    await ring();
    if (step % 6 === 0) figures.corrected += (await reconcile()).corrected.length;
    await check(now);
    await clock.advance(STEP);
  }
  for (const lock of LOCKS) locks.setMood(lock, 'works');
  await reconcile();
  return { ...desk, figures, stays };
}

describe('ninety days of guests, losses, silent locks and lost timers', () => {
  test.each([1, 2])('leave no code outside its stay for longer than an hour, seed %i', async (seed) => {
    const { figures, locks, stays, store, clock } = await live(seed);
    expect(figures.stays).toBeGreaterThan(100);
    for (const count of ['losses', 'moves', 'silences', 'lostTimers', 'corrected'] as const) {
      expect(figures[count], count).toBeGreaterThan(5);
    }
    expect(figures.worst).toBeLessThanOrEqual(GRACE);
    const now = clock.now().getTime();
    for (const lock of LOCKS) {
      const expected = [...stays.values()].filter(
        ({ unit, from, until }) => (lock === 'gate' || lock === unit) && from <= now && now < until,
      );
      const slots = locks.peek(lock).map(({ slot }) => slot);
      expect(slots.toSorted()).toEqual(expected.map(({ id }) => slotOf(id)).toSorted());
    }
    const open = await store.listOpen(buildingId, { limit: 100 });
    expect(open.items.every(({ validUntil }) => validUntil === undefined || Date.parse(validUntil) > now)).toBe(true);
  });
});
