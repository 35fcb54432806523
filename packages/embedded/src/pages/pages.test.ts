import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildPages, swaggerFolder } from './build-pages.ts';
import { createPages, type Pages } from './pages.ts';

let outputDir = '';
let folder = '';
let pages: Pages;

beforeAll(async () => {
  outputDir = await mkdtemp(path.join(tmpdir(), 'bos-pages-'));
  folder = await buildPages({ outputDir });
  pages = createPages({ folder, swaggerDir: swaggerFolder() });
});
afterAll(() => rm(outputDir, { recursive: true }));

async function get(address: string, init: RequestInit = {}): Promise<Response> {
  const response = await pages.handle(new Request(`http://127.0.0.1:4000${address}`, init));
  if (response === undefined) throw new Error(`nobody serves ${address}`);
  return response;
}

/** What a document loads, by their addresses. */
async function partsOf(address: string): Promise<string[]> {
  const html = await (await get(address)).text();
  return Array.from(html.matchAll(/(?:src|href)="(\/(?:assets|docs)\/[^"]+)"/g), (match) => match[1] ?? '');
}

describe('building the pages', () => {
  test('happens once for each state of the sources', async () => {
    const before = await stat(path.join(folder, 'console.html'));
    expect(await buildPages({ outputDir })).toBe(folder);
    expect((await stat(path.join(folder, 'console.html'))).mtimeMs).toBe(before.mtimeMs);
    expect(await readdir(outputDir)).toEqual([path.basename(folder)]);
  });

  test('makes a console of at most 400 kB, without schemas or server code', async () => {
    const scripts = (await readdir(path.join(folder, 'assets'))).filter((name) =>
      /^(console|chunk)-.*\.js$/.test(name),
    );
    const texts = await Promise.all(scripts.map((name) => readFile(path.join(folder, 'assets', name), 'utf8')));
    const all = texts.join('');
    expect(Buffer.byteLength(all)).toBeLessThanOrEqual(400_000);
    expect(/ZodError|from"node:|electrodb/i.test(all)).toBe(false);
  });

  test('of sources that do not compile fails and leaves nothing behind', async () => {
    const own = await mkdtemp(path.join(tmpdir(), 'bos-pages-broken-'));
    const sourceDir = path.join(own, 'src');
    await mkdir(sourceDir);
    await writeFile(path.join(sourceDir, 'main.ts'), 'const = ;');
    await expect(buildPages({ outputDir: path.join(own, 'out'), sourceDir })).rejects.toThrow(/Build failed/);
    expect(await readdir(path.join(own, 'out'))).toEqual([]);
    await rm(own, { recursive: true });
  });
});

describe('serving the pages', () => {
  test.each(['/', '/console', '/console/', '/simulator', '/check-in', '/docs'])(
    '%s is a document with all its parts',
    async (address) => {
      const response = await get(address);
      expect(response.status).toBe(200);
      expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
      expect(response.headers.get('cache-control')).toBe('no-cache');
      for (const part of await partsOf(address)) expect((await get(part)).status, part).toBe(200);
    },
  );

  test.each(['/', '/console', '/simulator', '/check-in', '/docs'])(
    '%s keeps to its own content security policy',
    async (address) => {
      const response = await get(address);
      const policy = response.headers.get('content-security-policy') ?? '';
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("script-src 'self';");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy.includes('unsafe-inline')).toBe(address === '/docs');
      expect(response.headers.get('x-content-type-options')).toBe('nosniff');
      expect(response.headers.get('referrer-policy')).toBe('no-referrer');
      const html = await response.text();
      expect(html).not.toMatch(/<script(?![^>]* src=)|<style|\son\w+=|https?:\/\//);
    },
  );

  test('lets a browser keep what has its hash in its name, and asks for the rest each time', async () => {
    for (const part of await partsOf('/console')) {
      const expected = part.endsWith('icon.svg') ? 'no-cache' : 'public, max-age=31536000, immutable';
      expect((await get(part)).headers.get('cache-control'), part).toBe(expected);
    }
    const first = await get('/docs/swagger-ui-bundle.js');
    const again = await get('/docs/swagger-ui-bundle.js', {
      headers: { 'if-none-match': first.headers.get('etag') ?? '' },
    });
    expect(again.status).toBe(304);
  });

  test('gives a telephone its check-in in 90 kB, style, React and languages with it, and no schemas', async () => {
    const parts = new Map<string, Buffer>();
    async function load(part: string): Promise<void> {
      if (parts.has(part)) return;
      const response = await get(part, { headers: { 'accept-encoding': 'br, gzip' } });
      expect(response.headers.get('content-encoding'), part).toBe('gzip');
      const bytes = Buffer.from(await response.arrayBuffer());
      parts.set(part, bytes);
      const imported = gunzipSync(bytes)
        .toString()
        .matchAll(/(?:from|import)\s*"\.\/([^"]+)"/g);
      for (const [, name] of imported) await load(`/assets/${name}`);
    }
    const named = await partsOf('/check-in');
    for (const part of ['/check-in', ...named]) await load(part);
    // Nothing is found out only when something else has come.
    expect([...parts.keys()].filter((part) => part !== '/check-in').toSorted()).toEqual([...named].toSorted());
    const sent = [...parts.values()];
    expect(sent.reduce((sum, { length }) => sum + length, 0)).toBeLessThanOrEqual(90_000);
    const all = sent.map((bytes) => gunzipSync(bytes).toString()).join('');
    expect(/ZodError|from"node:|electrodb|localStorage|sessionStorage/i.test(all)).toBe(false);
  });

  test.each([
    ['gzip', true],
    ['deflate, gzip;q=1.0, *;q=0.5', true],
    ['gzip;q=0', false],
    ['br', false],
    ['', false],
  ])('compresses for who says “%s”: %s', async (accepted, compressed) => {
    const response = await get('/check-in', { headers: { 'accept-encoding': accepted } });
    expect(response.headers.get('content-encoding')).toBe(compressed ? 'gzip' : null);
    expect(response.headers.get('vary')).toBe('accept-encoding');
    const bytes = Buffer.from(await response.arrayBuffer());
    expect(String(compressed ? gunzipSync(bytes) : bytes)).toContain('<title>Check-in</title>');
  });

  test.each([
    '/assets/../console.html',
    '/assets/..%2f..%2fpackage.json',
    '/assets/%2e%2e/%2e%2e/etc/passwd',
    '/docs/../../package.json',
    '/docs/package.json',
    '/docs/index.html',
    '/assets/',
    '/console.html',
    '/v1/me',
    '/simulator/api/people',
  ])('%s is none of theirs', async (address) => {
    expect(await pages.handle(new Request(`http://127.0.0.1:4000${address}`))).toBeUndefined();
  });

  test('is reading, nothing else', async () => {
    expect((await get('/console', { method: 'POST' })).status).toBe(405);
    expect((await get('/console', { method: 'HEAD' })).status).toBe(200);
  });
});
