import { defineEntity } from '@bos/table/entity';
import * as z from 'zod';
import { type FeedProvider, feedProviderSchema, importReportSchema } from './import-report.ts';

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
