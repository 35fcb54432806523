import { randomBytes } from 'node:crypto';
import { createBuildingStore } from '@bos/buildings/buildings/building-store';
import { hasFeature } from '@bos/buildings/buildings/features';
import { forEachConcurrently } from '@bos/kernel/concurrency';
import { isDomainError } from '@bos/kernel/errors';
import type { CalendarFeed } from '@bos/stays/feeds/calendar-feed';
import { createFeedStore } from '@bos/stays/feeds/feed-store';
import type { CalendarTransport } from '@bos/stays/feeds/fetch-calendar';
import type { ImportReport } from '@bos/stays/feeds/import-report';
import type { Ports } from '../ports/ports.ts';

type ImportPorts = Pick<Ports, 'table' | 'clock' | 'log'> & {
  /** The way out; real HTTPS when not given. */
  readonly calendars?: CalendarTransport;
};

type Importer = (feed: CalendarFeed) => Promise<ImportReport>;
type Counts = Record<'done' | 'failed' | 'conflicts', number>;

/** Most of the time a calendar's host is waited for. */
const CONCURRENCY = 8;

/**
 * Every hour, imports every connected calendar. How it went is noted with each; one that fails does not stop the others.
 * What is no calendar's own fault is thrown at the end, so that an alarm tells of it.
 */
export function build({ table, clock, log, calendars }: ImportPorts) {
  const buildings = createBuildingStore(table);
  const feeds = createFeedStore(table);

  async function* connected(): AsyncGenerator<CalendarFeed> {
    for (const building of await buildings.listAll()) {
      if (!hasFeature(building, 'stays')) continue;
      let cursor: string | undefined;
      do {
        const page = await feeds.list(building.buildingId, { limit: 100, ...(cursor !== undefined && { cursor }) });
        yield* page.items.filter(({ status }) => status === 'active');
        cursor = page.next ?? undefined;
      } while (cursor !== undefined);
    }
  }

  /** The parser of calendars is large, and many installations have none. */
  async function importer() {
    const [{ runFeed }, { httpsTransport }] = await Promise.all([
      import('@bos/stays/feeds/run-feed'),
      import('@bos/stays/feeds/https-transport'),
    ]);
    const deps = { table, get: calendars ?? httpsTransport(), randomness: () => randomBytes(16) };
    return (feed: CalendarFeed) => runFeed(deps, feed, clock.now());
  }

  async function importOne(run: Importer, feed: CalendarFeed, counts: Counts): Promise<void> {
    const { buildingId, feedId } = feed;
    try {
      const report = await run(feed);
      counts[report.outcome] += 1;
      if (report.outcome === 'failed') log.info('calendars.failed', { buildingId, item: feedId, code: report.code });
      else if (report.conflicts.length > 0) {
        counts.conflicts += report.conflicts.length;
        const { tellOfConflicts } = await import('@bos/agents/notices/calendar-conflict');
        await tellOfConflicts(table, feed, report.conflicts, clock.now());
      }
    } catch (error) {
      // Disconnected while it was read.
      if (isDomainError(error, 'CALENDAR_FEED_NOT_FOUND')) return;
      log.error('calendars.import_broke_off', error, { buildingId, item: feedId });
      throw error;
    }
  }

  return async (): Promise<void> => {
    const all: CalendarFeed[] = [];
    for await (const feed of connected()) all.push(feed);
    if (all.length === 0) return;
    const run = await importer();
    const counts = { done: 0, failed: 0, conflicts: 0 };
    await forEachConcurrently(all, CONCURRENCY, (feed) => importOne(run, feed, counts));
    log.info('calendars.imported', { count: counts.done });
    if (counts.failed > 0) log.warn('calendars.not_imported', { count: counts.failed });
    if (counts.conflicts > 0) log.warn('calendars.conflicts', { count: counts.conflicts });
  };
}
