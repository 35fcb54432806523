import { addDays } from '@bos/kernel/calendar-date';
import { DAY } from '@bos/kernel/clock';
import { isDomainError } from '@bos/kernel/errors';
import { localTime } from '@bos/kernel/time-zone';
import type { Stored } from '@bos/table/entity';
import { RETENTION } from '@bos/table/retention';
import type { Page, Table } from '@bos/table/table';
import { expectVersion, remove, replace, type WriteOperation } from '@bos/table/write';
import { closed } from './change-visitor.ts';
import { DAYS_AHEAD, dayWrite } from './visit-days.ts';
import { visitDates } from './visit-times.ts';
import { type Visitor, visitorEntity } from './visitor.ts';
import { createVisitorStore } from './visitor-store.ts';

const VISITOR_CLOCK = 'visitor-clock';
const PAGE = 100;

export interface LookAfterVisitorsCommand {
  readonly buildingId: string;
  /** The building's. */
  readonly timeZone: string;
  readonly at: Date;
}

export interface VisitorsLookedAfter {
  readonly expired: number;
  /** Lines that were added to the lists of coming days. */
  readonly entered: number;
  readonly forgotten: number;
}

/** False when somebody was faster: the next run sees what is left to do. */
async function writeUnlessChanged(table: Table, operations: readonly WriteOperation[]): Promise<boolean> {
  try {
    await table.write(operations);
    return true;
  } catch (error) {
    if (!isDomainError(error, 'WRITE_CONFLICT')) throw error;
    return false;
  }
}

/** Enters recurring visitors into the list of the day that has come into sight, and of any that a missed run left out. */
async function enterDays(table: Table, command: LookAfterVisitorsCommand): Promise<number> {
  const { buildingId, timeZone, at } = command;
  const store = createVisitorStore(table);
  const first = addDays(localTime(at, timeZone).date, 1);
  let entered = 0;
  let cursor: string | null = null;
  do {
    const page: Page<Stored<Visitor>> = await store.listOpen(buildingId, {
      limit: PAGE,
      ...(cursor !== null && { cursor }),
    });
    for (const visitor of page.items.filter(({ times }) => times.kind === 'recurring')) {
      const dates = visitDates(visitor.times, first, DAYS_AHEAD - 1, timeZone);
      const lines = dates.map((date) => dayWrite(visitor, date, 'announced', timeZone));
      const { visitorId, version } = visitor;
      if (lines.length === 0) continue;
      const unchanged = expectVersion(visitorEntity, { buildingId, visitorId }, version);
      if (await writeUnlessChanged(table, [unchanged, ...lines])) entered += lines.length;
    }
    cursor = page.next;
  } while (cursor !== null);
  return entered;
}

/**
 * Ends permissions whose time is over, enters recurring visitors into the lists of coming days, and forgets those who have
 * been gone for as long as the access log is kept. Run once a day or more often. Who is in the building stays in it until
 * the desk sees them leave.
 */
export async function lookAfterVisitors(
  { table }: { readonly table: Table },
  command: LookAfterVisitorsCommand,
): Promise<VisitorsLookedAfter> {
  const { buildingId, timeZone, at } = command;
  const store = createVisitorStore(table);
  let expired = 0;
  for (const visitor of await store.listOverdue(buildingId, at)) {
    if (visitor.status !== 'announced') continue;
    const { after } = closed(visitor, 'expired', VISITOR_CLOCK, at, timeZone);
    if (await writeUnlessChanged(table, [replace(visitorEntity, visitor, after)])) expired += 1;
  }
  let forgotten = 0;
  const longGone = new Date(at.getTime() - RETENTION.accessLog.term - DAY);
  for (const visitor of await store.listOld(buildingId, longGone)) {
    if (await writeUnlessChanged(table, [remove(visitorEntity, visitor)])) forgotten += 1;
  }
  return { expired, entered: await enterDays(table, command), forgotten };
}
