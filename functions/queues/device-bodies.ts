import { readingSchema } from '@bos/buildings/devices/readings/reading';
import * as z from 'zod';

const episodeIds = z.object({ buildingId: z.string(), episodeId: z.string() });
export type EpisodeIds = z.infer<typeof episodeIds>;

/** What waits in the queue of devices: a value that was reported, or a trouble to see to. */
export const deviceBody = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('reading'), reading: readingSchema }),
  episodeIds.extend({ kind: z.literal('episode') }),
]);
export type DeviceBody = z.infer<typeof deviceBody>;
