import { describe, expect, test } from 'vitest';
import { type HotKey, PARTITION_LIMITS, simulate, totalUnits, type World } from './simulate.ts';
import { WORLDS } from './worlds.ts';
import { seededNumbers, zipf } from './zipf.ts';

const small: World = {
  buildings: 10,
  people: 100,
  eventsPerSecond: 50,
  sizeExponent: 0,
  activityExponent: 0,
  faultShare: 0,
  seconds: 200,
  seed: 7,
};
const keyOf = (keys: readonly HotKey[], place: string, key: string): HotKey | undefined =>
  keys.find((each) => each.place === place && each.key === key);

describe('a drawing', () => {
  test('is the same for the same seed, and another for another', () => {
    expect(simulate(small)).toEqual(simulate(small));
    expect(simulate({ ...small, seed: 8 })).not.toEqual(simulate(small));
  });

  test('follows its weights', () => {
    const ranks = zipf(4, 1);
    expect([0, 1, 2, 3].map((rank) => ranks.share(rank))).toEqual(
      [12, 6, 4, 3].map((part) => expect.closeTo(part / 25, 10)),
    );
    const draw = seededNumbers(1);
    const picked = [0, 0, 0, 0];
    for (let times = 0; times < 25_000; times++) {
      const rank = ranks.pick(draw());
      picked[rank] = (picked[rank] ?? 0) + 1;
    }
    for (const [rank, times] of picked.entries()) expect(times / 25_000).toBeCloseTo(ranks.share(rank), 1.5);
    expect(ranks.pick(0)).toBe(0);
    expect(ranks.pick(0.999999)).toBe(3);
    expect(ranks.pick(0.999999, 2)).toBe(1);
  });
});

describe('the hottest partitions', () => {
  test('of one building are those of all events', () => {
    const { ours, constant } = simulate({ ...small, buildings: 1, seconds: 1 });
    // 50 questions a second; each writes two units below the building and reads nine.
    expect(keyOf(ours, 'table', 'BUILDING#{buildingId}')).toMatchObject({ writeUnits: 100, readUnits: 450 });
    expect(keyOf(ours, 'GSI2', 'BUILDING#{buildingId}#CONVERSATION')).toMatchObject({ writeUnits: 100 });
    expect(keyOf(constant, 'GSI2', 'CONVERSATION')).toMatchObject({ writeUnits: 100 });
  });

  test('grow with the events for constant keys, and with those of one building for ours', () => {
    const [few, many] = [10, 1_000].map((buildings) => simulate({ ...small, buildings, people: 10_000 }));
    expect(keyOf(many?.constant ?? [], 'GSI2', 'PENDING')?.writeUnits).toBe(50 * (3 + 8));
    expect(keyOf(few?.constant ?? [], 'GSI2', 'PENDING')?.writeUnits).toBe(50 * (3 + 8));
    const [before, after] = [few, many].map(
      (world) => keyOf(world?.ours ?? [], 'GSI2', 'CHANNEL#whatsapp#{phoneNumberId}#PENDING')?.writeUnits ?? 0,
    );
    expect(after).toBeLessThan((before ?? 0) / 2);
  });

  test('of a thousand events a second bear them at both sizes, where constant keys bear them at none', () => {
    for (const world of WORLDS) {
      const { ours, constant } = simulate({ ...world, seconds: 3 });
      for (const { share, place, key } of ours) expect(share, `${place} ${key}`).toBeLessThan(1);
      for (const index of ['GSI1', 'GSI2']) {
        expect(Math.max(...constant.filter(({ place }) => place === index).map(({ share }) => share))).toBeGreaterThan(
          1,
        );
      }
    }
  });

  test('are judged by the limit that they are nearer to', () => {
    for (const { writeUnits, readUnits, share } of simulate(small).ours) {
      expect(share).toBe(Math.max(writeUnits / PARTITION_LIMITS.writeUnits, readUnits / PARTITION_LIMITS.readUnits));
    }
  });
});

test('all partitions of a place together are the events times what each asks', () => {
  expect(totalUnits('GSI2', small, 'writeUnits')).toBe(50 * (2 + 3 + 8));
});
