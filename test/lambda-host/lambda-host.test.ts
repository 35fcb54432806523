import { createServer } from 'node:http';
import { systemTimers, type Timers } from '@bos/kernel/timers';
import { afterEach, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { definitionOf, hostScripts, type ScriptedHost } from './scripted-bundles.ts';

const PATIENCE = { timeout: 10_000 };

const started: ScriptedHost[] = [];
afterEach(() => Promise.all(started.splice(0).map((host) => host.close())));

async function host(...given: Parameters<typeof hostScripts>): Promise<ScriptedHost> {
  const made = await hostScripts(...given);
  started.push(made);
  return made;
}

const one = (script: string, changes = {}, more = {}) => host({ step: script }, [definitionOf('step', changes)], more);

async function answer(target: ScriptedHost, payload: unknown = {}): Promise<unknown> {
  const result = await target.invoke('step', payload);
  return result.status === 'succeeded' ? JSON.parse(result.payload) : result.error;
}

const ids = { next: () => 'request-1' };

describe('a function', () => {
  test('is given JSON and gives JSON, and null for nothing', async () => {
    const echo = await one('export const handler = async (event) => event.nothing ? undefined : event;');
    expect(await answer(echo, { at: new Date(0), gone: undefined })).toEqual({ at: '1970-01-01T00:00:00.000Z' });
    expect(await answer(echo, { nothing: true })).toBeNull();
  });

  test('has a context of its own and the time that is left', async () => {
    const script = `export const handler = async (_, context) => {
      const before = context.getRemainingTimeInMillis();
      await new Promise((resolve) => setTimeout(resolve, 100));
      return { ...context, before, after: context.getRemainingTimeInMillis() };
    };`;
    const context = await answer(await one(script, {}, { ids }));
    expect(context).toMatchObject({
      functionName: 'bos-rehearsal-step',
      functionVersion: '$LATEST',
      memoryLimitInMB: '256',
      awsRequestId: 'request-1',
      invokedFunctionArn: 'arn:aws:lambda:us-east-1:000000000000:function:bos-rehearsal-step',
      logGroupName: '/bos/rehearsal/step',
    });
    const { before, after } = z.object({ before: z.number(), after: z.number() }).parse(context);
    expect(before).toBeGreaterThan(2_000);
    expect(before).toBeLessThanOrEqual(3_000);
    expect(before - after).toBeGreaterThanOrEqual(90);
  });

  test('sees the variables of its rights and of Lambda, and nothing of the process that hosts it', async () => {
    const rights = [{ kind: 'send', queue: 'outbound' }] as const;
    const variables = await answer(await one('export const handler = async () => process.env;', { rights }));
    expect(variables).toMatchObject({
      BOS_ENVIRONMENT: 'rehearsal',
      TABLE_NAME: 'bos-data-rehearsal',
      QUEUE_URL_OUTBOUND: 'http://127.0.0.1/000000000000/bos-rehearsal-outbound.fifo',
      AWS_LAMBDA_FUNCTION_NAME: 'bos-rehearsal-step',
      AWS_REGION: 'us-east-1',
      AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    });
    const { LAMBDA_TASK_ROOT, ASSETS_DIR } = z.record(z.string(), z.string()).parse(variables);
    expect(ASSETS_DIR).toBe(LAMBDA_TASK_ROOT);
    for (const foreign of ['KEY_ARN', 'JWT_ISSUER', 'VITEST', 'HOME', 'NODE_OPTIONS']) {
      expect(variables).not.toHaveProperty(foreign);
    }
  });

  test('reaches an engine through the real SDK, and no service that has none', async () => {
    const seen: unknown[] = [];
    const engine = createServer((request, response) => {
      seen.push(request.headers['x-amz-target'], request.headers.authorization?.split('/')[0]);
      response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' }).end('{"TableNames":["one"]}');
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => engine.once('listening', resolve));
    const { port } = z.object({ port: z.number() }).parse(engine.address());
    const script = `
      import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
      import { KMSClient, ListKeysCommand } from '@aws-sdk/client-kms';
      export const handler = async ({ service }) => service === 'kms'
        ? new KMSClient({ maxAttempts: 1 }).send(new ListKeysCommand())
        : (await new DynamoDBClient().send(new ListTablesCommand())).TableNames;`;
    const endpoints = { DYNAMODB: `http://127.0.0.1:${port}` };
    const target = await one(script, {}, { endpoints, accessKeyId: 'guest' });
    expect(await answer(target)).toEqual(['one']);
    expect(seen).toEqual(['DynamoDB_20120810.ListTables', 'AWS4-HMAC-SHA256 Credential=guest']);
    expect(await answer(target, { service: 'kms' })).toMatchObject({ errorMessage: expect.stringContaining('ECONN') });
    engine.closeAllConnections();
    engine.close();
  });

  test('prints lines that its host reads', async () => {
    const target = await one('export const handler = async () => { console.log("said"); console.error("cried"); };');
    await answer(target);
    await expect.poll(() => [...target.lines].sort(), PATIENCE).toEqual(['cried', 'said']);
  });
});

const COUNTER = `
  let calls = 0;
  export const handler = async ({ wait = 0 }) => {
    calls++;
    await new Promise((resolve) => setTimeout(resolve, wait));
    return { pid: process.pid, calls };
  };`;
const counterSchema = z.object({ pid: z.number(), calls: z.number() });

describe('a sandbox', () => {
  test('is started once and keeps its state for the next event', async () => {
    const target = await one(COUNTER);
    const [first, second] = [await target.invoke('step', {}), await target.invoke('step', {})];
    expect(first).toMatchObject({ coldStartMilliseconds: expect.any(Number), peakMegabytes: expect.any(Number) });
    expect(second).toMatchObject({ coldStartMilliseconds: undefined, status: 'succeeded' });
    expect(await answer(target)).toMatchObject({ calls: 3 });
  });

  test('does one thing at a time: a second event at the same time starts another', async () => {
    const target = await one(COUNTER);
    const both = await Promise.all([answer(target, { wait: 300 }), answer(target, { wait: 300 })]);
    const [first, second] = z.array(counterSchema).parse(both);
    expect(first?.pid).not.toBe(second?.pid);
    expect([first?.calls, second?.calls]).toEqual([1, 1]);
  });

  test('is waited for where one more would be too many', async () => {
    const target = await one(COUNTER, {}, { mostSandboxes: 1 });
    const answers = await Promise.all([answer(target, { wait: 50 }), answer(target), answer(target)]);
    expect(answers.map((each) => counterSchema.parse(each).calls)).toEqual([1, 2, 3]);
  });

  test('ends with its host', async () => {
    const target = await one(COUNTER);
    const { pid } = counterSchema.parse(await answer(target));
    const atWork = target.invoke('step', { wait: 2_000 });
    await target.close();
    expect(await atWork).toMatchObject({ error: { errorType: 'Runtime.ExitError' } });
    expect(() => process.kill(pid, 0)).toThrow('ESRCH');
    await expect(target.invoke('step', {})).rejects.toThrow('closed');
  });
});

describe('a failure', () => {
  test('of the handler carries its name, message and trace, and keeps the sandbox', async () => {
    const target = await one(`
      let calls = 0;
      export const handler = async ({ thrown }) => {
        if (calls++ === 0) throw Object.assign(new Error('the door is busy'), { name: 'DeviceBusy' });
        if (thrown !== undefined) throw thrown;
        return calls;
      };`);
    const error = await answer(target);
    expect(error).toMatchObject({ errorType: 'DeviceBusy', errorMessage: 'the door is busy' });
    expect(error).toHaveProperty(['trace', 0], expect.stringContaining('the door is busy'));
    expect(await answer(target, { thrown: 'words' })).toEqual({
      errorType: 'string',
      errorMessage: 'words',
      trace: [],
    });
    expect(await answer(target)).toBe(3);
  });

  test('to end in time kills the sandbox, and the next event finds a new one', async () => {
    const target = await one(COUNTER, { timeoutSeconds: 1 }, { ids });
    const { pid } = counterSchema.parse(await answer(target));
    expect(await answer(target, { wait: 60_000 })).toEqual({
      errorType: 'Sandbox.Timedout',
      errorMessage: 'RequestId: request-1 Error: Task timed out after 1.00 seconds',
    });
    expect(() => process.kill(pid, 0)).toThrow('ESRCH');
    expect(await answer(target)).toMatchObject({ calls: 1 });
  });

  test('by a kill of all sandboxes hits those at work and those at rest, and the next event finds a new one', async () => {
    const target = await one(COUNTER, {}, { ids });
    const resting = counterSchema.parse(await answer(target));
    const working = answer(target, { wait: 60_000 });
    const second = counterSchema.parse(await answer(target));
    await target.killSandboxes();
    expect(await working).toMatchObject({ errorType: 'Runtime.ExitError' });
    for (const { pid } of [resting, second]) expect(() => process.kill(pid, 0)).toThrow('ESRCH');
    expect(await answer(target)).toMatchObject({ calls: 1 });
  });

  test('to end in time is seen even when the function never gives way', async () => {
    const target = await one('export const handler = () => { for (;;); };', { timeoutSeconds: 1 });
    expect(await answer(target)).toMatchObject({ errorType: 'Sandbox.Timedout' });
  });

  test('of the process is told by its exit, and the next event finds a new one', async () => {
    const target = await one(
      `let calls = 0;
      export const handler = async ({ code, signal }) => {
        if (signal) process.kill(process.pid, signal);
        if (code !== undefined) process.exit(code);
        return ++calls;
      };`,
      {},
      { ids },
    );
    const exit = (reason: string) => ({
      errorType: 'Runtime.ExitError',
      errorMessage: `RequestId: request-1 Error: Runtime exited ${reason}`,
    });
    expect(await answer(target)).toBe(1);
    expect(await answer(target, { code: 3 })).toEqual(exit('with error: exit status 3'));
    expect(await answer(target, { code: 0 })).toEqual(exit('without providing a reason'));
    expect(await answer(target, { signal: 'SIGKILL' })).toEqual(exit('with error: signal: killed'));
    expect(await answer(target)).toBe(1);
  });

  test('outside of the handler’s promise ends the process', async () => {
    const target = await one(`export const handler = ({ reject }) => new Promise(() => {
      setTimeout(() => { if (reject) Promise.reject(new Error('unheard')); else throw new RangeError('loose'); }, 10);
    });`);
    expect(await answer(target)).toMatchObject({ errorType: 'RangeError', errorMessage: 'loose' });
    expect(await answer(target, { reject: true })).toMatchObject({
      errorType: 'Runtime.UnhandledPromiseRejection',
      errorMessage: 'Error: unheard',
    });
  });

  test('to start in ten seconds is followed by a second start, in the time of the function', async () => {
    // Ten seconds, shortened.
    const timers: Timers = { after: (ms, run) => systemTimers.after(ms === 10_000 ? 100 : ms, run) };
    const script = (milliseconds: number) =>
      `await new Promise((resolve) => setTimeout(resolve, ${milliseconds})); export const handler = () => 'started';`;
    expect(await answer(await one(script(500), {}, { timers }))).toBe('started');
    const never = await one(script(60_000), { timeoutSeconds: 1 }, { timers });
    expect(await answer(never)).toMatchObject({ errorType: 'Sandbox.Timedout' });
  });

  test('to start is the answer to each event', async () => {
    const target = await one('await Promise.reject(new TypeError("no table")); export const handler = () => 1;');
    for (let call = 0; call < 2; call++) {
      expect(await answer(target)).toMatchObject({ errorType: 'TypeError', errorMessage: 'no table' });
    }
    const nameless = await one('export const handle = () => 1;');
    expect(await answer(nameless)).toMatchObject({
      errorType: 'Runtime.HandlerNotFound',
      errorMessage: 'index.handler is undefined or not exported',
    });
    const old = await one('export const handler = (event, context, callback) => callback(null, 1);');
    expect(await answer(old)).toMatchObject({ errorType: 'Runtime.CallbackHandlerDeprecated' });
  });
});

describe('the limits', () => {
  test('of memory hold for heap and buffers alike', async () => {
    const target = await one(
      `const kept = [];
      export const handler = async ({ heap, buffers }) => {
        for (let i = 0; i < heap; i++) kept.push(Array.from({ length: 131_072 }, (_, n) => n + 0.5));
        for (let i = 0; i < buffers; i++) kept.push(Buffer.alloc(1_048_576, 1));
        return kept.length;
      };`,
      { memoryMegabytes: 128, timeoutSeconds: 20 },
      { ids },
    );
    expect(await answer(target, { buffers: 10 })).toBe(10);
    expect(await answer(target, { buffers: 200 })).toEqual({
      errorType: 'Runtime.OutOfMemory',
      errorMessage: 'RequestId: request-1 Error: Runtime exited with error: signal: killed',
    });
    expect(await answer(target, { heap: 400 })).toEqual({
      errorType: 'Runtime.ExitError',
      errorMessage: 'RequestId: request-1 Error: Runtime exited with error: signal: aborted',
    });
    expect(await answer(target, { buffers: 1 })).toBe(1);
  });

  test('of size are six megabytes each way', async () => {
    const target = await one('export const handler = async ({ bytes }) => "x".repeat(bytes);');
    expect(await answer(target, { bytes: 6_291_554 })).toHaveLength(6_291_554);
    expect(await answer(target, { bytes: 6_291_555 })).toEqual({
      errorType: 'Function.ResponseSizeTooLarge',
      errorMessage: 'Response payload size exceeded maximum allowed payload size (6291556 bytes).',
    });
    await expect(target.invoke('step', 'x'.repeat(6_291_455))).rejects.toThrow(
      '6291457 byte payload is too large for the RequestResponse invocation type (limit 6291456 bytes)',
    );
  });
});
