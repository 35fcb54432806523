import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
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

const FOR_EVER = 'public, max-age=31536000, immutable';
const ASK_EACH_TIME = 'no-cache';

/**
 * Serves `/`, `/console`, `/simulator`, `/docs` and what they need. Paths are looked up in a list made at the start,
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

  const contents = new Map<string, Promise<{ readonly bytes: Buffer<ArrayBuffer>; readonly etag: string }>>();
  function contentOf(file: string) {
    const known = contents.get(file);
    if (known !== undefined) return known;
    const loading = readFile(file).then((bytes) => ({ bytes, etag: `"${sha256(bytes).slice(0, 32)}"` }));
    contents.set(file, loading);
    // A file that could not be read is tried again.
    loading.catch(() => contents.delete(file));
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
      };
      if (request.method !== 'GET' && request.method !== 'HEAD') {
        return new Response(null, { status: 405, headers: { allow: 'GET, HEAD' } });
      }
      const { bytes, etag } = await contentOf(found.file);
      headers.etag = etag;
      if (request.headers.get('if-none-match') === etag) return new Response(null, { status: 304, headers });
      headers['content-length'] = String(bytes.length);
      return new Response(bytes, { headers });
    },
  };
}
