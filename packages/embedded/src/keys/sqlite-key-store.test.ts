import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { KeyScope } from '@bos/table/encryption/key-scope';
import { describeKeyStore } from '@bos/testing/key-store-contract';
import { afterAll, expect, test } from 'vitest';
import { openSqliteKeyStore } from './sqlite-key-store.ts';

const folder = mkdtempSync(join(tmpdir(), 'bos-keys-'));
const shared = openSqliteKeyStore(join(folder, 'keys.db'));

afterAll(() => {
  shared.close();
  rmSync(folder, { recursive: true, force: true });
});

describeKeyStore('a SQLite file', () => shared);

test('the file is for its owner alone', () => {
  for (const name of readdirSync(folder)) expect(statSync(join(folder, name)).mode & 0o077, name).toBe(0);
});

test('no file holds a key that was destroyed, whatever was written around it', async () => {
  const own = join(folder, 'scrubbed');
  const [one, other] = [openSqliteKeyStore(join(own, 'keys.db')), openSqliteKeyStore(join(own, 'keys.db'))];
  const scope = (number: number): KeyScope => ({ kind: 'membership', buildingId: 'demo', userId: `user-${number}` });
  const wrapped = (number: number) => Buffer.from(`wrapped key number ${String(number).padStart(6, '0')}`);
  const at = '2026-11-22T12:00:00.000Z';
  const people = Array.from({ length: 600 }, (_, number) => number);
  for (const number of people) {
    await one.create(scope(number), { keys: [{ version: 1, by: 1, from: at, wrapped: wrapped(number) }] });
  }
  const destroyed = people.filter((number) => number % 3 === 0);
  for (const number of destroyed) await one.replace(scope(number), { keys: [], erasedAt: at }, 1);
  await one.scrub();
  const files = () => readdirSync(own).map((name) => readFileSync(join(own, name)).toString('latin1'));
  const isFound = (number: number) => files().some((file) => file.includes(wrapped(number).toString('base64url')));
  expect(isFound(1)).toBe(true);
  expect(destroyed.filter(isFound)).toEqual([]);
  expect((await other.read(scope(1)))?.keys).toHaveLength(1);
  expect(await other.read(scope(0))).toMatchObject({ keys: [], erasedAt: at });
  one.close();
  other.close();
});
