import { isDomainError } from '@bos/kernel/errors';
import type { CreateReservationDependencies } from '../reservations/create-reservation.ts';
import type { CalendarFeed } from './calendar-feed.ts';
import { changeFeed } from './feed-store.ts';
import { type CalendarTransport, fetchCalendar } from './fetch-calendar.ts';
import { importCalendar } from './import-calendar.ts';
import type { ImportReport } from './import-report.ts';

interface RunDependencies extends CreateReservationDependencies {
  readonly get: CalendarTransport;
  /** Milliseconds for the fetch; as `fetchCalendar` has it when not given. */
  readonly longestFetch?: number;
}

/** What is wrong with one calendar is its report, and no other's trouble. */
async function attempt(deps: RunDependencies, feed: CalendarFeed, at: Date): Promise<ImportReport> {
  try {
    return await importCalendar(deps, feed, await fetchCalendar(deps.get, feed.url, deps.longestFetch), at);
  } catch (error) {
    if (!isDomainError(error)) throw error;
    return { outcome: 'failed', at: at.toISOString(), code: error.code };
  }
}

/** Fetches a feed's calendar, imports it and notes how it went with the feed. Throws CALENDAR_FEED_NOT_FOUND. */
export async function runFeed(deps: RunDependencies, feed: CalendarFeed, at: Date): Promise<ImportReport> {
  const lastImport = await attempt(deps, feed, at);
  await changeFeed(deps, feed, { lastImport });
  return lastImport;
}
