import { createSecretKey, randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { openLocalDocuments } from '@bos/embedded/documents/local-documents';
import { systemClock as clock } from '@bos/kernel/clock';
import { ulidSource } from '@bos/kernel/ids';
import type { DataKeys } from '@bos/table/encryption/data-keys';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readDocuments, writeDocuments } from './document-parts.ts';
import { collect } from './testing/collect.ts';
import { newDataDir } from './testing/installation.ts';

let root: string;
beforeEach(() => {
  root = newDataDir();
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function keysOf(version: number): DataKeys {
  const key = { version, key: createSecretKey(randomBytes(32)), from: 0 };
  return { current: key, all: [key] };
}
const keys = keysOf(3);
const storageIn = (folder: string) =>
  openLocalDocuments({ folder, secret: randomBytes(32), clock, ids: ulidSource(clock) }).storage;

test('every document comes back with its bytes and type, the empty and the large ones too', async () => {
  const [from, to] = [join(root, 'from'), join(root, 'to')];
  const large = randomBytes(500_000);
  const storage = storageIn(from);
  await storage.put({ key: 'demo/media/large', contentType: 'image/jpeg', content: large });
  await storage.put({ key: 'demo/media/empty', contentType: 'text/plain', content: new Uint8Array() });
  const parts = await collect(readDocuments(from, keys));
  expect(parts.filter(({ last }) => last)).toHaveLength(2);
  // Sealed: nobody who has the parts alone can tell a picture from noise.
  expect(parts.some(({ sealed }) => Buffer.from(sealed, 'base64').includes(large.subarray(0, 64)))).toBe(false);

  const write = writeDocuments(to, keys);
  for (const part of parts) await write(part);
  // Again, as after a kill.
  for (const part of parts) await write(part);
  const restored = storageIn(to);
  const document = await restored.read('demo/media/large');
  if (document === undefined) throw new Error('the large document was expected');
  expect(Buffer.concat(await collect(document.content))).toEqual(large);
  expect(await restored.describe('demo/media/empty')).toMatchObject({ bytes: 0, contentType: 'text/plain' });
  const [drawer = ''] = readdirSync(to).filter((name) => name !== 'incoming');
  const [name = ''] = readdirSync(join(to, drawer));
  expect(statSync(join(to, drawer, name)).mode & 0o077).toBe(0);
  expect(readFileSync(join(to, drawer, name))).toEqual(readFileSync(join(from, drawer, name)));
});

test('no folder has no documents', async () => {
  expect(await collect(readDocuments(join(root, 'none'), keys))).toEqual([]);
});

test('a part opens only in its own place and with its own key', async () => {
  const from = join(root, 'from');
  await storageIn(from).put({ key: 'demo/media/one', contentType: 'image/jpeg', content: randomBytes(500_000) });
  const [first, second] = await collect(readDocuments(from, keys));
  if (!first || !second) throw new Error('two parts were expected');
  const to = join(root, 'to');
  await expect(writeDocuments(to, keys)({ ...second, part: 0 })).rejects.toMatchObject({ code: 'DECRYPTION_FAILED' });
  await expect(writeDocuments(to, keys)({ ...first, last: true })).rejects.toMatchObject({ code: 'DECRYPTION_FAILED' });
  await expect(writeDocuments(to, keysOf(3))(first)).rejects.toMatchObject({ code: 'DECRYPTION_FAILED' });
  await expect(writeDocuments(to, keysOf(4))(first)).rejects.toMatchObject({ code: 'KEY_VERSION_UNKNOWN' });
});
