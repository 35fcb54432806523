import { isDeepStrictEqual } from 'node:util';
import type { Table } from '@bos/table/table';
import { create, replace, type WriteOperation } from '@bos/table/write';
import type { Device } from '../device.ts';
import type { Track } from './device-status.ts';
import { type Episode, episodeEntity } from './episode.ts';

function episodeOf(device: Device, { trouble, episodeId, openedAt, endedAt }: Track): Episode {
  const { buildingId, deviceId } = device;
  const unitId = 'unitId' in device ? device.unitId : undefined;
  const common = { buildingId, episodeId, deviceId, trouble, openedAt, ...(unitId !== undefined && { unitId }) };
  return endedAt === undefined ? { status: 'open', ...common } : { status: 'over', ...common, endedAt };
}

/** The writes that bring the episodes to where the tracks are, and how many of them are new. */
export async function followEpisodes(
  table: Table,
  device: Device,
  before: readonly Track[],
  after: readonly Track[],
): Promise<{ readonly writes: readonly WriteOperation[]; readonly begun: number }> {
  const changed = after.filter((track) => !before.some((known) => isDeepStrictEqual(known, track)));
  const writes: WriteOperation[] = [];
  let begun = 0;
  for (const track of changed) {
    const { buildingId } = device;
    const { episodeId } = track;
    const episode = episodeOf(device, track);
    const stored = await table.get(episodeEntity, { buildingId, episodeId });
    if (stored === undefined) begun += 1;
    const { ticketId } = stored ?? {};
    const after = { ...episode, ...(ticketId !== undefined && { ticketId }) };
    writes.push(stored ? replace(episodeEntity, stored, after) : create(episodeEntity, after));
  }
  return { writes, begun };
}
