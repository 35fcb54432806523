import { deviceTroubleBody } from '@bos/agents/notices/device-phrases';
import { tellOfDeviceTrouble } from '@bos/agents/notices/device-trouble';
import { createBuildingStore } from '@bos/buildings/buildings/building-store';
import type { Device } from '@bos/buildings/devices/device';
import { createDeviceStore } from '@bos/buildings/devices/device-store';
import { type Episode, episodeEntity } from '@bos/buildings/devices/readings/episode';
import { createReadingStore } from '@bos/buildings/devices/readings/reading-store';
import type { Trouble } from '@bos/buildings/devices/readings/trouble';
import { deterministicId } from '@bos/kernel/ids';
import { openTicket } from '@bos/operations/tickets/open-ticket';
import type { TicketCategory, TicketPriority } from '@bos/operations/tickets/ticket';
import { retryConflicts } from '@bos/table/retry-conflicts';
import type { Table } from '@bos/table/table';
import { replace } from '@bos/table/write';
import type { EpisodeIds } from './device-bodies.ts';

/** In whose name a ticket is that nobody has reported. */
const REPORTER = 'devices';

const PRIORITIES: Readonly<Record<Trouble, TicketPriority>> = {
  leak: 'high',
  smoke: 'emergency',
  battery_low: 'normal',
  offline: 'normal',
};

function categoryOf(trouble: Trouble, { kind }: Device): TicketCategory {
  if (trouble === 'leak') return 'plumbing';
  if (kind === 'elevator') return 'elevator';
  return kind === 'door' ? 'lock' : 'other';
}

async function remember(table: Table, { buildingId, episodeId }: Episode, ticketId: string): Promise<void> {
  await retryConflicts(async () => {
    const episode = await createReadingStore(table).episode(buildingId, episodeId);
    if (episode === undefined || episode.ticketId !== undefined) return;
    await table.write([replace(episodeEntity, episode, { ...episode, ticketId })]);
  });
}

/**
 * Opens the ticket of an episode and tells staff, each once however often it is called. The episode remembers its ticket
 * when all of that is done. Whether there was anything to see to.
 */
export async function seeToEpisode(table: Table, { buildingId, episodeId }: EpisodeIds, at: Date): Promise<boolean> {
  const episode = await createReadingStore(table).episode(buildingId, episodeId);
  if (episode === undefined || episode.ticketId !== undefined) return false;
  const [device, building] = await Promise.all([
    createDeviceStore(table).get(buildingId, episode.deviceId),
    createBuildingStore(table).get(buildingId),
  ]);
  // One that was taken out of the building needs nobody.
  if (device === undefined || building === undefined) return false;
  const language = building.languages[0] ?? 'en';
  const { name } = device;
  const { trouble, unitId } = episode;
  const openedAt = new Date(episode.openedAt);
  const { ticketId } = await openTicket(
    { table },
    {
      buildingId,
      ticketId: deterministicId(openedAt, 'device-trouble', episodeId),
      userId: REPORTER,
      area: unitId === undefined ? 'common' : 'unit',
      ...(unitId !== undefined && { unitId }),
      category: categoryOf(trouble, device),
      priority: PRIORITIES[trouble],
      place: name,
      description: deviceTroubleBody(trouble, language, { device: name }),
      openedAt: at,
    },
  );
  await tellOfDeviceTrouble(table, { episode, device: name, ticketId, at });
  await remember(table, episode, ticketId);
  return true;
}
