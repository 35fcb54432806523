import type { TransitionTable } from '@bos/kernel/transitions';
import { defineEntity } from '@bos/table/entity';
import * as z from 'zod';

export const PARCEL_STATUSES = ['received', 'notified', 'collected', 'returned'] as const;
export type ParcelStatus = (typeof PARCEL_STATUSES)[number];

export const PARCEL_TRANSITIONS: TransitionTable<ParcelStatus> = {
  received: ['notified', 'collected', 'returned'],
  notified: ['collected', 'returned'],
  collected: [],
  returned: [],
};

export const parcelDetailsSchema = z.object({
  unitId: z.string(),
  /** For whom it is. */
  userId: z.string(),
  carrier: z.string().trim().min(1).max(60),
  /** Where the desk keeps it. */
  keptAt: z.string().trim().min(1).max(60),
  trackingNumber: z.string().trim().min(1).max(60).optional(),
  /** The document that shows it. */
  photoKey: z.string().max(300).optional(),
});

const common = {
  buildingId: z.string(),
  parcelId: z.string(),
  receivedBy: z.string(),
  receivedAt: z.string(),
  /** The building's day on which it came, in whose list it is. */
  date: z.string(),
  notifiedAt: z.string().optional(),
  ...parcelDetailsSchema.shape,
};

export const parcelSchema = z.discriminatedUnion('status', [
  z.object({ status: z.literal('received'), ...common }),
  z.object({ status: z.literal('notified'), ...common }),
  z.object({ status: z.literal('collected'), ...common, endedAt: z.string() }),
  z.object({ status: z.literal('returned'), ...common, endedAt: z.string() }),
]);

/** Something that came for somebody and waits at the desk. */
export type Parcel = z.infer<typeof parcelSchema>;

/** `untold`: its recipient does not know of it yet. */
function phaseOf({ status }: Parcel): 'untold' | 'waiting' | 'closed' {
  if (status === 'received') return 'untold';
  return status === 'notified' ? 'waiting' : 'closed';
}

export const parcelEntity = defineEntity<Parcel>({
  type: 'parcel',
  description: 'A delivery that is kept at the desk.',
  schemaVersion: 1,
  schema: parcelSchema,
  keys: {
    PK: 'BUILDING#{buildingId}',
    SK: 'PARCEL#{parcelId}',
    GSI1PK: 'BUILDING#{buildingId}#USER#{userId}',
    GSI1SK: 'PARCEL#{parcelId}',
    GSI2PK: 'BUILDING#{buildingId}#PARCEL',
    GSI2SK: '{phase}#{receivedAt}#{parcelId}',
  },
  derived: (parcel) => ({ phase: phaseOf(parcel) }),
  states: { field: 'status', moves: PARCEL_TRANSITIONS },
  personal: {
    fields: ['trackingNumber'],
    scope: ({ buildingId, userId }) => ({ kind: 'membership', buildingId, userId }),
  },
  retention: { period: 'operation', from: (parcel) => ('endedAt' in parcel ? parcel.endedAt : undefined) },
});
