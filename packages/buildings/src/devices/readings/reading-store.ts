import type { Stored } from '@bos/table/entity';
import { listWhile } from '@bos/table/list-while';
import type { ListOptions, Page, Table } from '@bos/table/table';
import { type DeviceStatus, deviceStatusEntity, silentAt } from './device-status.ts';
import { type Episode, type EpisodeStatus, episodeEntity } from './episode.ts';
import type { Reading } from './reading.ts';
import { readingEntity } from './reading-entity.ts';

type PageRequest = Pick<ListOptions, 'limit' | 'cursor'>;

export interface ReadingStore {
  /** Of one device, newest first. */
  list(buildingId: string, deviceId: string, page?: PageRequest): Promise<Page<Stored<Reading>>>;
  status(buildingId: string, deviceId: string): Promise<Stored<DeviceStatus> | undefined>;
  /** Of those that have ever been heard of, in no order. */
  statuses(buildingId: string, deviceIds: readonly string[]): Promise<Stored<DeviceStatus>[]>;
  /** Those of a building that have been silent for too long by then, `max` at the most. */
  listSilent(buildingId: string, by: Date, max: number): Promise<Stored<DeviceStatus>[]>;
  episode(buildingId: string, episodeId: string): Promise<Stored<Episode> | undefined>;
  /** Of a building, newest first. */
  listEpisodes(buildingId: string, status: EpisodeStatus, page?: PageRequest): Promise<Page<Stored<Episode>>>;
}

export function createReadingStore(table: Table): ReadingStore {
  return {
    list: (buildingId, deviceId, page = {}) =>
      table.list(readingEntity, { buildingId, deviceId }, { ...page, newestFirst: true }),
    status: (buildingId, deviceId) => table.get(deviceStatusEntity, { buildingId, deviceId }),
    statuses: (buildingId, deviceIds) =>
      table.getMany(
        deviceStatusEntity,
        deviceIds.map((deviceId) => ({ buildingId, deviceId })),
      ),
    listSilent: (buildingId, by, max) =>
      listWhile(
        (cursor) =>
          table.list(deviceStatusEntity, { buildingId }, { index: 'GSI2', limit: 100, ...(cursor && { cursor }) }),
        (status) => (silentAt(status)?.getTime() ?? Number.POSITIVE_INFINITY) <= by.getTime(),
        max,
      ),
    episode: (buildingId, episodeId) => table.get(episodeEntity, { buildingId, episodeId }),
    listEpisodes: (buildingId, status, page = {}) =>
      table.list(episodeEntity, { buildingId, status }, { ...page, index: 'GSI2', newestFirst: true }),
  };
}
