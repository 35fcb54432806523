import { notFound } from '@bos/kernel/errors';
import type { Stored } from '@bos/table/entity';
import { retryConflicts } from '@bos/table/retry-conflicts';
import type { ListOptions, Page, Table } from '@bos/table/table';
import { create, remove, replace } from '@bos/table/write';
import { assertUnit } from '../reservations/create-reservation.ts';
import { type CalendarFeed, CLOSED_MEANS, calendarFeedEntity } from './calendar-feed.ts';
import type { ImportReport } from './import-report.ts';

export interface AddFeedCommand
  extends Pick<CalendarFeed, 'buildingId' | 'feedId' | 'unitId' | 'userId' | 'provider' | 'url'> {
  /** What its provider usually means when not given. */
  readonly closedMeans?: CalendarFeed['closedMeans'];
  readonly at: Date;
}

export interface FeedStore {
  get(buildingId: string, feedId: string): Promise<Stored<CalendarFeed> | undefined>;
  /** All of a building; those whose owner was erased are left out. */
  list(buildingId: string, page?: Pick<ListOptions, 'limit' | 'cursor'>): Promise<Page<Stored<CalendarFeed>>>;
}

export function createFeedStore(table: Table): FeedStore {
  return {
    get: (buildingId, feedId) => table.get(calendarFeedEntity, { buildingId, feedId }),
    list: (buildingId, page = {}) => table.list(calendarFeedEntity, { buildingId }, page),
  };
}

interface Dependencies {
  readonly table: Table;
}

/** Throws UNIT_UNKNOWN, and WriteConflictError for an id that was used before. */
export async function addFeed({ table }: Dependencies, command: AddFeedCommand): Promise<CalendarFeed> {
  const { at, closedMeans = CLOSED_MEANS[command.provider], ...fields } = command;
  await assertUnit(table, command.buildingId, command.unitId);
  const feed: CalendarFeed = { ...fields, closedMeans, status: 'active', addedAt: at.toISOString() };
  await table.write([create(calendarFeedEntity, feed)]);
  return feed;
}

type FeedChange = Partial<Pick<CalendarFeed, 'status' | 'closedMeans' | 'url'>> & {
  readonly lastImport?: ImportReport;
};

/** Pauses it, changes what it means, or notes what an import did. Throws CALENDAR_FEED_NOT_FOUND. */
export async function changeFeed(
  { table }: Dependencies,
  { buildingId, feedId }: Pick<CalendarFeed, 'buildingId' | 'feedId'>,
  change: FeedChange,
): Promise<void> {
  await retryConflicts(async () => {
    const feed = await table.get(calendarFeedEntity, { buildingId, feedId });
    if (feed === undefined) throw notFound('calendar feed', feedId);
    await table.write([replace(calendarFeedEntity, feed, { ...feed, ...change })]);
  });
}

/** Reservations that came by it stay. Harmless when there is none. */
export async function removeFeed(
  { table }: Dependencies,
  { buildingId, feedId }: Pick<CalendarFeed, 'buildingId' | 'feedId'>,
): Promise<void> {
  await retryConflicts(async () => {
    const feed = await table.get(calendarFeedEntity, { buildingId, feedId });
    if (feed !== undefined) await table.write([remove(calendarFeedEntity, feed)]);
  });
}
