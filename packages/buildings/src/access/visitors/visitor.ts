import type { TransitionTable } from '@bos/kernel/transitions';
import { defineEntity } from '@bos/table/entity';
import * as z from 'zod';
import { endOf, visitTimesSchema } from './visit-times.ts';

export const VISITOR_STATUSES = ['announced', 'arrived', 'left', 'cancelled', 'expired'] as const;
export type VisitorStatus = (typeof VISITOR_STATUSES)[number];

/** Who may come again is announced again when they have left. */
export const VISITOR_TRANSITIONS: TransitionTable<VisitorStatus> = {
  announced: ['arrived', 'cancelled', 'expired'],
  arrived: ['announced', 'left'],
  left: [],
  cancelled: [],
  expired: [],
};

export const visitorDetailsSchema = z.object({
  unitId: z.string(),
  visitorName: z.string().trim().min(1).max(120),
  plate: z.string().trim().min(1).max(20).optional(),
  note: z.string().trim().min(1).max(500).optional(),
  purpose: z.enum(['visit', 'delivery', 'service']),
  times: visitTimesSchema,
});

const common = {
  buildingId: z.string(),
  visitorId: z.string(),
  /** Whom they visit. */
  userId: z.string(),
  announcedBy: z.string(),
  ...visitorDetailsSchema.shape,
};
const over = { ...common, endedAt: z.string(), endedBy: z.string() };

export const visitorSchema = z.discriminatedUnion('status', [
  z.object({ status: z.literal('announced'), ...common }),
  z.object({
    status: z.literal('arrived'),
    ...common,
    arrivedAt: z.string(),
    /** The day in whose list they are. */
    visitDate: z.string(),
  }),
  z.object({ status: z.literal('left'), ...over }),
  z.object({ status: z.literal('cancelled'), ...over }),
  z.object({ status: z.literal('expired'), ...over }),
]);

/** Somebody whom a resident lets in. */
export type Visitor = z.infer<typeof visitorSchema>;

export function isOpen({ status }: Pick<Visitor, 'status'>): boolean {
  return status === 'announced' || status === 'arrived';
}

export const visitorEntity = defineEntity<Visitor>({
  type: 'visitor',
  description: 'Somebody who was announced, once or for days of the week.',
  schemaVersion: 1,
  schema: visitorSchema,
  keys: {
    PK: 'BUILDING#{buildingId}',
    SK: 'VISITOR#{visitorId}',
    GSI1PK: 'BUILDING#{buildingId}#USER#{userId}',
    GSI1SK: 'VISITOR#{visitorId}',
    GSI2PK: 'BUILDING#{buildingId}#VISITOR',
    GSI2SK: '{openOrClosed}#{endsAt}#{visitorId}',
  },
  derived: (visitor) => ({ openOrClosed: isOpen(visitor) ? 'open' : 'closed', endsAt: endOf(visitor.times) }),
  states: { field: 'status', moves: VISITOR_TRANSITIONS },
  personal: {
    fields: ['visitorName', 'plate', 'note'],
    scope: ({ buildingId, userId }) => ({ kind: 'membership', buildingId, userId }),
  },
});
