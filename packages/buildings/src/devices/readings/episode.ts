import type { TransitionTable } from '@bos/kernel/transitions';
import { defineEntity } from '@bos/table/entity';
import * as z from 'zod';
import { TROUBLES } from './trouble.ts';

export const EPISODE_STATUSES = ['open', 'over'] as const;
export type EpisodeStatus = (typeof EPISODE_STATUSES)[number];

/** A trouble that comes back soon was never over. */
export const EPISODE_TRANSITIONS: TransitionTable<EpisodeStatus> = { open: ['over'], over: ['open'] };

const common = {
  buildingId: z.string(),
  episodeId: z.string(),
  deviceId: z.string(),
  trouble: z.enum(TROUBLES),
  unitId: z.string().optional(),
  /** ISO 8601. */
  openedAt: z.string(),
  /** Of the ticket that was opened for it, once that is done. */
  ticketId: z.string().optional(),
};

export const episodeSchema = z.discriminatedUnion('status', [
  z.object({ status: z.literal('open'), ...common }),
  z.object({ status: z.literal('over'), ...common, endedAt: z.string() }),
]);

/** One trouble of one device from its beginning to its end: what a ticket is opened for once. */
export type Episode = z.infer<typeof episodeSchema>;

export const episodeEntity = defineEntity<Episode>({
  type: 'episode',
  description: 'A trouble of a device from its beginning to its end: a leak, smoke, an empty battery, silence.',
  schemaVersion: 1,
  schema: episodeSchema,
  keys: {
    PK: 'BUILDING#{buildingId}',
    SK: 'EPISODE#{episodeId}',
    GSI1PK: 'BUILDING#{buildingId}#DEVICE#{deviceId}',
    GSI1SK: 'EPISODE#{openedAt}#{episodeId}',
    GSI2PK: 'BUILDING#{buildingId}#EPISODE',
    GSI2SK: '{status}#{openedAt}#{episodeId}',
  },
  states: { field: 'status', moves: EPISODE_TRANSITIONS },
  retention: { period: 'operation', from: (episode) => ('endedAt' in episode ? episode.endedAt : undefined) },
});
