// Run by itself (`node test/bench/bundles.ts`) it measures the bundles alone.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { CATALOG } from '../../functions/catalog.ts';
import { bundleFunctions } from '../../lib/bundle.ts';
import { known } from '../../lib/known.ts';
import { freshDataDir, removeDataDir } from '../support/system.ts';
import { ceilingOf } from './bundle-ceilings.ts';
import { ms, percentile, row } from './figures.ts';

const RUNS = 11;

/** Imports a module in a fresh process, as a cold start does; prints milliseconds on the clock and on the processor. */
const PROBE = `
  const { user, system } = process.cpuUsage();
  const startedAt = performance.now();
  await import(process.argv[1]);
  const elapsed = performance.now() - startedAt;
  const used = process.cpuUsage({ user, system });
  process.stdout.write(elapsed + ' ' + (used.user + used.system) / 1000);`;

const kB = (bytes: number): number => Math.round(bytes / 1_000);

/** What Node itself loads for a client of AWS: no bundle can be faster than this. */
const NODE_ALONE = `data:text/javascript,${encodeURIComponent(
  "for (const name of ['crypto', 'https', 'zlib', 'fs/promises']) process.getBuiltinModule(name);",
)}`;

interface Import {
  readonly elapsed: number;
  readonly processor: number;
}

function importAnew(url: string): Import {
  const printed = execFileSync(process.execPath, ['--input-type=module', '-e', PROBE, url], {
    env: { ...process.env, AWS_REGION: 'sa-east-1', TABLE_NAME: 'bos-data-bench', KEY_ARN: 'arn:aws:kms:bench' },
    encoding: 'utf8',
  });
  const [elapsed = Number.NaN, processor = Number.NaN] = printed.split(' ').map(Number);
  return { elapsed, processor };
}

/**
 * Size and import time of each Lambda bundle, beside their ceilings. Each round imports all of them, so that a busy moment of the machine falls
 * on all alike; processor time tells a slower bundle from a busier machine.
 */
export async function measureBundles(): Promise<void> {
  const outputFolder = freshDataDir();
  const startedAt = performance.now();
  const bundles = await bundleFunctions({ catalog: CATALOG, outputFolder });
  row('bundles', `${bundles.length} functions in ${ms(performance.now() - startedAt)}`);
  const definitions = new Map(CATALOG.map((definition) => [definition.name, definition]));
  const subjects = [
    { name: 'node alone', size: '', ceiling: Number.POSITIVE_INFINITY, url: NODE_ALONE },
    ...bundles.map(({ name, folder, startBytes, bytes }) => {
      const { kilobytes, milliseconds } = ceilingOf(known(definitions, name, 'function'));
      return {
        name: `bundle ${name}`,
        size: `${kB(startBytes)} of ${kB(bytes)} kB at start (≤ ${kilobytes})`,
        ceiling: milliseconds,
        url: pathToFileURL(join(folder, 'index.mjs')).href,
      };
    }),
  ].map((subject) => ({ ...subject, imports: [] as Import[] }));
  for (let run = 0; run < RUNS; run++) for (const { url, imports } of subjects) imports.push(importAnew(url));
  for (const { name, size, ceiling, imports } of subjects) {
    const elapsed = imports.map((one) => one.elapsed);
    const processor = imports.map((one) => one.processor);
    row(
      name,
      size.padEnd(36),
      `import p50 ${ms(percentile(elapsed, 0.5))}`,
      `least ${ms(Math.min(...elapsed))}${Number.isFinite(ceiling) ? ` (≤ ${ceiling})` : ''}`,
      `processor p50 ${ms(percentile(processor, 0.5))}`,
    );
  }
  removeDataDir(outputFolder);
}

if (import.meta.main) await measureBundles();
