import * as z from 'zod';
import type { CalendarFeed } from './calendar-feed.ts';
import type { CalendarLink } from './calendar-link.ts';
import { feedProviderSchema, importReportSchema } from './import-report.ts';

export const importReportView = importReportSchema.meta({ id: 'CalendarImport' });

export const feedView = z
  .object({
    id: z.string(),
    unitId: z.string(),
    provider: feedProviderSchema,
    host: z.string().describe('Where it lies. The address itself opens the calendar, and is shown to nobody.'),
    closedMeans: z.enum(['stay', 'block']).describe('What days are that the calendar only calls closed.'),
    status: z.enum(['active', 'paused']),
    connectedBy: z.string(),
    addedAt: z.string(),
    lastImport: importReportView.optional(),
  })
  .meta({ id: 'CalendarFeed' });

export const calendarLinkView = z
  .object({
    id: z.string(),
    unitId: z.string(),
    exceptFeedId: z.string().optional().describe('What came by that calendar is not told back to it.'),
    addedAt: z.string(),
  })
  .meta({ id: 'CalendarLink' });

export const newCalendarLinkView = calendarLinkView
  .extend({ url: z.string().describe('Relative to the address of the API. Shown this once.') })
  .meta({ id: 'NewCalendarLink' });

export function viewFeed({ feedId, url, userId, ...feed }: CalendarFeed): z.infer<typeof feedView> {
  return feedView.parse({ id: feedId, host: new URL(url).hostname, connectedBy: userId, ...feed });
}

export function viewCalendarLink({ linkId, ...link }: CalendarLink): z.infer<typeof calendarLinkView> {
  return calendarLinkView.parse({ id: linkId, ...link });
}

/** Where the calendar of such a token is read. */
export function calendarPath(buildingId: string, token: string): string {
  return `/v1/buildings/${buildingId}/calendars/${token}`;
}
