import { DomainError } from './errors.ts';
import { sha256 } from './hash.ts';
import type { QueueMessage } from './queue.ts';

/**
 * What is sent when the time has come. Two bodies that are alike and come to one group within five minutes are one
 * message: whoever schedules says in the body what tells one from another.
 */
export type ScheduledMessage = Pick<QueueMessage, 'body' | 'group'>;

export interface OneTimeSchedule {
  /** Names the schedule; made by `scheduleName`. */
  readonly name: string;
  readonly at: Date;
  readonly queue: string;
  readonly message: ScheduledMessage;
}

/** Messages that are sent to a queue at a time, once each. */
export interface OneTimeSchedules {
  /**
   * Sends the message when the time has come: once, or more often after a fault; up to two minutes late; never before.
   * A time that has passed means now. A schedule of that name which has not been sent yet is replaced. Throws
   * SCHEDULE_NAME_INVALID.
   */
  schedule(schedule: OneTimeSchedule): Promise<void>;
  /** Harmless when there is none of that name (any more). */
  cancel(name: string): Promise<void>;
}

/** What EventBridge Scheduler takes for a name. */
const NAME = /^[0-9a-zA-Z-_.]{1,64}$/;
/** Of the 64 characters the purpose may have 31 and its hyphen 1. */
const HASH_CHARACTERS = 32;

/** The same name for the same purpose and ids, for ever. `purpose`: letters, digits and hyphens, 31 at most. */
export function scheduleName(purpose: string, ...ids: readonly string[]): string {
  return assertScheduleName(`${purpose}-${sha256(JSON.stringify(ids)).slice(0, HASH_CHARACTERS)}`);
}

/** Gives the name back, or throws SCHEDULE_NAME_INVALID. */
export function assertScheduleName(name: string): string {
  if (NAME.test(name)) return name;
  throw new DomainError('invalid', 'SCHEDULE_NAME_INVALID', `${name} is no name of a schedule.`);
}
