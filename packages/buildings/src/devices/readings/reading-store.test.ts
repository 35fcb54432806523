import { DAY, MINUTE } from '@bos/kernel/clock';
import { create, replace } from '@bos/table/write';
import { describeOnEachTable } from '@bos/testing/each-table';
import { expect, test } from 'vitest';
import { type DeviceStatus, deviceStatusEntity } from './device-status.ts';
import { type Episode, episodeEntity } from './episode.ts';
import { readingEntity } from './reading-entity.ts';
import { createReadingStore } from './reading-store.ts';

let buildings = 0;
/** In a building of its own, so that one table serves the whole suite. */
const freshBuilding = () => `readings-${buildings++}`;

const statusOf = (buildingId: string, deviceId: string, over: Partial<DeviceStatus> = {}): DeviceStatus => ({
  buildingId,
  deviceId,
  lastSeenAt: '2026-11-22T12:00:00.000Z',
  latest: [],
  tracks: [],
  ...over,
});

describeOnEachTable('the store of readings', (open) => {
  test('lists what a device has reported, newest first, page by page, of that device alone', async () => {
    const { table, clock } = open();
    const store = createReadingStore(table);
    const buildingId = freshBuilding();
    const receivedAt = clock.now().toISOString();
    const reading = (deviceId: string, readingId: string, second: number) =>
      create(readingEntity, {
        buildingId,
        deviceId,
        readingId,
        at: `2026-11-22T11:59:0${second}.000Z`,
        receivedAt,
        measure: 'temperature',
        value: 20 + second,
      });
    await table.write([reading('t', 'a', 1), reading('t', 'b', 3), reading('t', 'c', 2), reading('t1', 'd', 9)]);
    const first = await store.list(buildingId, 't', { limit: 2 });
    expect(first.items.map(({ value }) => value)).toEqual([23, 22]);
    const rest = await store.list(buildingId, 't', { cursor: first.next ?? '' });
    expect(rest).toMatchObject({ items: [{ readingId: 'a', value: 21 }], next: null });
    await clock.advance(91 * DAY);
    expect((await store.list(buildingId, 't')).items).toEqual([]);
  });

  test('finds the silent ones by when they have been so for too long, and those in many together', async () => {
    const { table } = open();
    const store = createReadingStore(table);
    const buildingId = freshBuilding();
    const offline = { trouble: 'offline', episodeId: 'e', openedAt: '2026-11-22T12:30:00.000Z' } as const;
    await table.write(
      [
        statusOf(buildingId, 'slow', { silentAfterMinutes: 60 }),
        statusOf(buildingId, 'quick', { silentAfterMinutes: 5 }),
        statusOf(buildingId, 'quiet'),
        statusOf(buildingId, 'known', { silentAfterMinutes: 5, tracks: [offline] }),
        statusOf(`${buildingId}1`, 'other', { silentAfterMinutes: 5 }),
      ].map((status) => create(deviceStatusEntity, status)),
    );
    const silent = async (minutes: number, max = 10) => {
      const by = new Date(Date.parse('2026-11-22T12:00:00.000Z') + minutes * MINUTE);
      return (await store.listSilent(buildingId, by, max)).map(({ deviceId }) => deviceId);
    };
    expect([await silent(4), await silent(5), await silent(60), await silent(60, 1)]).toEqual([
      [],
      ['quick'],
      ['quick', 'slow'],
      ['quick'],
    ]);
    const both = await store.statuses(buildingId, ['quiet', 'none', 'slow']);
    expect(both.map(({ deviceId }) => deviceId).toSorted()).toEqual(['quiet', 'slow']);
    expect((await store.status(buildingId, 'quiet'))?.version).toBe(1);
  });

  test('lists troubles by whether they last, newest first', async () => {
    const { table, clock } = open();
    const store = createReadingStore(table);
    const buildingId = freshBuilding();
    const openedAt = clock.now().toISOString();
    const common = { buildingId, deviceId: 'wet', trouble: 'leak', openedAt } as const;
    const first: Episode = { ...common, episodeId: 'a', status: 'open' };
    const later = new Date(clock.now().getTime() + MINUTE).toISOString();
    await table.write([
      create<Episode>(episodeEntity, first),
      create<Episode>(episodeEntity, { ...common, episodeId: 'b', status: 'open', openedAt: later }),
    ]);
    const ids = async (status: Episode['status']) =>
      (await store.listEpisodes(buildingId, status)).items.map(({ episodeId }) => episodeId);
    expect(await ids('open')).toEqual(['b', 'a']);
    const stored = await store.episode(buildingId, 'a');
    if (stored === undefined) throw new Error('it was opened');
    await table.write([replace(episodeEntity, stored, { ...first, status: 'over', endedAt: later })]);
    expect([await ids('open'), await ids('over')]).toEqual([['b'], ['a']]);
  });
});
