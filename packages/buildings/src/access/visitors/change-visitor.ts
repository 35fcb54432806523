import { DomainError, notFound } from '@bos/kernel/errors';
import { assertMove } from '@bos/kernel/transitions';
import type { Stored } from '@bos/table/entity';
import { retryConflicts } from '@bos/table/retry-conflicts';
import type { Table } from '@bos/table/table';
import { replace, type WriteOperation } from '@bos/table/write';
import { type AccessRequester, assertAtDesk } from '../access-rights.ts';
import { daysAhead, dayWrite } from './visit-days.ts';
import { visitDate } from './visit-times.ts';
import { VISITOR_TRANSITIONS, type Visitor, visitorEntity } from './visitor.ts';

export interface ChangeVisitorCommand {
  readonly buildingId: string;
  readonly visitorId: string;
  readonly requester: AccessRequester;
  readonly change: 'arrive' | 'leave' | 'cancel';
  /** The building's. */
  readonly timeZone: string;
  readonly expectedVersion?: number;
  readonly at: Date;
}

/** Whether somebody may still receive in that unit: a permission that recurs outlives no right of its host. */
export type MayReceive = (host: Pick<Visitor, 'buildingId' | 'userId' | 'unitId'>, at: Date) => Promise<boolean>;

interface Change {
  readonly after: Visitor;
  readonly days: readonly WriteOperation[];
}

/** The visitor without what only their present state has. */
function plain(visitor: Visitor) {
  const { buildingId, visitorId, userId, announcedBy, unitId, visitorName, plate, note, purpose, times } = visitor;
  const texts = { ...(plate !== undefined && { plate }), ...(note !== undefined && { note }) };
  return { buildingId, visitorId, userId, announcedBy, unitId, visitorName, ...texts, purpose, times };
}

/** Ends a permission for good; days that are still to come show it. */
export function closed(
  visitor: Visitor,
  status: 'cancelled' | 'expired',
  endedBy: string,
  at: Date,
  timeZone: string,
): Change {
  assertMove(VISITOR_TRANSITIONS, 'visitor', visitor.status, status);
  const after: Visitor = { ...plain(visitor), status, endedAt: at.toISOString(), endedBy };
  return { after, days: daysAhead(after, status, at, timeZone) };
}

function arrived(visitor: Visitor, { at, timeZone }: ChangeVisitorCommand): Change {
  assertMove(VISITOR_TRANSITIONS, 'visitor', visitor.status, 'arrived');
  const date = visitDate(visitor.times, at, timeZone);
  if (date === undefined) {
    throw new DomainError('conflict', 'VISIT_NOT_NOW', `Visitor ${visitor.visitorId} may not come in now.`);
  }
  const after: Visitor = { ...plain(visitor), status: 'arrived', arrivedAt: at.toISOString(), visitDate: date };
  return { after, days: [dayWrite(after, date, 'arrived', timeZone)] };
}

function left(visitor: Visitor, { requester, at, timeZone }: ChangeVisitorCommand): Change {
  if (visitor.status !== 'arrived') {
    assertMove(VISITOR_TRANSITIONS, 'visitor', visitor.status, 'left');
    throw new RangeError('only who has arrived leaves');
  }
  const days = [dayWrite(visitor, visitor.visitDate, 'left', timeZone)];
  // Who may come again stays announced; what is over by its dates expires at the next look.
  if (visitor.times.kind === 'recurring') return { after: { ...plain(visitor), status: 'announced' }, days };
  return { after: { ...plain(visitor), status: 'left', endedAt: at.toISOString(), endedBy: requester.userId }, days };
}

function changed(visitor: Visitor, command: ChangeVisitorCommand): Change {
  const { change, requester, at, timeZone } = command;
  switch (change) {
    case 'arrive':
      return arrived(visitor, command);
    case 'leave':
      return left(visitor, command);
    case 'cancel':
      return closed(visitor, 'cancelled', requester.userId, at, timeZone);
  }
}

/**
 * Lets somebody in, out, or not come at all. The desk does all of it; a host cancels. Whose visitor it is not finds none.
 * Throws VISITOR_NOT_FOUND, VISITOR_CHANGED_MEANWHILE, VISITOR_TRANSITION_REFUSED, VISIT_NOT_NOW, HOST_GONE,
 * ACCESS_NOT_IN_FORCE and ACCESS_NOT_ALLOWED.
 */
export async function changeVisitor(
  { table, mayReceive }: { readonly table: Table; readonly mayReceive: MayReceive },
  command: ChangeVisitorCommand,
): Promise<Stored<Visitor>> {
  const { buildingId, visitorId, requester, change, expectedVersion, at } = command;
  return retryConflicts(async () => {
    const visitor = await table.get(visitorEntity, { buildingId, visitorId });
    const isHost = visitor?.userId === requester.userId;
    if (visitor === undefined || !(isHost || requester.permissions.workAtDesk)) throw notFound('visitor', visitorId);
    if (!(isHost && change === 'cancel')) assertAtDesk(requester);
    if (expectedVersion !== undefined && expectedVersion !== visitor.version) {
      const text = `Visitor ${visitorId} is at version ${visitor.version}.`;
      throw new DomainError('precondition_failed', 'VISITOR_CHANGED_MEANWHILE', text);
    }
    if (change === 'arrive' && !(await mayReceive(visitor, at))) {
      throw new DomainError('conflict', 'HOST_GONE', `${visitor.userId} no longer receives in unit ${visitor.unitId}.`);
    }
    const { after, days } = changed(visitor, command);
    await table.write([replace(visitorEntity, visitor, after), ...days]);
    const { version, createdAt } = visitor;
    return { ...after, version: version + 1, createdAt, updatedAt: at.toISOString() };
  });
}
