import { canonicalJson } from '@bos/kernel/hash';
import { type RotationDependencies, rewrapKeys, SETTLING } from '@bos/table/encryption/key-rotation';
import { scopeName } from '@bos/table/encryption/key-scope';
import type { RotationOptions, RotationStep } from '@bos/table/encryption/rotate';
import { openBytes } from '@bos/table/encryption/seal';
import { addMasterKey, readKeyFile, replaceKeyFile } from './key-file.ts';

const SCOPE = 'keeper';

/**
 * Takes the rotation of the key file a step on. The new key stands before the old one in the file; what the file wraps
 * is wrapped anew; when every process has had the time to read the file again, the old key is overwritten.
 */
export async function rotateKeyFile(
  deps: RotationDependencies,
  path: string,
  { dryRun, onProgress }: Pick<RotationOptions, 'dryRun' | 'onProgress'>,
): Promise<RotationStep> {
  const keys = readKeyFile(path);
  const [newest] = keys;
  const from = newest?.from === undefined ? deps.clock.now() : new Date(newest.from);
  const until = new Date(from.getTime() + SETTLING);
  const step = { scope: SCOPE, rewrapped: 0, renewed: 0 };
  if (keys.length === 1) {
    const begun = deps.clock.now();
    const next = new Date(begun.getTime() + SETTLING).toISOString();
    if (dryRun) return { ...step, kind: 'begun', until: next };
    addMasterKey(path, begun);
    return { ...step, kind: 'begun', rewrapped: await rewrapKeys(deps, 'keeper', onProgress), until: next };
  }
  const isDue = deps.clock.now() >= until;
  const kind = isDue ? 'completed' : 'settling';
  if (dryRun) return { ...step, kind, ...(!isDue && { until: until.toISOString() }) };
  const rewrapped = await rewrapKeys(deps, 'keeper', onProgress);
  if (!isDue || newest === undefined) return { ...step, kind, rewrapped, until: until.toISOString() };
  await assertOpens(deps, newest.key);
  replaceKeyFile(path, [newest]);
  return { ...step, kind, rewrapped };
}

/** Throws DECRYPTION_FAILED unless this key alone opens all that the file has wrapped. */
async function assertOpens({ store }: RotationDependencies, key: Buffer): Promise<void> {
  for await (const scope of store.wrappedBy('keeper')) {
    for (const { wrapped } of (await store.read(scope))?.keys ?? []) {
      openBytes(key, wrapped, canonicalJson({ scope: scopeName(scope) }));
    }
  }
}
