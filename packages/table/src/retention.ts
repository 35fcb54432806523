import { DAY, HOUR } from '@bos/kernel/clock';

const YEAR = 365 * DAY;

/** A term, and between which terms a building may choose its own; all in milliseconds. */
interface RetentionTerm {
  readonly term: number;
  readonly shortest: number;
  readonly longest: number;
}

const fixed = (term: number): RetentionTerm => ({ term, shortest: term, longest: term });
const between = (shortest: number, term: number, longest: number): RetentionTerm => ({ term, shortest, longest });

/**
 * How long data is kept after it has come to rest (its terminal state). Expired items are filtered on every read, for
 * DynamoDB removes them late. No right ever ends by expiry: what grants one has no entry here, but the two terms of
 * people, whom a daily look removes.
 */
export const RETENTION = {
  /** WhatsApp retries a webhook for 7 days: a duplicate within them still meets its receipt. */
  receipt: fixed(8 * DAY),
  temporary: fixed(DAY),
  searchCache: fixed(HOUR),
  /** The steps of a mission, once it has ended. */
  workingState: between(DAY, 7 * DAY, 30 * DAY),
  /** An open conversation in which nobody writes any more is resolved after this. */
  workingMemory: between(7 * DAY, 30 * DAY, 90 * DAY),
  /** Missions and their ledger. */
  mission: between(90 * DAY, YEAR, 5 * YEAR),
  /** Messages, conversations, notifications, and what points to them. */
  conversation: between(30 * DAY, 2 * YEAR, 5 * YEAR),
  /** Tickets and tasks with their events. */
  operation: between(90 * DAY, YEAR, 10 * YEAR),
  accessLog: between(30 * DAY, 90 * DAY, YEAR),
  /** Runs of agents. */
  execution: between(30 * DAY, 90 * DAY, YEAR),
  analytics: between(YEAR, 3 * YEAR, 5 * YEAR),
  audit: between(5 * YEAR, 7 * YEAR, 10 * YEAR),
  /** Counted from the check-out; local law may ask for more. */
  identityDocument: between(DAY, 30 * DAY, 2 * YEAR),
  /** Counted from the last membership, stay or message of a person. */
  person: between(90 * DAY, 2 * YEAR, 5 * YEAR),
  /** Somebody who wrote and never got a right; counted from their last message. */
  unknownSender: between(30 * DAY, 90 * DAY, 180 * DAY),
} as const satisfies Readonly<Record<string, RetentionTerm>>;

export type RetentionPeriod = keyof typeof RETENTION;

/** A building's own terms, in whole days. */
export type RetentionOverrides = Readonly<Partial<Record<RetentionPeriod, number | undefined>>>;

/** Looks up a building's own terms; cached by whoever provides it. */
export type FindRetentionOverrides = (buildingId: string) => Promise<RetentionOverrides | undefined>;

export function isOverridable(period: RetentionPeriod): boolean {
  return RETENTION[period].shortest < RETENTION[period].longest;
}

/** The periods that a building may choose for itself. */
export const OVERRIDABLE_PERIODS: readonly RetentionPeriod[] = Object.keys(RETENTION)
  .filter((name): name is RetentionPeriod => name in RETENTION)
  .filter(isOverridable);

/** The term that holds, in milliseconds. Own terms outside the bounds count as the nearest one within. */
export function termOf(period: RetentionPeriod, overrides: RetentionOverrides | undefined): number {
  const { term, shortest, longest } = RETENTION[period];
  const own = overrides?.[period];
  return own === undefined ? term : Math.min(Math.max(own * DAY, shortest), longest);
}
