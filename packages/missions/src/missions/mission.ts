import { languageSchema } from '@bos/kernel/language';
import type { TransitionTable } from '@bos/kernel/transitions';
import { defineEntity } from '@bos/table/entity';
import * as z from 'zod';

export const MISSION_STATUSES = [
  'requested',
  'planning',
  'awaiting_approval',
  'running',
  'completed',
  'partially_completed',
  'failed',
  'cancelled',
  'expired',
] as const;
export type MissionStatus = (typeof MISSION_STATUSES)[number];

export const MISSION_TRANSITIONS: TransitionTable<MissionStatus> = {
  requested: ['planning', 'failed', 'cancelled', 'expired'],
  planning: ['running', 'awaiting_approval', 'failed', 'cancelled', 'expired'],
  awaiting_approval: ['running', 'failed', 'cancelled', 'expired'],
  running: ['awaiting_approval', 'completed', 'partially_completed', 'failed', 'cancelled', 'expired'],
  completed: [],
  partially_completed: [],
  failed: [],
  cancelled: [],
  expired: [],
};

/** What the person wants, as understood: the director plans from this, never from the raw text. */
export const missionIntentSchema = z.object({
  intent: z.string(),
  confidence: z.number(),
  /** `sure` readings may move doors; a chosen button counts as sure. */
  sure: z.boolean(),
  slots: z.record(z.string(), z.string()),
});
export type MissionIntent = z.infer<typeof missionIntentSchema>;

export const missionSchema = z.object({
  buildingId: z.string(),
  missionId: z.string(),
  /** The requester, whose rights bound every step. */
  userId: z.string(),
  conversationId: z.string().optional(),
  /** The message that asked for it. */
  messageId: z.string().optional(),
  language: languageSchema,
  status: z.enum(MISSION_STATUSES),
  requestedAt: z.string(),
  finishedAt: z.string().optional(),
  intents: z.array(missionIntentSchema).min(1),
  /** What the person wrote: data for tools (a ticket's description), never instructions. */
  request: z.string(),
  failureCode: z.string().optional(),
  /** Somebody wants it ended: from then on no step begins. It is over when the coordinator has ended it. */
  cancellation: z.object({ state: z.literal('requested'), at: z.string(), by: z.string() }).optional(),
});

export type Mission = z.infer<typeof missionSchema>;

const TERMINAL: ReadonlySet<MissionStatus> = new Set(
  MISSION_STATUSES.filter((status) => MISSION_TRANSITIONS[status].length === 0),
);

export function isFinished(mission: Mission): boolean {
  return TERMINAL.has(mission.status);
}

export const missionEntity = defineEntity<Mission>({
  type: 'mission',
  description: 'Something that a person wants done, and how far it has come.',
  schemaVersion: 2,
  // `cancellation` is new; what lacks it was never to be cancelled.
  upgrades: [{ from: 1, apply: (data) => data }],
  schema: missionSchema,
  keys: {
    PK: 'BUILDING#{buildingId}',
    SK: 'MISSION#{missionId}',
    GSI1PK: 'BUILDING#{buildingId}#USER#{userId}',
    GSI1SK: 'MISSION#{requestedAt}#{missionId}',
    GSI2PK: 'BUILDING#{buildingId}#MISSION',
    GSI2SK: '{openOrClosed}#{requestedAt}#{missionId}',
  },
  derived: (mission) => ({ openOrClosed: isFinished(mission) ? 'closed' : 'open' }),
  states: { field: 'status', moves: MISSION_TRANSITIONS },
  personal: {
    fields: ['intents', 'request'],
    scope: ({ buildingId, userId }) => ({ kind: 'membership', buildingId, userId }),
  },
  retention: { period: 'mission', from: ({ finishedAt }) => finishedAt },
});
