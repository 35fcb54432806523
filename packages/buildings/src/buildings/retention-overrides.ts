import { type Clock, DAY, MINUTE } from '@bos/kernel/clock';
import {
  type FindRetentionOverrides,
  OVERRIDABLE_PERIODS,
  RETENTION,
  type RetentionOverrides,
  type RetentionPeriod,
  termOf,
} from '@bos/table/retention';
import type { Table } from '@bos/table/table';
import * as z from 'zod';
import { type Building, buildingEntity } from './building.ts';

/** In days, the unit in which a building chooses. */
export function boundsOf(period: RetentionPeriod) {
  const { term, shortest, longest } = RETENTION[period];
  return { usual: term / DAY, shortest: shortest / DAY, longest: longest / DAY };
}

function daysOf(period: RetentionPeriod, what: string) {
  const { usual, shortest, longest } = boundsOf(period);
  const rule = `between ${shortest} and ${longest} days`;
  return z
    .number(rule)
    .int(rule)
    .min(shortest, rule)
    .max(longest, rule)
    .optional()
    .describe(`${what} Usually ${usual}.`);
}

/** What a building may ask for, in days; each problem names the period and its bounds. */
export const retentionRequestSchema = z.strictObject({
  workingState: daysOf('workingState', 'Steps of a mission, from its end.'),
  workingMemory: daysOf('workingMemory', 'A conversation in which nobody writes stays open.'),
  mission: daysOf('mission', 'Missions and their ledger, from their end.'),
  conversation: daysOf('conversation', 'Messages, closed conversations, notifications.'),
  operation: daysOf('operation', 'Tickets and tasks, from their end.'),
  accessLog: daysOf('accessLog', 'Who opened which door.'),
  execution: daysOf('execution', 'Runs of agents.'),
  analytics: daysOf('analytics', 'Figures without people.'),
  audit: daysOf('audit', 'Who changed what.'),
  identityDocument: daysOf('identityDocument', 'Identity documents of guests, from their check-out.'),
  person: daysOf('person', 'Somebody who has left, from their last membership, stay or message.'),
  unknownSender: daysOf('unknownSender', 'Somebody who wrote and never got a right, from their last message.'),
});

/** Every term that holds in a building, with the bounds within which it may choose. */
export function viewRetention({ retention = {} }: Pick<Building, 'retention'>) {
  return {
    terms: OVERRIDABLE_PERIODS.map((period) => {
      const { usual, shortest, longest } = boundsOf(period);
      return { period, days: termOf(period, retention) / DAY, usual, shortest, longest };
    }),
  };
}

/** A changed term reaches every process within this time. */
const CACHE = 5 * MINUTE;
/** More buildings than one process writes for. */
const MAX_CACHED = 10_000;

/** Looks a building's own terms up, once in five minutes. */
export function createRetentionLookUp(table: Pick<Table, 'get'>, clock: Clock): FindRetentionOverrides {
  const cache = new Map<string, { readonly found: Promise<RetentionOverrides | undefined>; readonly until: number }>();
  return (buildingId) => {
    const now = clock.now().getTime();
    const cached = cache.get(buildingId);
    if (cached && cached.until > now) return cached.found;
    const found = table.get(buildingEntity, { buildingId }).then((building) => building?.retention);
    if (cache.size >= MAX_CACHED) cache.clear();
    const entry = { found, until: now + CACHE };
    cache.set(buildingId, entry);
    // A failure is not worth remembering: the next caller asks again.
    found.catch(() => cache.get(buildingId) === entry && cache.delete(buildingId));
    return found;
  };
}
