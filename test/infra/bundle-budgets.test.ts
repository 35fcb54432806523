import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CATALOG } from '../../functions/catalog.ts';
import { bundleFunctions, type FunctionBundle } from '../../lib/bundle.ts';
import { known } from '../../lib/known.ts';
import { ceilingOf } from '../bench/bundle-ceilings.ts';

const folder = mkdtempSync(join(tmpdir(), 'bos-budgets-'));
let bundles: ReadonlyMap<string, FunctionBundle>;

beforeAll(async () => {
  const made = await bundleFunctions({ catalog: CATALOG, outputFolder: folder });
  bundles = new Map(made.map((bundle) => [bundle.name, bundle]));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each(CATALOG)('$name loads no more at its start than its ceiling allows', (definition) => {
  const { startBytes } = known(bundles, definition.name, 'bundle');
  expect(startBytes / 1_000).toBeLessThanOrEqual(ceilingOf(definition).kilobytes);
});

test('a function without a right to the table starts without its client', async () => {
  const without = CATALOG.filter(({ rights }) => !rights.some(({ kind }) => kind === 'table'));
  expect(without.map(({ name }) => name)).not.toEqual([]);
  for (const { name } of without) {
    const started: unknown = await import(pathToFileURL(join(folder, name, 'index.mjs')).href);
    expect(started, name).toHaveProperty('handler');
  }
});
