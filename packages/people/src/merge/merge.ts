import type { TransitionTable } from '@bos/kernel/transitions';
import { defineEntity } from '@bos/table/entity';
import * as z from 'zod';
import { membershipSchema } from '../memberships/membership.ts';

export const MERGE_STATUSES = ['proposed', 'in_force', 'refused', 'undone'] as const;
export type MergeStatus = (typeof MERGE_STATUSES)[number];

export const MERGE_TRANSITIONS: TransitionTable<MergeStatus> = {
  proposed: ['in_force', 'refused'],
  in_force: ['undone'],
  refused: [],
  undone: [],
};

const proposed = z.object({
  status: z.literal('proposed'),
  buildingId: z.string(),
  mergeId: z.string(),
  /** Who remains. */
  userId: z.string(),
  /** Who turned out to be the same person: what they said and did stays under this id. */
  mergedUserId: z.string(),
  /** By two members of staff, or by a code that the desk gave and the person sent. */
  how: z.enum(['staff', 'code']),
  proposedBy: z.string(),
  proposedAt: z.string(),
  /** After it a proposal is no longer decided upon: silence is no. */
  expiresAt: z.string(),
});
const decided = proposed.extend({ decidedBy: z.string(), decidedAt: z.string() });
const inForce = decided.extend({
  status: z.literal('in_force'),
  /** What the merged member was in the building, for whoever undoes it. */
  before: membershipSchema.pick({ status: true, roles: true, unitIds: true, validFrom: true, validUntil: true }),
});

export const mergeSchema = z.discriminatedUnion('status', [
  proposed,
  decided.extend({ status: z.literal('refused') }),
  inForce,
  inForce.extend({ status: z.literal('undone'), undoneBy: z.string(), undoneAt: z.string() }),
]);

/**
 * Two members of a building who are one person. Nothing is rewritten: the merged one's membership names the other, and
 * what is read of the one who remains is read of both.
 */
export type Merge = z.infer<typeof mergeSchema>;
export type MergeInStatus<S extends MergeStatus> = Extract<Merge, { readonly status: S }>;

export const mergeEntity = defineEntity<Merge>({
  type: 'merge',
  description: 'Two members of a building who are one person.',
  schemaVersion: 1,
  schema: mergeSchema,
  keys: {
    PK: 'BUILDING#{buildingId}',
    SK: 'MERGE#{mergeId}',
    GSI1PK: 'BUILDING#{buildingId}#USER#{userId}',
    GSI1SK: 'MERGE#{mergeId}',
    GSI2PK: 'BUILDING#{buildingId}#MERGE',
    GSI2SK: '{status}#{mergeId}',
  },
  states: { field: 'status', moves: MERGE_TRANSITIONS },
});
