import type { KeyScope } from '@bos/table/encryption/key-scope';
import type { KeyRecord, KeyStore } from '@bos/table/encryption/key-store';
import { beforeEach, describe, expect, test } from 'vitest';

const AT = '2026-11-22T12:00:00.000Z';
const record = (...bytes: number[]): KeyRecord => ({
  keys: bytes.map((byte, position) => ({
    version: position + 1,
    by: 1,
    from: AT,
    wrapped: new Uint8Array(Buffer.alloc(60, byte)),
  })),
});

/** What every store of wrapped keys must do. Each test has a building and people of its own. */
export function describeKeyStore(name: string, open: () => KeyStore | Promise<KeyStore>): void {
  describe(`key store: ${name}`, () => {
    let run = 0;
    let store: KeyStore;
    let maria: KeyScope;
    let buildingId: string;

    beforeEach(async () => {
      store = await open();
      run++;
      buildingId = `house-${run}`;
      maria = { kind: 'membership', buildingId, userId: 'maria' };
    });

    test('knows no key before one is made, and gives back the one that was', async () => {
      expect(await store.read(maria)).toBeUndefined();
      expect(await store.create(maria, record(1, 2))).toEqual({ ...record(1, 2), revision: 1 });
      expect(await store.read(maria)).toEqual({ ...record(1, 2), revision: 1 });
    });

    test('of racing creations the first is kept and all are told which', async () => {
      const kept = await Promise.all(Array.from({ length: 20 }, (_, byte) => store.create(maria, record(byte))));
      const present = await store.read(maria);
      for (const each of kept) expect(each).toEqual(present);
    });

    test('a record is replaced under its revision alone', async () => {
      await store.create(maria, record(1));
      expect(await store.replace(maria, record(1, 2), 1)).toBe(true);
      expect(await store.replace(maria, record(3), 1)).toBe(false);
      expect(await store.read(maria)).toEqual({ ...record(1, 2), revision: 2 });
    });

    test('of racing replacements one wins', async () => {
      await store.create(maria, record(1));
      const won = await Promise.all(Array.from({ length: 20 }, (_, byte) => store.replace(maria, record(byte), 1)));
      expect(won.filter(Boolean)).toHaveLength(1);
    });

    test('an erased record stays erased: nobody creates it anew', async () => {
      await store.create(maria, record(1));
      await store.replace(maria, { keys: [], erasedAt: AT }, 1);
      expect(await store.create(maria, record(2))).toMatchObject({ keys: [], erasedAt: AT });
    });

    test('a removed one may be made anew', async () => {
      await store.create(maria, record(1));
      await store.remove(maria);
      await store.remove(maria);
      expect(await store.read(maria)).toBeUndefined();
      expect(await store.create(maria, record(2))).toMatchObject(record(2));
    });

    test('lists what a building’s key wraps, and nothing of another building', async () => {
      const rafael: KeyScope = { kind: 'membership', buildingId, userId: 'rafael' };
      const building: KeyScope = { kind: 'building', buildingId };
      await store.create(building, record(1));
      await store.create(maria, record(1));
      await store.create(rafael, record(1));
      await store.create({ kind: 'membership', buildingId: `${buildingId}0`, userId: 'eve' }, record(1));
      const listed: KeyScope[] = [];
      for await (const scope of store.wrappedBy(building)) listed.push(scope);
      expect(listed).toEqual(expect.arrayContaining([maria, rafael]));
      expect(listed).toHaveLength(2);
    });

    test('lists what the platform and the keeper wrap', async () => {
      const mine: KeyScope[] = [
        { kind: 'person', userId: `u-${run}` },
        { kind: 'sender', senderHash: `${run}` },
        { kind: 'building', buildingId },
      ];
      for (const scope of mine) await store.create(scope, record(1));
      const listed = async (outer: Parameters<KeyStore['wrappedBy']>[0]) => {
        const scopes: KeyScope[] = [];
        for await (const scope of store.wrappedBy(outer)) scopes.push(scope);
        return scopes;
      };
      expect(await listed({ kind: 'platform' })).toEqual(expect.arrayContaining(mine.slice(0, 2)));
      expect(await listed('keeper')).toEqual(expect.arrayContaining(mine.slice(2)));
      expect(await listed('keeper')).not.toEqual(expect.arrayContaining(mine.slice(0, 1)));
    });
  });
}
