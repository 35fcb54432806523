import { describe, expect, test } from 'vitest';
import { createBlindIndex } from './blind-index.ts';
import { createKeyRing, type WrappedKeyStore } from './key-ring.ts';
import { type KeyScope, scopeName } from './key-scope.ts';
import { openBytes, openField, sealBytes, sealField } from './seal.ts';

const master = Buffer.alloc(32, 1);
const wrapper = {
  wrap: async (key: Uint8Array, context: Readonly<Record<string, string>>) =>
    sealBytes(master, key, JSON.stringify(context)),
  unwrap: async (key: Uint8Array, context: Readonly<Record<string, string>>) =>
    openBytes(master, key, JSON.stringify(context)),
};
const maria: KeyScope = { kind: 'membership', buildingId: 'demo', userId: 'maria' };

function setUp() {
  const kept = new Map<string, Uint8Array>();
  const store: WrappedKeyStore = {
    read: async (scope) => kept.get(scopeName(scope)),
    create: async (scope, wrapped) => {
      const name = scopeName(scope);
      const first = kept.get(name) ?? wrapped;
      kept.set(name, first);
      return first;
    },
  };
  let now = 0;
  const open = () => createKeyRing({ store, wrapper, clock: { now: () => new Date(now) } });
  return { kept, open, advance: (milliseconds: number) => (now += milliseconds) };
}

describe('encryption', () => {
  test('a sealed value opens only with its key and in its place', () => {
    const sealed = sealField(master, { text: 'olá' }, 'PK\nSK\ntext');
    expect(openField(master, sealed, 'PK\nSK\ntext')).toEqual({ text: 'olá' });
    expect(() => openField(master, sealed, 'PK\nOTHER\ntext')).toThrow('could not be decrypted');
    expect(() => openField(Buffer.alloc(32, 2), sealed, 'PK\nSK\ntext')).toThrow('could not be decrypted');
    expect(() => openField(master, 'plain text', 'PK\nSK\ntext')).toThrow('must be encrypted');
  });

  test('a person keeps one key, across processes and racing creations', async () => {
    const { open } = setUp();
    const keys = await Promise.all(Array.from({ length: 20 }, () => open().dataKey(maria)));
    expect(new Set(keys.map((key) => key.export().toString('hex'))).size).toBe(1);
  });

  test('membership keys are wrapped by their building, which alone is wrapped by the keeper', async () => {
    const { kept, open } = setUp();
    await open().dataKey(maria);
    expect([...kept.keys()].sort()).toEqual(['building/demo', 'membership/demo/maria']);
  });

  test('a destroyed key is gone for everybody within five minutes', async () => {
    const { kept, open, advance } = setUp();
    const ring = open();
    await ring.dataKey(maria);
    kept.delete(scopeName(maria));
    expect(await open().existingDataKey(maria)).toBeUndefined();
    advance(5 * 60_000 + 1);
    expect(await ring.existingDataKey(maria)).toBeUndefined();
  });

  test('the blind index is the same for the same value and tells kinds apart', async () => {
    const { open } = setUp();
    const index = createBlindIndex(open());
    expect(await index('phone', '5511900000301')).toBe(await index('phone', '5511900000301'));
    expect(await index('phone', '5511900000301')).not.toBe(await index('email', '5511900000301'));
    expect(await createBlindIndex(open())('phone', '5511900000301')).toBe(await index('phone', '5511900000301'));
  });
});
