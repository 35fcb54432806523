import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
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
  'functions/ports/aws-ports.ts':
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
function makeProject(): string {
  const projectRoot = mkdtempSync(join(tmpdir(), 'bos-bundle-'));
  onTestFinished(() => rmSync(projectRoot, { recursive: true, force: true }));
  for (const [path, text] of Object.entries(FILES)) {
    mkdirSync(dirname(join(projectRoot, path)), { recursive: true });
    writeFileSync(join(projectRoot, path), text);
  }
  return projectRoot;
}

const moduleSchema = z.object({ handler: z.custom<(event: unknown) => Promise<unknown>>() });

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
  expect(readdirSync(join(outputFolder, 'greet')).sort()).toEqual(['chunks', 'index.mjs']);
  expect(readdirSync(join(outputFolder, 'maps', 'greet'))).toContain('index.mjs.map');

  rmSync(join(projectRoot, 'functions'), { recursive: true });
  const loaded: unknown = await import(pathToFileURL(join(outputFolder, 'greet', 'index.mjs')).href);
  const { handler } = moduleSchema.parse(loaded);
  expect(await handler({ greeting: 'hello' })).toEqual({ said: 'hello, nobody', random: 36 });
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
