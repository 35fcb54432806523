import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { FunctionDefinition } from '@bos/kernel/function-definition';
import { expect, onTestFinished, test } from 'vitest';
import * as z from 'zod';
import { bundleFunctions } from '../../lib/bundle.ts';

const FILES = {
  'functions/greet.ts': `
    import { randomFrom } from './random.cjs';
    export const build = async (ports: { name: string }) =>
      async (event: { greeting: string }) => {
        const { polite } = await import('./manners.ts');
        return { said: polite(event.greeting) + ' ' + ports.name, random: randomFrom() };
      };`,
  'functions/manners.ts': "export const polite = (words: string) => words + ',';",
  'functions/random.cjs': "exports.randomFrom = () => require('node:crypto').randomUUID().length;",
  'functions/ports/aws-ports.ts': "export const awsPorts = async () => ({ name: 'table' });",
  'functions/ports/aws-ports-without-table.ts':
    "export const awsPorts = async (environment: NodeJS.ProcessEnv) => ({ name: environment.GREETED ?? 'nobody' });",
  'model/weights.json': '{}',
};

const definition = (name: string, assets: readonly string[] = []): FunctionDefinition => ({
  name,
  description: name,
  entry: 'functions/greet.ts',
  trigger: { kind: 'mission-step' },
  rights: [],
  timeoutSeconds: 3,
  memoryMegabytes: 128,
  assets,
});

/** A project of its own, in a folder that goes when the test ends. */
function makeProject(more: Readonly<Record<string, string>> = {}): string {
  const projectRoot = mkdtempSync(join(tmpdir(), 'bos-bundle-'));
  onTestFinished(() => rmSync(projectRoot, { recursive: true, force: true }));
  for (const [path, text] of Object.entries({ ...FILES, ...more })) {
    mkdirSync(dirname(join(projectRoot, path)), { recursive: true });
    writeFileSync(join(projectRoot, path), text);
  }
  return projectRoot;
}

const moduleSchema = z.object({ handler: z.custom<(event: unknown, context: object) => Promise<unknown>>() });
const CONTEXT = { getRemainingTimeInMillis: () => 3_000 };

async function load(folder: string): Promise<{ handler(event: unknown): Promise<unknown> }> {
  const loaded: unknown = await import(pathToFileURL(join(folder, 'index.mjs')).href);
  const { handler } = moduleSchema.parse(loaded);
  return { handler: (event) => handler(event, CONTEXT) };
}

test('bundles each function into a folder that runs by itself, with its assets beside it', async () => {
  const projectRoot = makeProject();
  const outputFolder = join(projectRoot, 'dist');
  const bundles = await bundleFunctions({
    catalog: [definition('greet'), definition('greet-with-model', ['model'])],
    outputFolder,
    projectRoot,
  });

  expect(bundles.map(({ name }) => name)).toEqual(['greet', 'greet-with-model']);
  for (const { bytes, startBytes } of bundles) {
    expect(startBytes).toBeGreaterThan(100);
    expect(bytes, 'what an import() brings').toBeGreaterThan(startBytes);
  }
  expect(existsSync(join(outputFolder, 'greet-with-model', 'model', 'weights.json'))).toBe(true);
  expect(readdirSync(join(outputFolder, 'greet'))).toContain('index.mjs');
  expect(readdirSync(join(outputFolder, 'maps', 'functions'))).toContain('greet.mjs.map');

  rmSync(join(projectRoot, 'functions'), { recursive: true });
  const { handler } = await load(join(outputFolder, 'greet'));
  expect(await handler({ greeting: 'hello' })).toEqual({ said: 'hello, nobody', random: 36 });
});

test('gives the ports of the table to those functions alone that have a right to it', async () => {
  const projectRoot = makeProject();
  const outputFolder = join(projectRoot, 'dist');
  const reader: FunctionDefinition = { ...definition('reader'), rights: [{ kind: 'table', access: 'read' }] };
  await bundleFunctions({ catalog: [definition('greet'), reader], outputFolder, projectRoot });
  const said = async (name: string) => (await load(join(outputFolder, name))).handler({ greeting: 'hello' });
  expect(await said('reader')).toMatchObject({ said: 'hello, table' });
  expect(await said('greet')).toMatchObject({ said: 'hello, nobody' });
});

test('leaves out the adapters that no function of a kind has a right to, and throws when one is used', async () => {
  const projectRoot = makeProject({
    'node_modules/@bos/aws/sqs-queue-sender.js': `
      export const createSqsQueueSender = () => ({ send: () => 'sent by SQS' });`,
    'functions/ports/aws-ports-without-table.ts': `
      import { createSqsQueueSender } from '@bos/aws/sqs-queue-sender';
      export const awsPorts = () => ({ queues: createSqsQueueSender() });`,
    'functions/greet.ts': 'export const build = ({ queues }) => async () => queues.send();',
    'functions/api/greet.ts': 'export const build = ({ queues }) => async () => queues.send();',
  });
  const outputFolder = join(projectRoot, 'dist');
  const sender: FunctionDefinition = { ...definition('sender'), rights: [{ kind: 'send', queue: 'inbound' }] };
  const api: FunctionDefinition = { ...definition('api'), entry: 'functions/api/greet.ts' };
  await bundleFunctions({ catalog: [sender, api], outputFolder, projectRoot });
  expect(await (await load(join(outputFolder, 'sender'))).handler({})).toBe('sent by SQS');
  await expect((await load(join(outputFolder, 'api'))).handler({})).rejects.toThrow(/no function.*right to queues/i);
});

test('leaves out what dependencies never use, and throws when it is used', async () => {
  const projectRoot = makeProject({
    'node_modules/electrodb/index.js': `
      const lib = require('@aws-sdk/lib-dynamodb');
      exports.send = () => new lib.GetCommand();`,
    'node_modules/@aws-sdk/client-greetings/index.js': `
      import { defaultProvider } from '@aws-sdk/credential-provider-node';
      export const credentials = ({ given = defaultProvider() }) => given;`,
    'functions/greet.ts': `
      import { send } from 'electrodb';
      import { credentials } from '@aws-sdk/client-greetings';
      export const build = () => async ({ greeting }) => greeting === 'send' ? send() : credentials({ given: greeting });`,
  });
  const outputFolder = join(projectRoot, 'dist');
  await bundleFunctions({ catalog: [definition('greet')], outputFolder, projectRoot });
  const { handler } = await load(join(outputFolder, 'greet'));

  expect(await handler({ greeting: 'hello' })).toBe('hello');
  await expect(handler({ greeting: 'send' })).rejects.toThrow(/lib-dynamodb is left out.*ElectroDB builds requests/);
  await expect(handler({})).rejects.toThrow(/credential-provider-node is left out.*client-settings/);
});

test('loads what a start does not need in files of their own', async () => {
  const projectRoot = makeProject();
  const outputFolder = join(projectRoot, 'dist');
  await bundleFunctions({ catalog: [definition('greet'), definition('welcome')], outputFolder, projectRoot });
  const chunks = readdirSync(join(outputFolder, 'greet')).filter((file) => file !== 'index.mjs');
  const manners = chunks.filter((file) => /as polite/.test(readFileSync(join(outputFolder, 'greet', file), 'utf8')));
  expect(manners).toHaveLength(1);
  const index = readFileSync(join(outputFolder, 'greet', 'index.mjs'), 'utf8');
  expect(index).not.toContain('polite');
  expect(index, 'the map lies elsewhere').not.toContain('sourceMappingURL');
});

test('compiles clients of REST services apart, with a copy of what they share with a start', async () => {
  const projectRoot = makeProject({
    'node_modules/@smithy/core/package.json': '{"sideEffects": false, "main": "index.js", "module": "index.js"}',
    'node_modules/@smithy/core/index.js': "export * from './json.js'; export * from './xml.js';",
    'node_modules/@smithy/core/json.js': "export const json = () => 'spoken in json';",
    'node_modules/@smithy/core/xml.js': "export const xml = () => 'spoken in xml';",
    'node_modules/@aws-sdk/client-s3/index.js': "export { xml as ask } from '@smithy/core';",
    'functions/greet.ts': `
      import { json } from '@smithy/core';
      export const build = () => async ({ greeting }) =>
        greeting === 'late' ? (await import('@aws-sdk/client-s3')).ask() : json();`,
  });
  const outputFolder = join(projectRoot, 'dist');
  const definitions = [definition('greet'), definition('welcome')];
  const [bundle] = await bundleFunctions({ catalog: definitions, outputFolder, projectRoot });
  const folder = join(outputFolder, 'greet');
  const holding = (text: string): string[] =>
    readdirSync(folder).filter((file) => readFileSync(join(folder, file), 'utf8').includes(text));
  expect(holding('spoken in xml')).toEqual(['late-client-s3.mjs']);
  expect(holding('spoken in json')).not.toContain('late-client-s3.mjs');
  expect(bundle?.bytes).toBeGreaterThan(bundle?.startBytes ?? 0);
  const { handler } = await load(folder);
  expect(await handler({ greeting: 'late' })).toBe('spoken in xml');
  expect(await handler({ greeting: 'hello' })).toBe('spoken in json');
});

test('leaves nothing of an earlier bundle behind', async () => {
  const projectRoot = makeProject();
  const outputFolder = join(projectRoot, 'dist');
  await bundleFunctions({ catalog: [definition('old')], outputFolder, projectRoot });
  await bundleFunctions({ catalog: [definition('new')], outputFolder, projectRoot });
  expect(readdirSync(outputFolder).sort()).toEqual(['maps', 'new']);
});

test('names the file of an entry that does not exist', async () => {
  const projectRoot = makeProject();
  const missing = { ...definition('missing'), entry: 'functions/nowhere.ts' };
  await expect(
    bundleFunctions({ catalog: [missing], outputFolder: join(projectRoot, 'dist'), projectRoot }),
  ).rejects.toThrow(/functions\/nowhere\.ts/);
});
