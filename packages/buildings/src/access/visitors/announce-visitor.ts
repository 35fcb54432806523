import { addDays } from '@bos/kernel/calendar-date';
import { invalid } from '@bos/kernel/errors';
import { parseInput } from '@bos/kernel/parse';
import type { Stored } from '@bos/table/entity';
import type { Table } from '@bos/table/table';
import { create, WriteConflictError } from '@bos/table/write';
import type * as z from 'zod';
import { unitEntity } from '../../units/unit.ts';
import { type AccessRequester, assertMayAnnounce } from '../access-rights.ts';
import { daysAhead } from './visit-days.ts';
import { endOf } from './visit-times.ts';
import { type Visitor, visitorDetailsSchema, visitorEntity } from './visitor.ts';

export interface AnnounceVisitorCommand {
  readonly buildingId: string;
  /** The same again is the same visitor. */
  readonly visitorId: string;
  readonly requester: AccessRequester;
  /** Whom they visit; the requester when not given. Only the desk announces for others. */
  readonly userId?: string;
  readonly details: z.infer<typeof visitorDetailsSchema>;
  /** The building's. */
  readonly timeZone: string;
  readonly at: Date;
}

/** Who comes for longer is announced again each year: nobody remembers an older permission. */
const MOST_DAYS = 366;

/**
 * Notes who may come, and puts them into the lists of their days, in one transaction. Throws INVALID_INPUT by field,
 * ACCESS_NOT_IN_FORCE, ACCESS_NOT_ALLOWED, NOT_YOUR_UNIT, and UNIT_UNKNOWN.
 */
export async function announceVisitor(
  { table }: { readonly table: Table },
  command: AnnounceVisitorCommand,
): Promise<Stored<Visitor>> {
  const { buildingId, visitorId, requester, timeZone, at } = command;
  const details = parseInput(visitorDetailsSchema, command.details, 'visitor');
  assertMayAnnounce(requester, details.unitId);
  if (endOf(details.times) <= at.toISOString()) {
    throw invalid('INVALID_INPUT', 'Invalid visitor.', [{ field: 'times', rule: 'still to come' }]);
  }
  if (details.times.kind === 'recurring' && details.times.lastDate > addDays(details.times.firstDate, MOST_DAYS)) {
    const problem = { field: 'times.lastDate', rule: `at most ${MOST_DAYS} days after firstDate` };
    throw invalid('INVALID_INPUT', 'Invalid visitor.', [problem]);
  }
  if ((await table.get(unitEntity, { buildingId, unitId: details.unitId })) === undefined) {
    throw invalid('UNIT_UNKNOWN', `No unit ${details.unitId}.`, [{ field: 'unitId', rule: 'a unit of this building' }]);
  }
  const userId = requester.permissions.workAtDesk ? (command.userId ?? requester.userId) : requester.userId;
  const visitor: Visitor = {
    status: 'announced',
    buildingId,
    visitorId,
    userId,
    announcedBy: requester.userId,
    ...details,
  };
  try {
    await table.write([create(visitorEntity, visitor), ...daysAhead(visitor, 'announced', at, timeZone)]);
  } catch (error) {
    const existing = await table.get(visitorEntity, { buildingId, visitorId });
    if (!(error instanceof WriteConflictError) || existing === undefined) throw error;
    return existing;
  }
  const time = at.toISOString();
  return { ...visitor, version: 1, createdAt: time, updatedAt: time };
}
