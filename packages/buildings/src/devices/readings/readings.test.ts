import { DAY, HOUR, MINUTE } from '@bos/kernel/clock';
import { create } from '@bos/table/write';
import { virtualClock } from '@bos/testing/clocks';
import { createMemoryTable } from '@bos/testing/memory-table';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Device, deviceEntity } from '../device.ts';
import { noteReading } from './note-reading.ts';
import { noteSilence } from './note-silence.ts';
import type { Reading, ReadingValue } from './reading.ts';
import { createReadingStore } from './reading-store.ts';

const buildingId = 'b1';
const base = { buildingId, gateway: 'simulator' } as const;
const WET: Device = {
  ...base,
  kind: 'sensor',
  deviceId: 'wet',
  name: 'Sink',
  senses: 'leak',
  unitId: '1203',
  silentAfterMinutes: 30,
};
const GATE: Device = { ...base, kind: 'door', deviceId: 'gate', name: 'Gate', door: 'gate' };

async function house() {
  const clock = virtualClock();
  const start = clock.now().getTime();
  const { table } = createMemoryTable({ clock });
  await table.write([WET, GATE].map((device) => create(deviceEntity, device)));
  const store = createReadingStore(table);
  const timeOf = (minutes: number) => new Date(start + minutes * MINUTE).toISOString();
  /** A value that was measured so many minutes after the start, and came at once unless said otherwise. */
  const report = (deviceId: string, minutes: number, value: ReadingValue, receivedAfter = minutes) => {
    const times = { at: timeOf(minutes), receivedAt: timeOf(receivedAfter) };
    const reading: Reading = { buildingId, deviceId, readingId: `r-${minutes}`, ...times, ...value };
    return noteReading({ table }, reading);
  };
  return {
    clock,
    table,
    store,
    timeOf,
    report,
    wet: (minutes: number, value: boolean, receivedAfter?: number) =>
      report('wet', minutes, { measure: 'leak', value }, receivedAfter),
    battery: (minutes: number, value: number) => report('gate', minutes, { measure: 'battery', value }),
    silence: (minutes: number) =>
      noteSilence({ table }, { buildingId, deviceId: 'wet', at: new Date(timeOf(minutes)) }),
    /** Trouble, beginning and end in minutes after the start, oldest first. */
    async episodes() {
      const lists = await Promise.all(
        ['open', 'over'].map((status) => store.listEpisodes(buildingId, status === 'open' ? 'open' : 'over')),
      );
      const minutes = (time: string) => (Date.parse(time) - start) / MINUTE;
      return lists
        .flatMap(({ items }) => items)
        .sort((a, b) => (a.openedAt < b.openedAt ? -1 : 1))
        .map((one) => [one.trouble, minutes(one.openedAt), 'endedAt' in one ? minutes(one.endedAt) : undefined]);
    },
  };
}

describe('a reading', () => {
  test('is kept, and the newest of each measure stands by the device', async () => {
    const { report, store, timeOf } = await house();
    expect(await report('gate', 1, { measure: 'battery', value: 80 })).toEqual({ kind: 'noted', begun: 0 });
    await report('gate', 3, { measure: 'battery', value: 78 });
    await report('gate', 2, { measure: 'battery', value: 79 }, 4);
    await report('gate', 5, { measure: 'door_contact', value: true });
    const { items } = await store.list(buildingId, 'gate');
    expect(items.map(({ value }) => value)).toEqual([true, 78, 79, 80]);
    expect(await store.status(buildingId, 'gate')).toMatchObject({
      lastSeenAt: timeOf(5),
      latest: [
        { measure: 'battery', value: 78, at: timeOf(3) },
        { measure: 'door_contact', value: true, at: timeOf(5) },
      ],
    });
  });

  test('that comes twice is one', async () => {
    const { wet, store, episodes } = await house();
    expect(await wet(1, true)).toEqual({ kind: 'noted', begun: 1 });
    expect(await wet(1, true, 9)).toEqual({ kind: 'duplicate' });
    expect((await store.list(buildingId, 'wet')).items).toHaveLength(1);
    expect(await episodes()).toEqual([['leak', 1, undefined]]);
  });

  test('of what is not there, or does not measure that, is not kept', async () => {
    const { report } = await house();
    expect(await report('none', 1, { measure: 'leak', value: true })).toEqual({ kind: 'unknown_device' });
    expect(await report('gate', 1, { measure: 'leak', value: true })).toEqual({ kind: 'unfit_measure' });
  });

  test('is kept for 90 days', async () => {
    const { wet, store, clock } = await house();
    await wet(0, false);
    await clock.advance(90 * DAY + MINUTE);
    expect((await store.list(buildingId, 'wet')).items).toEqual([]);
  });

  test('of which many come at once loses none and opens one episode', async () => {
    const { wet, store, episodes } = await house();
    await Promise.all([1, 2, 3].map((minute) => wet(minute, true)));
    expect((await store.list(buildingId, 'wet')).items).toHaveLength(3);
    expect(await episodes()).toHaveLength(1);
  });
});

describe('a leak', () => {
  test.each<[string, readonly (readonly [number, boolean])[], unknown]>([
    [
      'is one from its first drop to its end',
      [
        [1, true],
        [2, true],
        [5, false],
      ],
      [['leak', 1, 5]],
    ],
    [
      'that comes back soon was never over',
      [
        [1, true],
        [5, false],
        [15, true],
        [30, false],
      ],
      [['leak', 1, 30]],
    ],
    [
      'that comes back later is another',
      [
        [1, true],
        [5, false],
        [25, true],
      ],
      [
        ['leak', 1, 5],
        ['leak', 25, undefined],
      ],
    ],
    [
      'is not ended by an older dry value',
      [
        [1, true],
        [4, true],
        [3, false],
      ],
      [['leak', 1, undefined]],
    ],
    [
      'that is learnt of when it is over is one all the same',
      [
        [5, false],
        [1, true],
      ],
      [['leak', 1, 5]],
    ],
    [
      'is not opened again by an older wet value',
      [
        [1, true],
        [5, false],
        [3, true],
      ],
      [['leak', 1, 5]],
    ],
    [
      'is none where it stays dry',
      [
        [1, false],
        [2, false],
      ],
      [],
    ],
  ])('%s', async (_what, values, expected) => {
    const { wet, episodes } = await house();
    for (const [minute, value] of values) await wet(minute, value);
    expect(await episodes()).toEqual(expected);
  });

  test('has one beginning in whatever order, and however often, its values come', async () => {
    const values = [
      [1, true],
      [4, true],
      [9, true],
    ] as const;
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray([...values, ...values, [20, false] as const], { minLength: 7 }),
        async (order) => {
          const { wet, episodes } = await house();
          for (const [minute, value] of order) await wet(minute, value);
          const found = await episodes();
          expect(found.filter(([, , end]) => end === undefined)).toEqual([]);
          expect(found.length).toBe(1);
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('a battery', () => {
  test('is low at 20 %, and has been changed at 30 %: once for each time', async () => {
    const { battery, episodes } = await house();
    const values = [21, 20, 19, 25, 18, 29, 30, 100];
    for (const [index, value] of values.entries()) await battery(index, value);
    expect(await episodes()).toEqual([['battery_low', 1, 6]]);
    await battery(200, 5);
    expect(await episodes()).toEqual([
      ['battery_low', 1, 6],
      ['battery_low', 200, undefined],
    ]);
  });

  test('that is already full again is nobody’s trouble', async () => {
    const { battery, episodes } = await house();
    await battery(9, 90);
    await battery(1, 5);
    expect(await episodes()).toEqual([]);
  });
});

describe('silence', () => {
  test('for longer than a device may is one trouble, until it is heard of again', async () => {
    const { wet, silence, episodes, store, timeOf } = await house();
    await wet(0, false);
    expect(await silence(29)).toBe(false);
    const due = (minutes: number) => store.listSilent(buildingId, new Date(timeOf(minutes)), 10);
    expect([await due(29), (await due(30)).map(({ deviceId }) => deviceId)]).toEqual([[], ['wet']]);
    expect(await silence(31)).toBe(true);
    expect(await silence(36)).toBe(false);
    expect(await due(60)).toEqual([]);
    expect(await episodes()).toEqual([['offline', 30, undefined]]);
    await wet(50, false);
    expect(await episodes()).toEqual([['offline', 30, 50]]);
  });

  test('of a device that comes and goes is one', async () => {
    const { wet, silence, episodes } = await house();
    await wet(0, false);
    await silence(31);
    await wet(50, false);
    await wet(55, false);
    await silence(90);
    expect(await episodes()).toEqual([['offline', 30, undefined]]);
    await wet(100, false);
    await wet(100 + HOUR / MINUTE, false);
    await silence(300);
    expect(await episodes()).toEqual([
      ['offline', 30, 100],
      ['offline', 190, undefined],
    ]);
  });

  test('is no trouble for who may be silent, nor for who was never heard of', async () => {
    const { battery, store, table, timeOf } = await house();
    await battery(0, 90);
    expect(await store.listSilent(buildingId, new Date(timeOf(100_000)), 10)).toEqual([]);
    const of = (deviceId: string) => noteSilence({ table }, { buildingId, deviceId, at: new Date(timeOf(100_000)) });
    expect([await of('gate'), await of('wet'), await of('none')]).toEqual([false, false, false]);
  });
});
