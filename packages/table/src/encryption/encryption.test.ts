import { MINUTE } from '@bos/kernel/clock';
import { virtualClock } from '@bos/testing/clocks';
import { createMemoryKeyStore } from '@bos/testing/memory-key-store';
import { testKeyWrapper as wrapper } from '@bos/testing/memory-table';
import { describe, expect, test } from 'vitest';
import { createBlindIndex } from './blind-index.ts';
import type { DataKeys } from './data-keys.ts';
import { createKeyRing } from './key-ring.ts';
import { addKeyVersion, dropFormerKeys, rewrapKeys, rotationState, SETTLING } from './key-rotation.ts';
import { type KeyScope, scopeName, scopeOfName } from './key-scope.ts';
import type { StoredKeyRecord } from './key-store.ts';
import { newestVersion, openField, sealField } from './seal.ts';

const maria: KeyScope = { kind: 'membership', buildingId: 'demo', userId: 'maria' };
const building: KeyScope = { kind: 'building', buildingId: 'demo' };
const ERASED = { keys: [], erasedAt: '2026-11-22T12:00:00.000Z' };

function setUp() {
  const kept = new Map<string, StoredKeyRecord>();
  const clock = virtualClock();
  let unwrappings = 0;
  const counting = {
    wrap: wrapper.wrap,
    unwrap: (key: Uint8Array, context: Readonly<Record<string, string>>) => {
      unwrappings++;
      return wrapper.unwrap(key, context);
    },
  };
  const deps = { store: createMemoryKeyStore(kept), wrapper: counting, clock };
  return { kept, clock, deps, open: () => createKeyRing(deps), unwrappings: () => unwrappings };
}

const text = (keys: DataKeys | undefined, version?: number): string | undefined =>
  (version === undefined ? keys?.current : keys?.all.find((each) => each.version === version))?.key
    .export()
    .toString('hex');

describe('encryption', () => {
  test('a sealed value opens only with its key and in its place', async () => {
    const keys = await setUp().open().dataKey(maria);
    const sealed = sealField(keys, { text: 'olá' }, 'PK\nSK\ntext');
    expect(sealed).toMatch(/^enc1\./);
    expect(openField(keys, sealed, 'PK\nSK\ntext')).toEqual({ text: 'olá' });
    expect(() => openField(keys, sealed, 'PK\nOTHER\ntext')).toThrow('could not be decrypted');
    expect(() => openField(keys, 'plain text', 'PK\nSK\ntext')).toThrow('must be encrypted');
    expect(() => openField(keys, sealed.replace('enc1', 'enc2'), 'PK\nSK\ntext')).toThrow('version 2');
  });

  test('another person’s key opens nothing', async () => {
    const ring = setUp().open();
    const sealed = sealField(await ring.dataKey(maria), 'olá', 'here');
    const other = await ring.dataKey({ ...maria, userId: 'eve' });
    expect(() => openField(other, sealed, 'here')).toThrow('could not be decrypted');
  });

  test('a person keeps one key, across processes and racing creations', async () => {
    const { open } = setUp();
    const keys = await Promise.all(Array.from({ length: 20 }, () => open().dataKey(maria)));
    expect(new Set(keys.map((each) => text(each))).size).toBe(1);
  });

  test('those who ask together for a key that there is not yet share one creation', async () => {
    const { deps } = setUp();
    let creations = 0;
    const store = {
      ...deps.store,
      create: (...created: Parameters<typeof deps.store.create>) => {
        creations++;
        return deps.store.create(...created);
      },
    };
    const ring = createKeyRing({ ...deps, store });
    const keys = await Promise.all(Array.from({ length: 200 }, () => ring.dataKey(building)));
    expect(new Set(keys.map((each) => text(each))).size).toBe(1);
    expect(creations).toBe(1);
  });

  test('membership keys are wrapped by their building, which alone is wrapped by the keeper', async () => {
    const { kept, open } = setUp();
    await open().dataKey(maria);
    expect([...kept.keys()].sort()).toEqual(['building/demo', 'membership/demo/maria']);
  });

  test('every scope has a name that leads back to it', () => {
    const scopes: KeyScope[] = [
      { kind: 'platform' },
      { kind: 'index' },
      building,
      maria,
      { kind: 'person', userId: 'maria' },
      { kind: 'sender', senderHash: 'ab12' },
    ];
    for (const scope of scopes) expect(scopeOfName(scopeName(scope))).toEqual(scope);
    expect(() => scopeOfName('building')).toThrow(RangeError);
  });

  test('a destroyed key is gone for everybody within five minutes, and nobody makes it anew', async () => {
    const { kept, open, clock } = setUp();
    const ring = open();
    await ring.dataKey(maria);
    kept.set(scopeName(maria), { ...ERASED, revision: 2 });
    expect(await open().existingDataKey(maria)).toBeUndefined();
    expect(text(await ring.existingDataKey(maria))).toBeDefined();
    await clock.advance(5 * MINUTE + 1);
    expect(await ring.existingDataKey(maria)).toBeUndefined();
    await expect(ring.dataKey(maria)).rejects.toMatchObject({ code: 'PERSON_ERASED' });
  });

  test('the key of a sender is not kept in the process', async () => {
    const { kept, open } = setUp();
    const sender: KeyScope = { kind: 'sender', senderHash: 'ab12' };
    const ring = open();
    const before = text(await ring.dataKey(sender));
    kept.delete(scopeName(sender));
    expect(await ring.existingDataKey(sender)).toBeUndefined();
    expect(text(await ring.dataKey(sender))).not.toBe(before);
  });

  test('the keeper is asked once a key and process, however often records are read again', async () => {
    const { open, clock, unwrappings } = setUp();
    await open().dataKey(maria);
    const ring = open();
    const before = unwrappings();
    for (let hour = 0; hour < 5; hour++) {
      expect(await ring.dataKey(maria)).toBeDefined();
      await clock.advance(60 * MINUTE);
    }
    expect(unwrappings() - before).toBe(1);
  });
});

describe('rotation of a key', () => {
  test('a process that knows the old key alone writes on, and reads what is sealed with the new one', async () => {
    const { deps, open, clock } = setUp();
    const old = open();
    const before = sealField(await old.dataKey(maria), 'before', 'here');
    await addKeyVersion(deps, maria, clock.now());
    const after = sealField(await open().dataKey(maria), 'after', 'here');
    const meanwhile = sealField(await old.dataKey(maria), 'meanwhile', 'here');
    expect([before, after, meanwhile].map((sealed) => newestVersion([sealed]))).toEqual([1, 2, 1]);
    const fresh = await open().existingDataKey(maria);
    for (const [sealed, plain] of [
      [before, 'before'],
      [after, 'after'],
      [meanwhile, 'meanwhile'],
    ] as const) {
      const known = await old.existingDataKey(maria, newestVersion([sealed]));
      expect(known && openField(known, sealed, 'here')).toBe(plain);
      expect(fresh && openField(fresh, sealed, 'here')).toBe(plain);
    }
  });

  test('of a building wraps its people’s keys anew and leaves them as they are', async () => {
    const { deps, open, clock, kept } = setUp();
    const before = text(await open().dataKey(maria));
    await open().dataKey({ ...maria, buildingId: 'other' });
    await addKeyVersion(deps, building, clock.now());
    expect(await rewrapKeys(deps, building)).toBe(1);
    expect(await rewrapKeys(deps, building)).toBe(0);
    expect(kept.get(scopeName(maria))?.keys).toMatchObject([{ version: 1, by: 2 }]);
    expect(text(await open().dataKey(maria))).toBe(before);
  });

  test('the former key stays until every process knows the new one, and while it wraps anything', async () => {
    const { deps, open, clock, kept } = setUp();
    const stale = open();
    await stale.dataKey(maria);
    expect(await rotationState(deps, building)).toEqual({ kind: 'steady' });
    await addKeyVersion(deps, building, clock.now());
    await rewrapKeys(deps, building);
    await expect(dropFormerKeys(deps, building)).rejects.toMatchObject({ code: 'KEY_IN_USE' });
    // Somebody moves in whom a process serves that still wraps with the former key.
    const late: KeyScope = { ...maria, userId: 'late' };
    const key = text(await stale.dataKey(late));
    await clock.advance(SETTLING);
    expect(await rotationState(deps, building)).toMatchObject({ kind: 'settled' });
    await expect(dropFormerKeys(deps, building)).rejects.toMatchObject({ code: 'KEY_IN_USE' });
    expect(await dropFormerKeys(deps, building)).toBe(true);
    expect(kept.get('building/demo')?.keys.map(({ version }) => version)).toEqual([2]);
    expect(text(await open().dataKey(late))).toBe(key);
    expect(await rotationState(deps, building)).toEqual({ kind: 'steady' });
  });

  test('a rotation that was cut off in the middle is completed by the next', async () => {
    const { deps, open, clock, kept } = setUp();
    const userIds = Array.from({ length: 30 }, (_, number) => `user-${number}`);
    const ring = open();
    for (const userId of userIds) await ring.dataKey({ ...maria, userId });
    await addKeyVersion(deps, building, clock.now());
    let left = 10;
    const failing = {
      ...deps,
      store: {
        ...deps.store,
        replace: async (...parameters: Parameters<typeof deps.store.replace>) => {
          if (left-- <= 0) throw new Error('killed');
          return deps.store.replace(...parameters);
        },
      },
    };
    await expect(rewrapKeys(failing, building)).rejects.toThrow('killed');
    expect(await rewrapKeys(deps, building)).toBe(20);
    for (const userId of userIds) expect(kept.get(`membership/demo/${userId}`)?.keys[0]?.by).toBe(2);
  });

  test('an erased person’s keys are left alone', async () => {
    const { deps, open, clock, kept } = setUp();
    await open().dataKey(maria);
    kept.set(scopeName(maria), { ...ERASED, revision: 2 });
    await addKeyVersion(deps, building, clock.now());
    expect(await rewrapKeys(deps, building)).toBe(0);
    await addKeyVersion(deps, maria, clock.now());
    expect(kept.get(scopeName(maria))).toMatchObject(ERASED);
  });
});

describe('the blind index', () => {
  test('is the same for the same value in every process and tells kinds apart', async () => {
    const { open } = setUp();
    const index = createBlindIndex(open());
    expect(await index('phone', '5511900000301')).toBe(await index('phone', '5511900000301'));
    expect(await index('phone', '5511900000301')).not.toBe(await index('email', '5511900000301'));
    expect(await createBlindIndex(open())('phone', '5511900000301')).toBe(await index('phone', '5511900000301'));
    expect(await index.every('phone', '5511900000301')).toEqual([await index('phone', '5511900000301')]);
  });

  test('what must last is the same after every rotation, and another text than the one for today', async () => {
    const { deps, open, clock } = setUp();
    const before = await createBlindIndex(open()).lasting('phone', '1');
    await createBlindIndex(open())('phone', '1');
    for (const scope of [{ kind: 'index' }, { kind: 'platform' }] as const) {
      await addKeyVersion(deps, scope, clock.now());
      await rewrapKeys(deps, scope);
      await clock.advance(SETTLING);
      await dropFormerKeys(deps, scope);
    }
    const index = createBlindIndex(open());
    expect(await index.lasting('phone', '1')).toBe(before);
    expect(await index('phone', '1')).not.toBe(before);
  });

  test('every process looks under the new key before any writes with it', async () => {
    const { deps, open, clock } = setUp();
    const [stale, fresh] = [createBlindIndex(open()), createBlindIndex(open())];
    const before = await stale('phone', '1');
    await addKeyVersion(deps, { kind: 'index' }, new Date(clock.now().getTime() + SETTLING));
    await clock.advance(5 * MINUTE + 1);
    expect(await stale('phone', '1')).toBe(before);
    const known = await stale.every('phone', '1');
    expect(known).toHaveLength(2);
    await clock.advance(5 * MINUTE);
    const [first, second] = await fresh.every('phone', '1');
    expect(second).toBe(before);
    expect(first).toBe(await stale('phone', '1'));
    expect(known).toContain(first);
  });
});
