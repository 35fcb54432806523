import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { sha256 } from '@bos/kernel/hash';
import { PAGES } from './page-list.ts';
import { securityHeaders } from './security-headers.ts';

export interface PagesOptions {
  /** What `buildPages` gave. */
  readonly folder: string;
  /** The folder of swagger-ui-dist. */
  readonly swaggerDir: string;
}

export interface Pages {
  /** Answers for the pages and their parts; undefined for every other path. */
  handle(request: Request): Promise<Response | undefined>;
}

interface Served {
  readonly file: string;
  readonly type: string;
  readonly cache: string;
  readonly inlineStyles: boolean;
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};
const SWAGGER_FILES = ['swagger-ui-bundle.js', 'swagger-ui.css'];

/** A third of it is left, which a telephone far from the antenna has in a third of the time. */
const compress = promisify(gzip);

const takesGzip = (request: Request): boolean =>
  /(?:^|,)\s*gzip\s*(?:,|;(?!\s*q=0(?:\.0*)?\s*(?:,|$))|$)/i.test(request.headers.get('accept-encoding') ?? '');

interface Content {
  readonly bytes: Buffer<ArrayBuffer>;
  readonly etag: string;
}

const FOR_EVER = 'public, max-age=31536000, immutable';
const ASK_EACH_TIME = 'no-cache';

/**
 * Serves `/`, `/console`, `/simulator`, `/check-in`, `/docs` and what they need. Paths are looked up in a list made at the start,
 * so no path can lead anywhere else. Throws when `folder` has no pages.
 */
export function createPages({ folder, swaggerDir }: PagesOptions): Pages {
  const served = new Map<string, Served>();
  const add = (address: string, file: string, cache: string, inlineStyles = false): void => {
    const type = TYPES[path.extname(file)];
    if (type !== undefined) served.set(address, { file, type, cache, inlineStyles });
  };
  for (const { name } of PAGES) {
    const file = path.join(folder, `${name}.html`);
    add(name === 'home' ? '/' : `/${name}`, file, ASK_EACH_TIME, name === 'docs');
  }
  for (const name of readdirSync(path.join(folder, 'assets'))) {
    const hashed = /-[A-Z0-9]{8}\.\w+$/.test(name);
    add(`/assets/${name}`, path.join(folder, 'assets', name), hashed ? FOR_EVER : ASK_EACH_TIME);
  }
  for (const name of SWAGGER_FILES) add(`/docs/${name}`, path.join(swaggerDir, name), ASK_EACH_TIME);

  const contents = new Map<string, Promise<Content>>();
  async function read(file: string, gzipped: boolean): Promise<Content> {
    const plain = await readFile(file);
    const etag = sha256(plain).slice(0, 32);
    return gzipped ? { bytes: await compress(plain), etag: `"${etag}-gzip"` } : { bytes: plain, etag: `"${etag}"` };
  }
  function contentOf(file: string, gzipped: boolean): Promise<Content> {
    const name = `${gzipped} ${file}`;
    const known = contents.get(name);
    if (known !== undefined) return known;
    const loading = read(file, gzipped);
    contents.set(name, loading);
    // A file that could not be read is tried again.
    loading.catch(() => contents.delete(name));
    return loading;
  }

  return {
    async handle(request) {
      const { pathname } = new URL(request.url);
      const found = served.get(pathname.length > 1 ? pathname.replace(/\/$/, '') : pathname);
      if (found === undefined) return undefined;
      const headers: Record<string, string> = {
        ...securityHeaders(found.inlineStyles),
        'content-type': found.type,
        'cache-control': found.cache,
        vary: 'accept-encoding',
      };
      if (request.method !== 'GET' && request.method !== 'HEAD') {
        return new Response(null, { status: 405, headers: { allow: 'GET, HEAD' } });
      }
      const gzipped = takesGzip(request);
      const { bytes, etag } = await contentOf(found.file, gzipped);
      headers.etag = etag;
      if (gzipped) headers['content-encoding'] = 'gzip';
      if (request.headers.get('if-none-match') === etag) return new Response(null, { status: 304, headers });
      headers['content-length'] = String(bytes.length);
      return new Response(bytes, { headers });
    },
  };
}
