import { parseArgs } from 'node:util';
import { seedLife } from '@bos/embedded/demo/life/seed-life';
import { seedDemo } from '@bos/embedded/demo/seed-demo';
import { readScale, type Scale } from '@bos/embedded/scale-seed/scale';
import { seedScale } from '@bos/embedded/scale-seed/seed-scale';
import { type Attached, attach } from '../local/attach.ts';
import { OperatorError } from '../local/operator-error.ts';
import { progressBar } from '../local/progress-bar.ts';

/** How much is asked for; undefined is the demo building. Throws OperatorError. */
export function readSize(parameters: readonly string[]): Scale | undefined {
  const { values } = parseArgs({ args: [...parameters], options: { scale: { type: 'string' } } });
  if (values.scale === undefined) return undefined;
  const scale = readScale(values.scale);
  if (scale === undefined) throw new OperatorError('--scale is buildings by units, such as 300x150.');
  return scale;
}

/** Adds what is missing of the demo building, or of many buildings; what was changed stays as it is. */
export async function run(parameters: readonly string[]): Promise<void> {
  const size = readSize(parameters);
  const { ports, identity } = await attach();
  const stopping = new AbortController();
  process.once('SIGINT', () => stopping.abort(new OperatorError('Stopped. The same command goes on from here.')));
  const { signal } = stopping;
  try {
    if (size !== undefined) return await seedMany(ports, size, signal);
    await seedDemo(ports, ports.clock.now());
    await seedLife({ ...ports, signal });
    process.stdout.write('The demo building is complete.\n');
  } finally {
    identity.close();
  }
}

async function seedMany(ports: Attached['ports'], size: Scale, signal: AbortSignal): Promise<void> {
  const startedAt = performance.now();
  const bar = progressBar(process.stdout);
  let written = 0;
  const rate = (): string => {
    const seconds = (performance.now() - startedAt) / 1_000;
    const perSecond = Math.round(written / Math.max(seconds, 0.001));
    return `${written.toLocaleString('en')} items in ${seconds.toFixed(0)} s, ${perSecond.toLocaleString('en')} a second`;
  };
  const onProgress = ({ buildings, items }: { readonly buildings: number; readonly items: number }): void => {
    written = items;
    bar.show(buildings, size.buildings, ` buildings, ${rate()}`);
  };
  try {
    const made = await seedScale({ ...ports, signal, onProgress }, size, ports.clock.now());
    bar.end();
    process.stdout.write(`${made} of ${size.buildings} buildings made: ${rate()}.\n`);
  } catch (error) {
    bar.end();
    throw error;
  }
}
