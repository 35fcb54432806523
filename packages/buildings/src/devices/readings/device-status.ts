import { MINUTE } from '@bos/kernel/clock';
import { defineEntity } from '@bos/table/entity';
import * as z from 'zod';
import { withValue } from './reading.ts';
import { TROUBLES } from './trouble.ts';

/** The last trouble of one kind; `endedAt` is absent while it lasts. */
const trackSchema = z.object({
  trouble: z.enum(TROUBLES),
  episodeId: z.string(),
  openedAt: z.string(),
  endedAt: z.string().optional(),
});
export type Track = z.infer<typeof trackSchema>;

export const deviceStatusSchema = z.object({
  buildingId: z.string(),
  deviceId: z.string(),
  /** ISO 8601, by our clock: when anything was last heard of it. */
  lastSeenAt: z.string(),
  /** Of its configuration when it was last heard of; absent for one that may be silent. */
  silentAfterMinutes: z.number().int().optional(),
  /** The newest value of each measure. */
  latest: z.array(withValue({ at: z.string() })),
  /** One of each kind at the most. */
  tracks: z.array(trackSchema),
});

/** What is known of a device that reports by itself. */
export type DeviceStatus = z.infer<typeof deviceStatusSchema>;

/** When its silence becomes a trouble; undefined when it may be silent, or is known to be. */
export function silentAt({ lastSeenAt, silentAfterMinutes, tracks }: DeviceStatus): Date | undefined {
  const known = tracks.some(({ trouble, endedAt }) => trouble === 'offline' && endedAt === undefined);
  if (silentAfterMinutes === undefined || known) return undefined;
  return new Date(Date.parse(lastSeenAt) + silentAfterMinutes * MINUTE);
}

export const deviceStatusEntity = defineEntity<DeviceStatus>({
  type: 'device_status',
  description: 'The newest values of a device, when it was last heard of, and its troubles.',
  schemaVersion: 1,
  schema: deviceStatusSchema,
  keys: {
    PK: 'BUILDING#{buildingId}',
    SK: 'STATUS#{deviceId}',
    GSI2PK: 'BUILDING#{buildingId}#SILENCE',
    GSI2SK: '{silentAt}#{deviceId}',
  },
  derived(status) {
    const at = silentAt(status);
    return at === undefined ? {} : { silentAt: at.toISOString() };
  },
});
