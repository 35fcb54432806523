import type { Stored } from '@bos/table/entity';
import { retryConflicts } from '@bos/table/retry-conflicts';
import type { Table } from '@bos/table/table';
import { create, replace, type WriteOperation } from '@bos/table/write';
import type { Device } from '../device.ts';
import { createDeviceStore } from '../device-store.ts';
import { type DeviceStatus, deviceStatusEntity, type Track } from './device-status.ts';
import { followEpisodes } from './follow-episodes.ts';
import { ended, follow } from './follow-trouble.ts';
import { measuresOf, type Reading, type ReadingValue, readingValueSchema } from './reading.ts';
import { readingEntity } from './reading-entity.ts';
import { createReadingStore } from './reading-store.ts';
import { TROUBLE_RULES } from './trouble.ts';

export type NotedReading =
  /** `begun`: troubles that this reading has brought to light. */
  | { readonly kind: 'noted'; readonly begun: number }
  | { readonly kind: 'duplicate' | 'unknown_device' | 'unfit_measure' };

function measured({ measure, value }: Reading): ReadingValue {
  return readingValueSchema.parse({ measure, value });
}

type Latest = DeviceStatus['latest'];

/** The newest value of each measure, whatever order they come in. */
function newest(latest: Latest, reading: Reading): Latest {
  const known = latest.find(({ measure }) => measure === reading.measure);
  if (known !== undefined && known.at > reading.at) return latest;
  const others = latest.filter(({ measure }) => measure !== reading.measure);
  return [...others, { ...measured(reading), at: reading.at }];
}

function newerThan(latest: Latest, { measure, at }: Reading) {
  const known = latest.find((one) => one.measure === measure);
  return known !== undefined && known.at > at ? { at: known.at, value: known } : undefined;
}

/** Whoever reports is not offline any more. */
function backAgain(tracks: readonly Track[], at: string): Track[] {
  return tracks.map((track) =>
    track.trouble === 'offline' && track.endedAt === undefined && at > track.openedAt ? ended(track, at) : track,
  );
}

function tracksAfter(status: DeviceStatus, reading: Reading): Track[] {
  const tracks = new Map(backAgain(status.tracks, reading.receivedAt).map((track) => [track.trouble, track]));
  const newer = newerThan(status.latest, reading);
  for (const rule of TROUBLE_RULES) {
    const { deviceId, at } = reading;
    const after = follow(rule, tracks.get(rule.trouble), { deviceId, at, value: measured(reading), newer });
    if (after !== undefined) tracks.set(rule.trouble, after);
  }
  return [...tracks.values()];
}

/** Of two times in one spelling. */
function later(a: string, b: string): string {
  return [a, b].toSorted().at(-1) ?? b;
}

function statusAfter(device: Device, before: DeviceStatus, reading: Reading): DeviceStatus {
  const { buildingId, deviceId, silentAfterMinutes } = device;
  const { receivedAt } = reading;
  return {
    buildingId,
    deviceId,
    lastSeenAt: later(before.lastSeenAt, receivedAt),
    ...(silentAfterMinutes !== undefined && { silentAfterMinutes }),
    latest: newest(before.latest, reading),
    tracks: tracksAfter(before, reading),
  };
}

function writesOfStatus(before: Stored<DeviceStatus> | undefined, after: DeviceStatus): WriteOperation {
  return before ? replace(deviceStatusEntity, before, after) : create(deviceStatusEntity, after);
}

/**
 * Stores a value, and what it says of the device's troubles: all in one transaction. The same reading again changes nothing,
 * and one that is older than what is known changes no newer value.
 */
export async function noteReading({ table }: { readonly table: Table }, reading: Reading): Promise<NotedReading> {
  const { buildingId, deviceId, at, readingId } = reading;
  const device = await createDeviceStore(table).get(buildingId, deviceId);
  if (device === undefined) return { kind: 'unknown_device' };
  if (!measuresOf(device).includes(reading.measure)) return { kind: 'unfit_measure' };
  const store = createReadingStore(table);
  return retryConflicts(async (attempt): Promise<NotedReading> => {
    // Whether it is there already is only asked when writing it has failed.
    const known = attempt > 1 && (await table.get(readingEntity, { buildingId, deviceId, at, readingId }));
    if (known) return { kind: 'duplicate' };
    const stored = await store.status(buildingId, deviceId);
    const before = stored ?? { buildingId, deviceId, lastSeenAt: reading.receivedAt, latest: [], tracks: [] };
    const after = statusAfter(device, before, reading);
    const episodes = await followEpisodes(table, device, before.tracks, after.tracks);
    await table.write([create(readingEntity, reading), writesOfStatus(stored, after), ...episodes.writes]);
    return { kind: 'noted', begun: episodes.begun };
  });
}
