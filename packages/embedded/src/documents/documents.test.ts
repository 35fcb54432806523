import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HOUR } from '@bos/kernel/clock';
import { sha256 } from '@bos/kernel/hash';
import { seededIds, virtualClock } from '@bos/testing/clocks';
import { expect, onTestFinished, test } from 'vitest';
import { createDocumentLinks } from './document-links.ts';
import { createDocumentsEndpoint } from './documents-endpoint.ts';
import { openFileDocumentStorage } from './file-document-storage.ts';

const KEY = 'demo/media/c1/m1';
const PAGE = new TextEncoder().encode('<script>alert(1)</script>');

function open(folder = mkdtempSync(join(tmpdir(), 'bos-documents-'))) {
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const clock = virtualClock();
  const links = createDocumentLinks({ secret: Buffer.alloc(32, 5), clock });
  const storage = openFileDocumentStorage({ folder, links, clock, ids: seededIds(clock) });
  const endpoint = createDocumentsEndpoint({ storage, links, clock });
  const ask = (url: string, init?: RequestInit) => endpoint(new Request(new URL(url, 'http://127.0.0.1:4000'), init));
  return { folder, clock, links, storage, ask };
}

test('a document is served as something to save, whatever it holds', async () => {
  const { storage, ask } = open();
  await storage.put({ key: KEY, contentType: 'text/html', content: PAGE });
  const { url } = await storage.signDownload({ key: KEY, fileName: 'page.html', expiresInSeconds: 300 });
  const response = await ask(url);
  expect(Object.fromEntries(response?.headers ?? [])).toMatchObject({
    'content-disposition': expect.stringMatching(/^attachment;/),
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': 'private, max-age=300',
  });
  expect(await response?.text()).toBe('<script>alert(1)</script>');
});

test('HEAD tells of a document and sends none of it', async () => {
  const { storage, ask } = open();
  await storage.put({ key: KEY, contentType: 'text/plain', content: PAGE });
  const { url } = await storage.signDownload({ key: KEY, fileName: 'a.txt', expiresInSeconds: 300 });
  const response = await ask(url, { method: 'HEAD' });
  expect([response?.status, response?.headers.get('content-length'), response?.body]).toEqual([200, '25', null]);
});

test('what is no document and no form of ours is told so', async () => {
  const { storage, ask } = open();
  const { url } = await storage.signDownload({ key: KEY, fileName: 'a.txt', expiresInSeconds: 300 });
  const upload = await storage.signUpload({
    key: KEY,
    contentType: 'a/b',
    minBytes: 0,
    maxBytes: 1,
    expiresInSeconds: 9,
  });
  const form = new FormData();
  for (const [name, value] of Object.entries(upload.fields)) form.append(name, value);
  const statusOf = async (address: string, init?: RequestInit) => (await ask(address, init))?.status;
  expect(await statusOf('/console')).toBeUndefined();
  expect(await statusOf('/documentsx')).toBeUndefined();
  expect(await statusOf(url, { method: 'DELETE' })).toBe(405);
  expect(await statusOf('/documents')).toBe(405);
  expect(await statusOf('/documents', { method: 'POST', body: 'no form' })).toBe(403);
  expect(await statusOf('/documents', { method: 'POST', body: form })).toBe(400);
});

test('a signature for reading is none for writing', async () => {
  const { links } = open();
  const policy = Buffer.from(JSON.stringify({ key: KEY })).toString('base64url');
  const { url } = links.download({ key: policy, fileName: '', expiresInSeconds: 9 });
  const signature = new URL(url, 'http://a').searchParams.get('signature') ?? '';
  expect(links.readUpload({ policy, signature })).toBeUndefined();
});

test('a client that leaves in the middle leaves no file open', async () => {
  const { storage, ask } = open();
  await storage.put({ key: KEY, contentType: 'text/plain', content: new Uint8Array(1_000_000) });
  const { url } = await storage.signDownload({ key: KEY, fileName: 'a.txt', expiresInSeconds: 300 });
  const openFiles = () => readdirSync('/proc/self/fd').length;
  const before = openFiles();
  for (let client = 0; client < 20; client++) {
    const reader = (await ask(url))?.body?.getReader();
    await reader?.read();
    await reader?.cancel();
  }
  expect(openFiles()).toBeLessThan(before + 5);
});

test('files are readable by their owner alone, and what a kill left behind is cleared away after an hour', async () => {
  const { folder, clock, storage } = open();
  await storage.put({ key: KEY, contentType: 'text/plain', content: PAGE });
  const name = sha256(KEY);
  expect(statSync(join(folder, name.slice(0, 2), name.slice(2))).mode & 0o077).toBe(0);
  const [abandoned, fresh] = [join(folder, 'incoming', 'abandoned'), join(folder, 'incoming', 'fresh')];
  for (const path of [abandoned, fresh]) writeFileSync(path, 'half');
  utimesSync(abandoned, clock.now(), new Date(clock.now().getTime() - HOUR - 1_000));
  utimesSync(fresh, clock.now(), clock.now());
  open(folder);
  expect(readdirSync(join(folder, 'incoming'))).toEqual(['fresh']);
});

test('a file that is damaged on the disk is not taken for a document', async () => {
  const { folder, storage } = open();
  await storage.put({ key: KEY, contentType: 'text/plain', content: PAGE });
  const name = sha256(KEY);
  const path = join(folder, name.slice(0, 2), name.slice(2));
  writeFileSync(path, readFileSync(path).subarray(0, -3));
  await expect(storage.read(KEY)).rejects.toMatchObject({ kind: 'unavailable', code: 'DOCUMENTS_UNAVAILABLE' });
});
