import { virtualClock } from '@bos/testing/clocks';
import type { Context } from 'aws-lambda';
import { describe, expect, test } from 'vitest';
import type { DeployedFunction } from './deployed-function.ts';
import { type InvokeDeps, invoke, invokerByName } from './invoke.ts';

const clock = virtualClock();
const deps: InvokeDeps = { clock, timers: clock.timers, ids: { next: () => 'id-1' } };
const never = new AbortController().signal;

function deployed(handler: (event: unknown, context: Context) => unknown): DeployedFunction {
  return {
    definition: { name: 'step', trigger: { kind: 'mission-step' }, timeoutSeconds: 10, memoryMegabytes: 128 },
    handler,
  };
}

describe('an invocation', () => {
  test('tells the function its name, its request and the time that is left', async () => {
    const target = deployed(async (_event, context) => {
      await clock.advance(4_000);
      return [context.functionName, context.awsRequestId, context.memoryLimitInMB, context.getRemainingTimeInMillis()];
    });
    expect(await invoke(target, {}, deps)).toEqual(['step', 'id-1', '128', 6_000]);
  });

  test('ends with the time of the function, and drops what comes later', async () => {
    let finish: ((value: string) => void) | undefined;
    const outcome = invoke(
      deployed(
        () =>
          new Promise((resolve) => {
            finish = resolve;
          }),
      ),
      {},
      deps,
    ).catch((error: unknown) => error);
    await clock.advance(10_000);
    finish?.('late');
    expect(await outcome).toMatchObject({ name: 'Sandbox.Timedout' });
  });

  test('rejects with what the function throws, at once or later', async () => {
    const early = deployed(() => {
      throw new RangeError('early');
    });
    const late = deployed(async () => Promise.reject(new RangeError('late')));
    await expect(invoke(early, {}, deps)).rejects.toThrow(RangeError);
    await expect(invoke(late, {}, deps)).rejects.toThrow('late');
  });
});

describe('an invocation by name', () => {
  test('passes payload and result through JSON', async () => {
    const payload = { at: new Date(0), gone: undefined };
    let seen: unknown;
    const call = invokerByName(
      [
        deployed((event) => {
          seen = event;
          return { when: new Date(0), nothing: undefined };
        }),
      ],
      deps,
    );
    expect(await call('step', payload, never)).toEqual({ when: '1970-01-01T00:00:00.000Z' });
    expect(seen).toEqual({ at: '1970-01-01T00:00:00.000Z' });
    expect(seen).not.toBe(payload);
  });

  test('of a function without result gives null, of an unknown function an error that says so', async () => {
    const call = invokerByName([deployed(() => undefined)], deps);
    expect(await call('step', {}, never)).toBeNull();
    await expect(call('other', {}, never)).rejects.toMatchObject({ name: 'Lambda.ResourceNotFoundException' });
  });

  test('keeps the name of the error, by which a state catches it', async () => {
    const call = invokerByName(
      [
        deployed(() => {
          throw Object.assign(new Error('busy'), { name: 'DeviceBusy' });
        }),
      ],
      deps,
    );
    await expect(call('step', {}, never)).rejects.toMatchObject({ name: 'DeviceBusy', message: 'busy' });
  });

  test('is given up when its state gives up', async () => {
    const state = new AbortController();
    const call = invokerByName([deployed(() => new Promise(() => {}))], deps)('step', {}, state.signal);
    state.abort(new Error('States.Timeout'));
    await expect(call).rejects.toThrow('States.Timeout');
  });
});
