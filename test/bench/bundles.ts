import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { CATALOG } from '../../functions/catalog.ts';
import { bundleFunctions } from '../../lib/bundle.ts';
import { freshDataDir, removeDataDir } from '../support/system.ts';
import { ms, percentile, row } from './figures.ts';

const RUNS = 5;

/** Imports the bundle in a fresh process, as a cold start does, and prints the milliseconds. */
const PROBE =
  'const t = performance.now(); await import(process.argv[1]); process.stdout.write(String(performance.now() - t));';

/** Size and import time of each Lambda bundle. */
export async function measureBundles(): Promise<void> {
  const outputFolder = freshDataDir();
  const bundles = await bundleFunctions({ catalog: CATALOG, outputFolder });
  for (const { name, folder, startBytes } of bundles) {
    const runs = Array.from({ length: RUNS }, () =>
      Number(
        execFileSync(process.execPath, ['--input-type=module', '-e', PROBE, join(folder, 'index.mjs')], {
          env: { ...process.env, AWS_REGION: 'sa-east-1', TABLE_NAME: 'bos-data-bench', KEY_ARN: 'arn:aws:kms:bench' },
          encoding: 'utf8',
        }),
      ),
    );
    row(`bundle ${name}`, `${Math.round(startBytes / 1024)} kB at start`, `import ${ms(percentile(runs, 0.5))}`);
  }
  removeDataDir(outputFolder);
}
