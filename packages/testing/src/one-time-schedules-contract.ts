import type { OneTimeSchedules, ScheduledMessage } from '@bos/kernel/one-time-schedules';
import { scheduleName } from '@bos/kernel/one-time-schedules';
import { describe, expect, onTestFinished, test } from 'vitest';

export interface SchedulesUnderTest {
  readonly schedules: OneTimeSchedules;
  /** A FIFO queue that is empty and used by nobody else. */
  readonly queue: string;
  now(): Date;
  /** Lets time pass on the clock of the schedules, and what falls due be sent. */
  pass(seconds: number): Promise<void>;
  /** Takes out of the queue what has been sent to it. */
  received(): Promise<readonly ScheduledMessage[]>;
  close(): Promise<void>;
}

export type OpenSchedules = () => Promise<SchedulesUnderTest>;

/** By then what was due has been sent. */
const LATEST_SECONDS = 120;
const HOUR_SECONDS = 3_600;

const message = (body: string, group = 'g'): ScheduledMessage => ({ body, group });

/** What every adapter of one-time schedules must do. */
export function describeOneTimeSchedules(name: string, open: OpenSchedules): void {
  async function opened() {
    const subject = await open();
    onTestFinished(() => subject.close());
    const { schedules, queue, now, received } = subject;
    return {
      ...subject,
      /** Names what is scheduled after what is said. */
      async in(seconds: number, body: string, called = 'one') {
        const at = new Date(now().getTime() + seconds * 1_000);
        await schedules.schedule({ name: scheduleName('test', called), at, queue, message: message(body) });
      },
      cancel: (called = 'one') => schedules.cancel(scheduleName('test', called)),
      bodies: async () => (await received()).map(({ body }) => body).toSorted(),
    };
  }

  describe(`one-time schedules on ${name}`, () => {
    test('send the message to its group when the time has come, not before, and once', async () => {
      const { schedules, queue, now, pass, received } = await opened();
      const at = new Date(now().getTime() + HOUR_SECONDS * 1_000);
      await schedules.schedule({ name: scheduleName('test', 'x'), at, queue, message: message('{"n":1}', 'ticket-1') });
      await pass(HOUR_SECONDS - 1);
      expect(await received()).toEqual([]);
      await pass(1 + LATEST_SECONDS);
      expect(await received()).toEqual([{ body: '{"n":1}', group: 'ticket-1' }]);
      await pass(HOUR_SECONDS);
      expect(await received()).toEqual([]);
    });

    test('scheduled twice alike are one', async () => {
      const schedules = await opened();
      for (let time = 0; time < 2; time++) await schedules.in(60, 'a');
      await schedules.pass(60 + LATEST_SECONDS);
      expect(await schedules.bodies()).toEqual(['a']);
    });

    test('a second one of the same name moves the first, with its message', async () => {
      const schedules = await opened();
      await schedules.in(600, 'first');
      await schedules.in(HOUR_SECONDS, 'later');
      await schedules.pass(600 + LATEST_SECONDS);
      expect(await schedules.bodies()).toEqual([]);
      await schedules.in(60, 'sooner');
      await schedules.pass(60 + LATEST_SECONDS);
      expect(await schedules.bodies()).toEqual(['sooner']);
      await schedules.pass(2 * HOUR_SECONDS);
      expect(await schedules.bodies()).toEqual([]);
    });

    test('a time that has passed means now, and takes the place of a time to come', async () => {
      const schedules = await opened();
      await schedules.in(60, 'to come');
      await schedules.in(-HOUR_SECONDS, 'past');
      expect(await schedules.bodies()).toEqual(['past']);
      await schedules.pass(60 + LATEST_SECONDS);
      expect(await schedules.bodies()).toEqual([]);
    });

    test('a cancelled one is not sent, and others are', async () => {
      const schedules = await opened();
      await schedules.in(60, 'a', 'one');
      await schedules.in(60, 'b', 'other');
      await schedules.cancel('one');
      await schedules.pass(60 + LATEST_SECONDS);
      expect(await schedules.bodies()).toEqual(['b']);
    });

    test('to cancel what was never scheduled, is cancelled or was sent is harmless', async () => {
      const schedules = await opened();
      await schedules.cancel('never');
      await schedules.in(60, 'a');
      await schedules.pass(60 + LATEST_SECONDS);
      for (let time = 0; time < 2; time++) await schedules.cancel();
      expect(await schedules.bodies()).toEqual(['a']);
    });

    test('a name is free again when its message was sent', async () => {
      const schedules = await opened();
      await schedules.in(60, 'a');
      await schedules.pass(60 + LATEST_SECONDS);
      await schedules.in(60, 'b');
      await schedules.pass(60 + LATEST_SECONDS);
      expect(await schedules.bodies()).toEqual(['a', 'b']);
    });

    test('several that are due together are all sent', async () => {
      const schedules = await opened();
      const bodies = Array.from({ length: 12 }, (_unused, index) => `m${String(index).padStart(2, '0')}`);
      for (const body of bodies) await schedules.in(30, body, body);
      await schedules.pass(30 + LATEST_SECONDS);
      expect(await schedules.bodies()).toEqual(bodies);
    });

    test('another text than a name is refused', async () => {
      const { schedules, queue, now } = await opened();
      for (const wrong of ['', 'ticket/1', 'x'.repeat(65)]) {
        const refused = schedules.schedule({ name: wrong, at: now(), queue, message: message('a') });
        await expect(refused).rejects.toMatchObject({ code: 'SCHEDULE_NAME_INVALID' });
      }
    });
  });
}
