import { DAY } from '@bos/kernel/clock';
import type { TransitionTable } from '@bos/kernel/transitions';
import { defineEntity } from '@bos/table/entity';
import * as z from 'zod';

export const REQUEST_STATUSES = ['pending', 'approved', 'refused'] as const;
export type RequestStatus = (typeof REQUEST_STATUSES)[number];

export const REQUEST_TRANSITIONS: TransitionTable<RequestStatus> = {
  pending: ['approved', 'refused'],
  approved: [],
  refused: [],
};

const pending = z.object({
  status: z.literal('pending'),
  buildingId: z.string(),
  requestId: z.string(),
  userId: z.string(),
  requestedAt: z.string(),
  /** After it nobody decides any more: silence is no. */
  expiresAt: z.string(),
});
const decided = pending.extend({ decidedBy: z.string(), decidedAt: z.string() });

export const verificationRequestSchema = z.discriminatedUnion('status', [
  pending,
  decided.extend({ status: z.literal('approved') }),
  decided.extend({ status: z.literal('refused') }),
]);

/** Somebody who wrote asks the staff to say who they are. */
export type VerificationRequest = z.infer<typeof verificationRequestSchema>;

export const verificationRequestEntity = defineEntity<VerificationRequest>({
  type: 'verification_request',
  description: 'Somebody who wrote asks the staff to say who they are.',
  schemaVersion: 1,
  schema: verificationRequestSchema,
  keys: {
    PK: 'BUILDING#{buildingId}',
    SK: 'VERIFICATION#{requestId}',
    GSI1PK: 'BUILDING#{buildingId}#USER#{userId}',
    GSI1SK: 'VERIFICATION#{requestId}',
    GSI2PK: 'BUILDING#{buildingId}#VERIFICATION',
    GSI2SK: '{status}#{expiresAt}#{requestId}',
  },
  states: { field: 'status', moves: REQUEST_TRANSITIONS },
  retention: { period: 'unknownSender', from: ({ expiresAt }) => expiresAt },
});

/** How long the staff have to answer. */
export const REQUEST_LASTS = 3 * DAY;
