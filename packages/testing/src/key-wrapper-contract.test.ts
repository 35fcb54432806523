import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createKeyFileWrapper } from '@bos/embedded/keys/key-file-wrapper';
import { onTestFinished } from 'vitest';
import { describeKeyWrapper } from './key-wrapper-contract.ts';

describeKeyWrapper('a key file', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'bos-keys-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return { ours: createKeyFileWrapper(join(folder, 'ours')), theirs: createKeyFileWrapper(join(folder, 'theirs')) };
});
