import { retryConflicts } from '@bos/table/retry-conflicts';
import type { Table } from '@bos/table/table';
import { replace } from '@bos/table/write';
import { createDeviceStore } from '../device-store.ts';
import { type DeviceStatus, deviceStatusEntity, silentAt, type Track } from './device-status.ts';
import { followEpisodes } from './follow-episodes.ts';
import { begin, reopened } from './follow-trouble.ts';
import { createReadingStore } from './reading-store.ts';
import { OFFLINE_REJOINS } from './trouble.ts';

/** A device that falls silent again soon after it came back was never really back. */
function silent({ deviceId, lastSeenAt }: DeviceStatus, track: Track | undefined, since: Date): Track {
  const { endedAt } = track ?? {};
  const wasBackFor = endedAt === undefined ? OFFLINE_REJOINS : Date.parse(lastSeenAt) - Date.parse(endedAt);
  if (track !== undefined && wasBackFor < OFFLINE_REJOINS) return reopened(track);
  return begin(deviceId, 'offline', since.toISOString());
}

/**
 * Notes that a device has been silent for longer than it may, unless it was heard of in the meantime or is known to be
 * silent. Whether that was so.
 */
export async function noteSilence(
  { table }: { readonly table: Table },
  { buildingId, deviceId, at }: { readonly buildingId: string; readonly deviceId: string; readonly at: Date },
): Promise<boolean> {
  return retryConflicts(async () => {
    const status = await createReadingStore(table).status(buildingId, deviceId);
    const device = status && (await createDeviceStore(table).get(buildingId, deviceId));
    if (!device) return false;
    const { silentAfterMinutes: _as, ...known } = status;
    const { silentAfterMinutes } = device;
    // Its configuration may have changed since it was last heard of: what holds now is asked for.
    const now = { ...known, ...(silentAfterMinutes !== undefined && { silentAfterMinutes }) };
    const since = silentAt(now);
    const isSilent = since !== undefined && since <= at;
    const others = now.tracks.filter(({ trouble }) => trouble !== 'offline');
    const track = now.tracks.find(({ trouble }) => trouble === 'offline');
    const tracks = isSilent ? [...others, silent(now, track, since)] : now.tracks;
    const { writes } = await followEpisodes(table, device, now.tracks, tracks);
    await table.write([replace(deviceStatusEntity, status, { ...now, tracks }), ...writes]);
    return isSilent;
  });
}
