import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { readKeyFile } from '@bos/embedded/keys/key-file';
import { createKeyFileWrapper } from '@bos/embedded/keys/key-file-wrapper';
import { createKeyRing } from '@bos/table/encryption/key-ring';
import { addKeyVersion } from '@bos/table/encryption/key-rotation';
import { type KeyScope, scopeName } from '@bos/table/encryption/key-scope';
import type { KeyStore } from '@bos/table/encryption/key-store';
import { virtualClock } from '@bos/testing/clocks';
import { createMemoryKeyStore } from '@bos/testing/memory-key-store';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { hasFingerprint, keyLines, movedRecord, presentFingerprint } from './key-lines.ts';
import { collect } from './testing/collect.ts';
import { newDataDir } from './testing/installation.ts';

const clock = virtualClock();
const scopes: readonly KeyScope[] = [
  { kind: 'platform' },
  { kind: 'index' },
  { kind: 'building', buildingId: 'demo' },
  { kind: 'membership', buildingId: 'demo', userId: 'maria' },
  { kind: 'membership', buildingId: 'demo', userId: 'james' },
  { kind: 'person', userId: 'maria' },
  { kind: 'sender', senderHash: 'abc' },
];

let root: string;
let store: KeyStore;
beforeEach(async () => {
  root = newDataDir();
  store = createMemoryKeyStore();
  const ring = ringOver(store, 'first');
  for (const scope of scopes) await ring.dataKey(scope);
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const keyFile = (machine: string) => join(root, machine, 'master.key');
const ringOver = (keyStore: KeyStore, machine: string) =>
  createKeyRing({ store: keyStore, wrapper: createKeyFileWrapper(keyFile(machine)), clock });
const masterKeysOf = (machine: string) => readKeyFile(keyFile(machine)).map(({ key }) => key.toString('base64url'));
const maria = { userId: 'maria', buildingIds: ['demo'], senderHashes: ['abc'], startedAt: '2026-11-22T12:00:00.000Z' };

async function moveTo(machine: string, masterKeys: readonly string[], erasures = [] as (typeof maria)[]) {
  const other = createMemoryKeyStore();
  const wrapper = createKeyFileWrapper(keyFile(machine));
  for await (const line of keyLines(store)) {
    const moved = await movedRecord(line, { masterKeys, wrapper, erasures });
    if (moved) await other.create(moved.scope, moved.record);
  }
  return other;
}

test('another machine, with a master key of its own, has the same keys then', async () => {
  const other = ringOver(await moveTo('second', masterKeysOf('first')), 'second');
  const ours = ringOver(store, 'first');
  for (const scope of scopes) {
    const [there, here] = [await other.existingDataKey(scope), await ours.dataKey(scope)];
    expect(there?.current.key.equals(here.current.key), scopeName(scope)).toBe(true);
    expect(there && presentFingerprint(there)).toBe(presentFingerprint(here));
    expect(there && hasFingerprint(there, presentFingerprint(here))).toBe(true);
  }
});

test('of who was erased no key comes along, only that they were', async () => {
  const moved = await moveTo('second', masterKeysOf('first'), [maria]);
  const erased = { keys: [], erasedAt: maria.startedAt };
  expect(await moved.read({ kind: 'membership', buildingId: 'demo', userId: 'maria' })).toMatchObject(erased);
  expect(await moved.read({ kind: 'person', userId: 'maria' })).toMatchObject(erased);
  expect(await moved.read({ kind: 'sender', senderHash: 'abc' })).toBeUndefined();
  expect((await moved.read({ kind: 'membership', buildingId: 'demo', userId: 'james' }))?.keys).toHaveLength(1);
});

test('keys that were wrapped by another master key than the backup has are refused', async () => {
  await expect(moveTo('second', masterKeysOf('third'))).rejects.toThrow('do not open one another');
});

test('a rotation that begins while the keys are read is noticed', async () => {
  const deps = { store, wrapper: createKeyFileWrapper(keyFile('first')), clock };
  const reading = keyLines(store);
  await reading.next();
  await addKeyVersion(deps, { kind: 'platform' }, clock.now());
  await expect(collect(reading)).rejects.toThrow('being rotated');
});
