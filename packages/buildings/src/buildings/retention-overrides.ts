import { DAY } from '@bos/kernel/clock';
import { OVERRIDABLE_PERIODS, RETENTION, type RetentionPeriod, termOf } from '@bos/table/retention';
import * as z from 'zod';
import type { Building } from './building.ts';

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
