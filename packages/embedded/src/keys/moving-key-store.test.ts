import { createKeyRing } from '@bos/table/encryption/key-ring';
import type { KeyScope } from '@bos/table/encryption/key-scope';
import { createWrappedKeyStore } from '@bos/table/wrapped-keys';
import { virtualClock } from '@bos/testing/clocks';
import { describeKeyStore } from '@bos/testing/key-store-contract';
import { createMemoryClient } from '@bos/testing/memory-client';
import { createMemoryKeyStore } from '@bos/testing/memory-key-store';
import { testKeyWrapper as wrapper } from '@bos/testing/memory-table';
import { expect, test } from 'vitest';
import { createMovingKeyStore } from './moving-key-store.ts';

const clock = virtualClock();
const maria: KeyScope = { kind: 'membership', buildingId: 'demo', userId: 'maria' };

describeKeyStore('one that takes over from another', () =>
  createMovingKeyStore(createMemoryKeyStore(), createMemoryKeyStore()),
);

test('keys that lay in the table are taken over, the same keys, and lie there no longer', async () => {
  const memory = createMemoryClient();
  const former = createWrappedKeyStore(memory.client, 'bos-data-test', clock);
  const before = await createKeyRing({ store: former, wrapper, clock }).dataKey(maria);
  expect(memory.items()).toHaveLength(2);
  const store = createMovingKeyStore(createMemoryKeyStore(), former);
  const after = await createKeyRing({ store, wrapper, clock }).dataKey(maria);
  expect(after.current.key.equals(before.current.key)).toBe(true);
  expect(memory.items()).toHaveLength(0);
});

test('a key that is removed or erased while a copy of it lies in the table comes back in neither way', async () => {
  const former = createMemoryKeyStore();
  const young = createMemoryKeyStore();
  const store = createMovingKeyStore(young, former);
  const record = { keys: [{ version: 1, by: 1, from: clock.now().toISOString(), wrapped: new Uint8Array(60) }] };
  for (const each of [young, former]) await each.create(maria, record);
  await store.remove(maria);
  expect(await store.read(maria)).toBeUndefined();
  for (const each of [young, former]) await each.create(maria, record);
  await store.replace(maria, { keys: [], erasedAt: clock.now().toISOString() }, 1);
  expect(await former.read(maria)).toBeUndefined();
  expect((await store.read(maria))?.keys).toEqual([]);
});
