import type { Reading } from '@bos/buildings/devices/readings/reading';
import { sha256 } from '@bos/kernel/hash';
import { QUEUES } from '../queue-definitions.ts';
import type { DeviceBody, EpisodeIds } from './device-bodies.ts';
import type { WorkOrder } from './work-orders.ts';

function order(group: string, deduplicationId: string, body: DeviceBody): WorkOrder {
  return { queue: QUEUES.devices.name, message: { group, deduplicationId, body: JSON.stringify(body) } };
}

/** Those of one device in line. Hashed, for three ids in a row may be longer than a queue takes. */
export function readingOrder(reading: Reading): WorkOrder {
  const { buildingId, deviceId, readingId, at } = reading;
  const id = sha256(JSON.stringify([buildingId, deviceId, readingId, at]));
  return order(sha256(JSON.stringify([buildingId, deviceId])), id, { kind: 'reading', reading });
}

/** Sees to a trouble: opens its ticket and tells staff. */
export function episodeOrder({ buildingId, episodeId }: EpisodeIds, drive = 'found'): WorkOrder {
  return order(episodeId, `episode/${episodeId}/${drive}`, { kind: 'episode', buildingId, episodeId });
}
