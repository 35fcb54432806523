import { defineEntity } from '@bos/table/entity';
import * as z from 'zod';

export const FEED_PROVIDERS = ['airbnb', 'booking', 'ical'] as const;
export const feedProviderSchema = z.enum(FEED_PROVIDERS);
export type FeedProvider = z.infer<typeof feedProviderSchema>;

const count = z.int().min(0);

/** What one import did, and what it could not do. */
export const importReportSchema = z.discriminatedUnion('outcome', [
  z.object({
    outcome: z.literal('done'),
    at: z.string(),
    created: count,
    moved: count,
    cancelled: count,
    unchanged: count,
    /** Closed days that are only our own stays, told back to us. */
    echoes: count,
    /** Gone from the calendar, or other than here, and left alone: begun, arriving today, or settled by staff. */
    kept: count,
    /** Events that are no stays to us. */
    skipped: count,
    /** The calendar was empty all at once: nothing was cancelled. */
    suspect: z.boolean(),
    /** Stays for which nights are taken. Twenty at the most. */
    conflicts: z.array(
      z.object({
        externalId: z.string(),
        checkIn: z.string(),
        checkOut: z.string(),
        reservationIds: z.array(z.string()),
      }),
    ),
  }),
  z.object({ outcome: z.literal('failed'), at: z.string(), code: z.string() }),
]);
export type ImportReport = z.infer<typeof importReportSchema>;
export type ImportDone = Extract<ImportReport, { readonly outcome: 'done' }>;

export const calendarFeedSchema = z.object({
  buildingId: z.string(),
  feedId: z.string(),
  unitId: z.string(),
  /** Who connected it: the address opens their calendar, and is sealed with their key. */
  userId: z.string(),
  provider: feedProviderSchema,
  url: z.url({ protocol: /^https$/ }).max(2_000),
  /** What days are that the calendar only calls closed. */
  closedMeans: z.enum(['stay', 'block']),
  status: z.enum(['active', 'paused']),
  addedAt: z.string(),
  lastImport: importReportSchema.optional(),
});

/** A calendar of a unit that somebody else keeps, such as a channel's. */
export type CalendarFeed = z.infer<typeof calendarFeedSchema>;

/** `closed` is all that Booking.com says of a stay; elsewhere it is what the host has closed. */
export const CLOSED_MEANS: Readonly<Record<FeedProvider, CalendarFeed['closedMeans']>> = {
  airbnb: 'block',
  booking: 'stay',
  ical: 'block',
};

export const calendarFeedEntity = defineEntity<CalendarFeed>({
  type: 'calendar_feed',
  description: 'A calendar of a unit that is imported.',
  schemaVersion: 1,
  schema: calendarFeedSchema,
  keys: {
    PK: 'BUILDING#{buildingId}',
    SK: 'FEED#{feedId}',
    GSI1PK: 'BUILDING#{buildingId}#USER#{userId}',
    GSI1SK: 'FEED#{feedId}',
  },
  personal: {
    fields: ['url'],
    scope: ({ buildingId, userId }) => ({ kind: 'membership', buildingId, userId }),
  },
});
