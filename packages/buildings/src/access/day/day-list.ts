import { defineEntity } from '@bos/table/entity';
import * as z from 'zod';

/** yyyy-mm-dd, in the building's time zone. */
export const dateSchema = z.iso.date();
/** hh:mm, 24 hours. */
export const timeOfDaySchema = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day such as 08:30');

const place = { buildingId: z.string(), date: dateSchema, unitId: z.string() };

/** A guest who is known has an id, whose key seals the name; without an id there is no name here. */
const guest = { userId: z.string().optional(), guestName: z.string().max(120).optional() };
const isNamedById = ({ userId, guestName }: { userId?: string | undefined; guestName?: string | undefined }) =>
  guestName === undefined || userId !== undefined;
const NAMED_BY_ID = 'a name needs the id of its person';

export const dayArrivalSchema = z
  .object({
    ...place,
    ...guest,
    reservationId: z.string(),
    guests: z.int().optional(),
    expectedAt: timeOfDaySchema.optional(),
    status: z.enum(['expected', 'checked_in', 'cancelled', 'no_show']),
    journey: z
      .enum(['invited', 'submitted', 'approved', 'refused'])
      .optional()
      .describe('How far whoever booked has come with the check-in by link; absent: no link was made.'),
  })
  .refine(isNamedById, NAMED_BY_ID);
export type DayArrival = z.infer<typeof dayArrivalSchema>;

export const dayDepartureSchema = z
  .object({
    ...place,
    ...guest,
    reservationId: z.string(),
    dueAt: timeOfDaySchema.optional(),
    status: z.enum(['expected', 'checked_out', 'cancelled']),
  })
  .refine(isNamedById, NAMED_BY_ID);
export type DayDeparture = z.infer<typeof dayDepartureSchema>;

export const dayVisitorSchema = z.object({
  ...place,
  visitorId: z.string(),
  /** Whom they visit. */
  userId: z.string(),
  visitorName: z.string(),
  purpose: z.enum(['visit', 'delivery', 'service']),
  from: timeOfDaySchema,
  to: timeOfDaySchema,
  status: z.enum(['announced', 'arrived', 'left', 'cancelled', 'expired']),
});
export type DayVisitor = z.infer<typeof dayVisitorSchema>;

export const dayParcelSchema = z.object({
  ...place,
  parcelId: z.string(),
  /** For whom it is. */
  userId: z.string(),
  carrier: z.string(),
  keptAt: z.string(),
  status: z.enum(['received', 'notified', 'collected', 'returned']),
});
export type DayParcel = z.infer<typeof dayParcelSchema>;

/** The first moment of a date, near enough for a term of months. */
const startOf = (date: string): string => `${date}T00:00:00.000Z`;

const scope = ({ buildingId, userId }: { readonly buildingId: string; readonly userId?: string | undefined }) =>
  userId === undefined
    ? ({ kind: 'building', buildingId } as const)
    : ({ kind: 'membership', buildingId, userId } as const);

/**
 * What the front desk has before it on one day. Each item is the copy of a few fields, written in the transaction that
 * writes what it is copied from; the same again is the same item.
 */
export const dayArrivalEntity = defineEntity<DayArrival>({
  type: 'day_arrival',
  description: 'An arrival of a day.',
  schemaVersion: 2,
  upgrades: [{ from: 1, apply: (data) => data }],
  schema: dayArrivalSchema,
  keys: {
    PK: 'BUILDING#{buildingId}#DAY#{date}',
    SK: 'ARRIVAL#{reservationId}',
    GSI1PK: 'BUILDING#{buildingId}#USER#{userId}',
    GSI1SK: 'DAY#{date}#ARRIVAL#{reservationId}',
  },
  personal: { fields: ['guestName'], scope },
  retention: { period: 'accessLog', from: ({ date }) => startOf(date) },
});

export const dayDepartureEntity = defineEntity<DayDeparture>({
  type: 'day_departure',
  description: 'A departure of a day.',
  schemaVersion: 1,
  schema: dayDepartureSchema,
  keys: {
    PK: 'BUILDING#{buildingId}#DAY#{date}',
    SK: 'DEPARTURE#{reservationId}',
    GSI1PK: 'BUILDING#{buildingId}#USER#{userId}',
    GSI1SK: 'DAY#{date}#DEPARTURE#{reservationId}',
  },
  personal: { fields: ['guestName'], scope },
  retention: { period: 'accessLog', from: ({ date }) => startOf(date) },
});

export const dayVisitorEntity = defineEntity<DayVisitor>({
  type: 'day_visitor',
  description: 'A visitor of a day.',
  schemaVersion: 1,
  schema: dayVisitorSchema,
  keys: {
    PK: 'BUILDING#{buildingId}#DAY#{date}',
    SK: 'VISITOR#{visitorId}',
    GSI1PK: 'BUILDING#{buildingId}#USER#{userId}',
    GSI1SK: 'DAY#{date}#VISITOR#{visitorId}',
  },
  personal: { fields: ['visitorName'], scope },
  retention: { period: 'accessLog', from: ({ date }) => startOf(date) },
});

export const dayParcelEntity = defineEntity<DayParcel>({
  type: 'day_parcel',
  description: 'A parcel that came on a day.',
  schemaVersion: 1,
  schema: dayParcelSchema,
  keys: {
    PK: 'BUILDING#{buildingId}#DAY#{date}',
    SK: 'PARCEL#{parcelId}',
    GSI1PK: 'BUILDING#{buildingId}#USER#{userId}',
    GSI1SK: 'DAY#{date}#PARCEL#{parcelId}',
  },
  retention: { period: 'accessLog', from: ({ date }) => startOf(date) },
});
