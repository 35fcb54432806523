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
