import { currentSignal, untilAborted } from '@bos/kernel/deadline';
import { virtualClock } from '@bos/testing/clocks';
import { expect, test } from 'vitest';
import { lambdaEntry } from './lambda-entry.ts';

/** An invocation that may take as long, on a clock that stands still until it is moved. */
function invocation(milliseconds: number) {
  const clock = virtualClock();
  const until = clock.now().getTime() + milliseconds;
  return { clock, context: { getRemainingTimeInMillis: () => until - clock.now().getTime() } };
}

test('what a function waits for is given up half a second before Lambda would stop it', async () => {
  const { clock, context } = invocation(10_000);
  const handler = lambdaEntry(() => untilAborted(new Promise(() => {}), currentSignal()), clock.timers);
  const running = handler({}, context);
  let ended = false;
  running.catch(() => {
    ended = true;
  });
  await clock.advance(9_499);
  expect(ended).toBe(false);
  await clock.advance(1);
  await expect(running).rejects.toMatchObject({ name: 'InvocationDeadlineError' });
});

test('an invocation that has ended leaves no deadline behind for the next one', async () => {
  const { clock, context } = invocation(10_000);
  const signals: (AbortSignal | undefined)[] = [];
  const handler = lambdaEntry(async (event: string) => {
    signals.push(currentSignal());
    return event;
  }, clock.timers);
  expect(await handler('first', context)).toBe('first');
  await clock.advance(60_000);
  expect(signals[0]?.aborted).toBe(false);
  expect(await handler('second', invocation(10_000).context)).toBe('second');
  expect(signals[1]).not.toBe(signals[0]);
  expect(currentSignal()).toBeUndefined();
});

test('a function is given its event and Lambda’s own context', async () => {
  const { clock, context } = invocation(1_000);
  const handler = lambdaEntry(async (event: unknown, given) => [event, given], clock.timers);
  expect(await handler({ a: 1 }, context)).toEqual([{ a: 1 }, context]);
});
