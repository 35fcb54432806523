import { parseArgs } from 'node:util';
import type { RotationStep } from '@bos/table/encryption/rotate';
import { AWS_OPTION, openPrivacyDesk } from '../local/privacy-desk.ts';
import { rotate } from '../local/rotate.ts';

const DONE: Readonly<Record<RotationStep['kind'], string>> = {
  begun: 'has a new key',
  settling: 'has a new key, and still the former one',
  completed: 'has its new key alone: the former one is destroyed',
  rewrapped: 'rotates by itself in KMS',
};
const PLANNED: Readonly<Record<RotationStep['kind'], string>> = {
  begun: 'would get a new key',
  settling: 'would go on',
  completed: 'would lose its former key',
  rewrapped: 'would have its keys wrapped with what KMS has now',
};

function describe({ scope, kind, rewrapped, renewed, until }: RotationStep, dryRun: boolean): string {
  const counts = dryRun ? '' : `; ${rewrapped} keys wrapped anew, ${renewed} items renewed`;
  const next = until === undefined ? '' : `; run it again after ${until}`;
  return `${scope.padEnd(24)} ${(dryRun ? PLANNED : DONE)[kind]}${counts}${next}\n`;
}

/**
 * Takes the rotation of keys a step on; the system goes on meanwhile. The first run makes new keys, and a later one,
 * when nobody can know the former ones alone any more, destroys those.
 */
export async function run(parameters: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...parameters],
    options: {
      scope: { type: 'string', default: 'all' },
      'dry-run': { type: 'boolean', default: false },
      ...AWS_OPTION,
    },
  });
  const { privacy, close } = await openPrivacyDesk('rotate-keys', values);
  const dryRun = values['dry-run'];
  const onProgress = (done: number): void => {
    if (done % 100 === 0) process.stderr.write(`${done} keys\n`);
  };
  try {
    for await (const step of rotate(privacy, values.scope, { dryRun, onProgress })) {
      process.stdout.write(describe(step, dryRun));
    }
  } finally {
    close();
  }
}
