import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { currentSignal, untilAborted, withDeadline } from './deadline.ts';

describe('a deadline', () => {
  test('is seen by everything that the work waits for, and by nothing beside it', async () => {
    const { signal } = new AbortController();
    const work = withDeadline(signal, async () => {
      await nextTurn();
      return currentSignal();
    });
    expect(currentSignal()).toBeUndefined();
    expect(await work).toBe(signal);
  });

  test('keeps two works that run at the same time apart', async () => {
    const [one, other] = [new AbortController(), new AbortController()];
    const look = async () => {
      await nextTurn();
      return currentSignal()?.aborted;
    };
    const both = [withDeadline(one.signal, look), withDeadline(other.signal, look)];
    one.abort();
    expect(await Promise.all(both)).toEqual([true, false]);
  });

  test('inside another ends with whichever comes first', () => {
    const [outer, inner] = [new AbortController(), new AbortController()];
    withDeadline(outer.signal, () =>
      withDeadline(inner.signal, () => {
        expect(currentSignal()?.aborted).toBe(false);
        outer.abort();
        expect(currentSignal()?.aborted).toBe(true);
      }),
    );
  });
});

describe('what is waited for', () => {
  test('is given up when the signal comes, also when it has come already', async () => {
    const controller = new AbortController();
    const never = new Promise<void>(() => {});
    const waiting = untilAborted(never, controller.signal);
    controller.abort(new Error('over'));
    await expect(waiting).rejects.toThrow('over');
    await expect(untilAborted(never, controller.signal)).rejects.toThrow('over');
  });

  test('is given as it comes without a signal, and before it', async () => {
    expect(await untilAborted(Promise.resolve(1), undefined)).toBe(1);
    expect(await untilAborted(Promise.resolve(2), new AbortController().signal)).toBe(2);
    await expect(untilAborted(Promise.reject(new Error('no')), new AbortController().signal)).rejects.toThrow('no');
  });
});
