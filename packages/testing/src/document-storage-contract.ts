import { randomBytes } from 'node:crypto';
import type { DocumentContent, DocumentStorage, SignedUpload, UploadRequest } from '@bos/kernel/document-storage';
import { LARGEST_UPLOAD_BYTES } from '@bos/kernel/document-storage';
import { sha256 } from '@bos/kernel/hash';
import { describe, expect, onTestFinished, test } from 'vitest';

/** A storage that nobody else uses, with the way by which a browser reaches it. */
export interface StorageUnderTest {
  readonly storage: DocumentStorage;
  /** A request as a browser makes it; `url` may be relative to the address of the API. */
  fetch(url: string, init?: RequestInit): Promise<Response>;
  /** Lets time pass, on the clock of the storage. */
  pass(seconds: number): Promise<void>;
  close(): Promise<void>;
}

export type OpenStorage = () => Promise<StorageUnderTest>;

/** What an engine that stands in for a storage lets through, though the storage itself refuses it. */
export type Unjudged = 'unsigned reading' | 'signature of a form';

const KEY = 'demo/media/c1/m1';
const PICTURE = Uint8Array.from(randomBytes(100_000));
const WORDS = new TextEncoder().encode('Vazando embaixo da pia.');
const INVALID_KEYS = [
  '../demo/media/m1',
  'demo/../../secrets/master.key',
  'demo/./m1',
  '/etc/passwd',
  'demo//m1',
  'demo/media/',
  'demo',
  '',
  'demo/m1\u0000.jpg',
  'demo\\m1/x',
  'demo/m 1',
  `demo/${'x'.repeat(600)}`,
];

async function* inParts(bytes: Uint8Array, size = 16_384): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
}
const streamed = (bytes: Uint8Array, announced: Partial<{ bytes: number; sha256: string }> = {}): DocumentContent => ({
  stream: inParts(bytes),
  bytes: bytes.length,
  sha256: sha256(bytes),
  ...announced,
});

async function bytesOf(storage: DocumentStorage, key = KEY): Promise<Buffer | undefined> {
  const document = await storage.read(key);
  if (document === undefined) return undefined;
  const parts: Uint8Array[] = [];
  for await (const part of document.content) parts.push(part);
  return Buffer.concat(parts);
}

function formOf({ fields }: SignedUpload, file: Uint8Array, change: Readonly<Record<string, string>> = {}): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries({ ...fields, ...change })) form.append(name, value);
  form.append('file', new Blob([Uint8Array.from(file)]), 'leak.jpg');
  return form;
}

/** What every storage of documents must do, whatever is under it. */
export function describeDocumentStorage(
  name: string,
  openStorage: OpenStorage,
  unjudged: readonly Unjudged[] = [],
): void {
  const open = async () => {
    const world = await openStorage();
    onTestFinished(() => world.close());
    const { storage } = world;
    return {
      ...world,
      put: (content: DocumentContent, more: { key?: string; ifAbsent?: boolean } = {}) =>
        storage.put({ key: KEY, contentType: 'image/jpeg', content, ...more }),
      signUpload: (more: Partial<UploadRequest> = {}) =>
        storage.signUpload({
          key: KEY,
          contentType: 'image/jpeg',
          minBytes: 1,
          maxBytes: 1_000,
          expiresInSeconds: 60,
          ...more,
        }),
      async post(upload: SignedUpload, file: Uint8Array, change?: Readonly<Record<string, string>>): Promise<number> {
        const { status } = await world.fetch(upload.url, { method: 'POST', body: formOf(upload, file, change) });
        return status;
      },
      async get(url: string): Promise<number> {
        const response = await world.fetch(url);
        await response.arrayBuffer();
        return response.status;
      },
    };
  };

  describe(`documents on ${name}`, () => {
    test('gives back what was put, and describes it', async () => {
      const { storage, put } = await open();
      expect(await put(PICTURE)).toBe('stored');
      expect(await bytesOf(storage)).toEqual(Buffer.from(PICTURE));
      const description = { bytes: 100_000, contentType: 'image/jpeg', sha256: sha256(PICTURE) };
      expect(await storage.describe(KEY)).toEqual(description);
      expect(await storage.read(KEY)).toMatchObject(description);
    });

    test('takes a stream whose length and hash are known', async () => {
      const { storage, put } = await open();
      expect(await put(streamed(PICTURE))).toBe('stored');
      expect(await bytesOf(storage)).toEqual(Buffer.from(PICTURE));
      expect(await storage.describe(KEY)).toMatchObject({ sha256: sha256(PICTURE) });
    });

    test('keeps an empty document', async () => {
      const { storage, put } = await open();
      await put(new Uint8Array());
      expect(await bytesOf(storage)).toEqual(Buffer.alloc(0));
      expect(await storage.describe(KEY)).toMatchObject({ bytes: 0, sha256: sha256('') });
    });

    test.each([
      ['has another hash', () => streamed(PICTURE, { sha256: sha256('other') })],
      ['is shorter', () => streamed(PICTURE, { bytes: PICTURE.length + 1 })],
      ['is longer', () => streamed(PICTURE, { bytes: PICTURE.length - 1 })],
    ])('stores nothing of a stream that %s than announced', async (_title, content) => {
      const { storage, put } = await open();
      await expect(put(content())).rejects.toMatchObject({ kind: 'unavailable', code: 'DOCUMENT_DAMAGED' });
      expect(await storage.describe(KEY)).toBeUndefined();
    });

    test('stores nothing of a stream that breaks off', async () => {
      const { storage, put } = await open();
      async function* breaking(): AsyncGenerator<Uint8Array> {
        yield PICTURE.subarray(0, 50_000);
        throw new Error('the other side hung up');
      }
      const content = { stream: breaking(), bytes: PICTURE.length, sha256: sha256(PICTURE) };
      await expect(put(content)).rejects.toMatchObject({ kind: 'unavailable' });
      expect(await storage.describe(KEY)).toBeUndefined();
    });

    test('replaces a document, and leaves it alone when it is to be there only once', async () => {
      const { storage, put } = await open();
      await put(PICTURE);
      expect(await put(WORDS, { ifAbsent: true })).toBe('exists');
      expect(await put(streamed(WORDS), { ifAbsent: true })).toBe('exists');
      expect(await bytesOf(storage)).toEqual(Buffer.from(PICTURE));
      expect(await put(WORDS)).toBe('stored');
      expect(await bytesOf(storage)).toEqual(Buffer.from(WORDS));
    });

    test('stores one of two that come at once', async () => {
      const { storage, put } = await open();
      const outcomes = await Promise.allSettled([PICTURE, WORDS].map((content) => put(content, { ifAbsent: true })));
      const stored = outcomes.filter((outcome) => outcome.status === 'fulfilled' && outcome.value === 'stored');
      expect(stored).toHaveLength(1);
      const [winner, loser] = outcomes[0] === stored[0] ? [PICTURE, outcomes[1]] : [WORDS, outcomes[0]];
      // A storage may ask to try again instead of telling at once.
      if (loser?.status === 'rejected') expect(loser.reason).toMatchObject({ kind: 'unavailable' });
      expect(await bytesOf(storage)).toEqual(Buffer.from(winner));
    });

    test('knows nothing of what was never put or was removed', async () => {
      const { storage, put, get } = await open();
      expect(await storage.read(KEY)).toBeUndefined();
      expect(await storage.describe(KEY)).toBeUndefined();
      await storage.remove(KEY);
      await put(WORDS);
      await storage.remove(KEY);
      expect(await storage.describe(KEY)).toBeUndefined();
      const { url } = await storage.signDownload({ key: KEY, fileName: 'a.txt', expiresInSeconds: 60 });
      expect(await get(url)).toBe(404);
    });

    test('tells documents apart whose keys begin alike', async () => {
      const { storage, put } = await open();
      await put(WORDS, { key: 'demo/a' });
      await put(PICTURE, { key: 'demo/a/b' });
      await put(PICTURE, { key: 'demo/A' });
      expect(await bytesOf(storage, 'demo/a')).toEqual(Buffer.from(WORDS));
      await storage.remove('demo/a');
      expect(await bytesOf(storage, 'demo/a/b')).toEqual(Buffer.from(PICTURE));
    });

    test.each(INVALID_KEYS)('refuses the key %j in every method', async (key) => {
      const { storage, signUpload } = await open();
      const refused = { kind: 'invalid', code: 'DOCUMENT_KEY_INVALID' };
      await expect(storage.put({ key, contentType: 'text/plain', content: WORDS })).rejects.toMatchObject(refused);
      await expect(storage.read(key)).rejects.toMatchObject(refused);
      await expect(storage.describe(key)).rejects.toMatchObject(refused);
      await expect(storage.remove(key)).rejects.toMatchObject(refused);
      await expect(signUpload({ key })).rejects.toMatchObject(refused);
      await expect(storage.signDownload({ key, fileName: 'a', expiresInSeconds: 60 })).rejects.toMatchObject(refused);
    });

    test('signs nothing without limits', async () => {
      const { storage, signUpload } = await open();
      for (const limits of [{ maxBytes: LARGEST_UPLOAD_BYTES + 1 }, { minBytes: 2, maxBytes: 1 }, { minBytes: -1 }])
        await expect(signUpload(limits)).rejects.toMatchObject({ code: 'UPLOAD_LIMITS_INVALID' });
      for (const expiresInSeconds of [0, -1, 1.5, 604_801]) {
        const refused = { code: 'LINK_LIFETIME_INVALID' };
        await expect(signUpload({ expiresInSeconds })).rejects.toMatchObject(refused);
        await expect(storage.signDownload({ key: KEY, fileName: 'a', expiresInSeconds })).rejects.toMatchObject(
          refused,
        );
      }
    });
  });

  describe(`a signed download from ${name}`, () => {
    test('gives the document to be saved under its name, to whoever has the address', async () => {
      const { storage, put, fetch } = await open();
      await put(PICTURE);
      const { url } = await storage.signDownload({ key: KEY, fileName: 'pia embaixo.jpg', expiresInSeconds: 60 });
      const response = await fetch(url);
      expect(response.status).toBe(200);
      expect(Buffer.from(await response.arrayBuffer())).toEqual(Buffer.from(PICTURE));
      expect(response.headers.get('content-type')).toBe('image/jpeg');
      expect(response.headers.get('content-length')).toBe('100000');
      expect(response.headers.get('content-disposition')).toBe(
        `attachment; filename="pia embaixo.jpg"; filename*=UTF-8''pia%20embaixo.jpg`,
      );
    });

    test('is over when its time is', async () => {
      const { storage, put, get, pass } = await open();
      await put(WORDS);
      const { url } = await storage.signDownload({ key: KEY, fileName: 'a.txt', expiresInSeconds: 1 });
      expect(await get(url)).toBe(200);
      await pass(2);
      expect(await get(url)).toBe(403);
    });

    test('opens nothing else: another document, another name, a later time', async () => {
      const { storage, put, get } = await open();
      await put(WORDS);
      await put(PICTURE, { key: 'other/media/c1/m1' });
      const { url } = await storage.signDownload({ key: KEY, fileName: 'a.txt', expiresInSeconds: 60 });
      expect(await get(url)).toBe(200);
      expect(await get(url.replace(KEY, 'other/media/c1/m1'))).toBe(403);
      expect(await get(url.replace('a.txt', 'a.exe'))).toBe(403);
      const [path, query = ''] = url.split('?');
      const parameters = new URLSearchParams(query);
      for (const [parameter, value] of [...parameters]) {
        const changed = new URLSearchParams(parameters);
        changed.set(parameter, parameter.toLowerCase().includes('expires') ? `${Number(value) + 1}` : `${value}x`);
        // S3 does not sign its own name for the operation.
        if (parameter === 'x-id') continue;
        expect([parameter, await get(`${path}?${changed}`)]).toEqual([parameter, expect.toSatisfy(isRefusal)]);
      }
    });

    test.skipIf(unjudged.includes('unsigned reading'))('is needed', async () => {
      const { storage, put, get } = await open();
      await put(WORDS);
      const { url } = await storage.signDownload({ key: KEY, fileName: 'a.txt', expiresInSeconds: 60 });
      expect(await get(url.split('?')[0] ?? '')).toBe(403);
    });
  });

  describe(`a signed upload to ${name}`, () => {
    test('takes the form of a browser', async () => {
      const { storage, signUpload, post } = await open();
      expect(await post(await signUpload(), WORDS)).toBe(204);
      expect(await bytesOf(storage)).toEqual(Buffer.from(WORDS));
      const description = { bytes: WORDS.length, contentType: 'image/jpeg', sha256: sha256(WORDS) };
      expect(await storage.describe(KEY)).toEqual(description);
    });

    test.each([
      ['too large', { maxBytes: WORDS.length - 1 }],
      ['too small', { minBytes: WORDS.length + 1 }],
    ])('refuses a file that is %s', async (_title, limits) => {
      const { storage, signUpload, post } = await open();
      expect(await post(await signUpload(limits), WORDS)).toSatisfy(isRefusal);
      expect(await storage.describe(KEY)).toBeUndefined();
    });

    test('takes a file that is just as large, and just as small, as it may be', async () => {
      const { signUpload, post } = await open();
      expect(await post(await signUpload({ minBytes: WORDS.length, maxBytes: WORDS.length }), WORDS)).toBe(204);
    });

    test.each([
      ['another type', { 'Content-Type': 'text/html' }],
      ['another key', { key: 'other/media/c1/m1' }],
    ])('refuses %s', async (_title, change) => {
      const { storage, signUpload, post } = await open();
      expect(await post(await signUpload(), WORDS, change)).toSatisfy(isRefusal);
      expect(await storage.describe(KEY)).toBeUndefined();
      expect(await storage.describe('other/media/c1/m1')).toBeUndefined();
    });

    test.skipIf(unjudged.includes('signature of a form'))('refuses a policy that was not signed', async () => {
      const { storage, signUpload, post } = await open();
      const [small, large] = [await signUpload({ maxBytes: 5 }), await signUpload({ maxBytes: 500 })];
      const field = ({ fields }: SignedUpload, part: string) =>
        Object.entries(fields).find(([fieldName]) => fieldName.toLowerCase().includes(part)) ?? ['', ''];
      const [policyName, largePolicy] = field(large, 'policy');
      const [signatureName, smallSignature] = field(small, 'signature');
      expect(await post(small, WORDS, { [policyName]: largePolicy })).toBe(403);
      expect(await post(large, WORDS, { [signatureName]: smallSignature })).toBe(403);
      expect(await storage.describe(KEY)).toBeUndefined();
    });

    test('is over when its time is', async () => {
      const { storage, signUpload, post, pass } = await open();
      const upload = await signUpload({ expiresInSeconds: 1 });
      await pass(2);
      expect(await post(upload, WORDS)).toSatisfy(isRefusal);
      expect(await storage.describe(KEY)).toBeUndefined();
    });
  });
}

const isRefusal = (status: number): boolean => status >= 400 && status < 500;
