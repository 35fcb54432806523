import type { OneTimeSchedules } from '@bos/kernel/one-time-schedules';
import type { Cancel, Timers } from '@bos/kernel/timers';
import type { Queues } from './queues.ts';

export interface ScheduleOptions {
  readonly queues: Pick<Queues, 'sendDue' | 'untilDue'>;
  readonly timers: Timers;
  /** What the database did; due messages are tried again a second later. */
  readonly onFault: (error: unknown) => void;
}

/** The port over the queues' database. */
export function queueSchedules(queues: Pick<Queues, 'schedule' | 'unschedule'>): OneTimeSchedules {
  return {
    schedule: async (schedule) => queues.schedule(schedule),
    cancel: async (name) => void queues.unschedule(name),
  };
}

/** What another process or thread scheduled is found within this time: an idle database is asked so often. */
const POLL_MILLISECONDS = 1_000;

/**
 * Sends kept messages when their time has come; one process of a data folder does. What fell due while nothing ran is
 * sent at once.
 */
export function startSchedules({ queues, timers, onFault }: ScheduleOptions): { stop(): void } {
  let cancel: Cancel = () => undefined;

  function send(): void {
    let wait = POLL_MILLISECONDS;
    try {
      queues.sendDue();
      wait = Math.min(queues.untilDue() ?? POLL_MILLISECONDS, POLL_MILLISECONDS);
    } catch (error) {
      onFault(error);
    }
    cancel = timers.after(wait, send);
  }

  send();
  return { stop: () => cancel() };
}
