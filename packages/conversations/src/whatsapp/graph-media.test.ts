import { createServer, type ServerResponse } from 'node:http';
import { sha256 } from '@bos/kernel/hash';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createGraphMedia } from './graph-media.ts';

const PICTURE = Buffer.from('a picture of a leaking tap');
const HEX = sha256(PICTURE);

interface Answer {
  readonly status?: number;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
}

/** A server where Meta's would be: what it answers to the id and to the address of the file. */
async function graph({ lookUp = {}, file = {} }: { readonly lookUp?: Answer; readonly file?: Answer } = {}) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.url} ${request.headers.authorization}`);
    const facts = { url: `${url}/file?hash=x`, mime_type: 'image/jpeg', sha256: HEX, file_size: '26', id: '118' };
    if (request.url === '/v25.0/118') reply(response, { body: facts, ...lookUp });
    else reply(response, { body: PICTURE, ...file });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  const url = `http://127.0.0.1:${address !== null && typeof address === 'object' ? address.port : 0}`;
  return { url, asked, source: createGraphMedia({ url: async () => url, accessToken: async () => 'token' }) };
}

function reply(response: ServerResponse, { status = 200, body = '', headers = {} }: Answer): void {
  response.writeHead(status, headers);
  response.end(Buffer.isBuffer(body) || typeof body === 'string' ? body : JSON.stringify(body));
}

const facts = (more: object) => ({
  body: { url: 'https://lookaside.example/x', mime_type: 'image/jpeg', sha256: HEX, file_size: 26, ...more },
});
const error = (code: number, status = 400): Answer => ({ status, body: { error: { code, message: 'no' } } });

describe('media of the Graph API', () => {
  test('is found by its id, and read from the address that this gives, both with the token', async () => {
    const { source, asked } = await graph();
    const found = await source.find('118');
    if (found.kind !== 'found') return expect.unreachable(found.kind);
    expect(found.media).toMatchObject({ mimeType: 'image/jpeg', bytes: 26, sha256: HEX });
    const opened = await found.media.open();
    if (opened.kind !== 'opened') return expect.unreachable(opened.kind);
    const parts: Uint8Array[] = [];
    for await (const part of opened.stream) parts.push(part);
    expect(Buffer.concat(parts)).toEqual(PICTURE);
    expect(asked).toEqual(['/v25.0/118 Bearer token', '/file?hash=x Bearer token']);
  });

  test.each([
    ['hexadecimal', HEX.toUpperCase()],
    ['base64, as webhooks have it', Buffer.from(HEX, 'hex').toString('base64')],
  ])('may have its hash in %s', async (_title, hash) => {
    const { source } = await graph({ lookUp: facts({ sha256: hash }) });
    expect(await source.find('118')).toMatchObject({ media: { sha256: HEX, bytes: 26 } });
  });

  test.each([
    ['no such object', error(100), { kind: 'absent' }],
    ['404 without a word', { status: 404 }, { kind: 'absent' }],
    ['an outage', error(131016, 503), { kind: 'unavailable', code: 'WHATSAPP_131016', remedy: 'wait' }],
    ['a token that is over', error(190, 401), { kind: 'unavailable', code: 'WHATSAPP_190', remedy: 'operator' }],
    ['503 without a word', { status: 503 }, { kind: 'unavailable', code: 'HTTP_503', remedy: 'wait' }],
    ['401 without a word', { status: 401 }, { kind: 'unavailable', code: 'HTTP_401', remedy: 'operator' }],
    ['no JSON', { body: '<html>' }, { kind: 'unavailable', code: 'UNREADABLE_ANSWER', remedy: 'wait' }],
    ['a hash that is none', facts({ sha256: 'x' }), { kind: 'unavailable', code: 'UNREADABLE_ANSWER', remedy: 'wait' }],
    ['no size', facts({ file_size: undefined }), { kind: 'unavailable', code: 'UNREADABLE_ANSWER', remedy: 'wait' }],
    ['a way elsewhere', { status: 302, headers: { location: 'https://elsewhere.example' } }, { code: 'HTTP_302' }],
  ])('whose id is answered with %s is told as such', async (_title, lookUp, outcome) => {
    const { source } = await graph({ lookUp });
    expect(await source.find('118')).toMatchObject(outcome);
  });

  test.each([
    ['404', { status: 404 }, { kind: 'absent' }],
    ['410', { status: 410 }, { kind: 'absent' }],
    ['500', { status: 500 }, { kind: 'unavailable', code: 'HTTP_500', remedy: 'wait' }],
    ['a way elsewhere', { status: 302, headers: { location: 'https://elsewhere.example' } }, { code: 'HTTP_302' }],
  ])('whose address is answered with %s is told as such', async (_title, file, outcome) => {
    const { source } = await graph({ file });
    const found = await source.find('118');
    expect(found.kind === 'found' && (await found.media.open())).toMatchObject(outcome);
  });

  test('is not read where the token could be overheard', async () => {
    const { source } = await graph({ lookUp: facts({ url: 'http://elsewhere.example/x' }) });
    const found = await source.find('118');
    expect(found.kind === 'found' && (await found.media.open())).toMatchObject({ code: 'MEDIA_ADDRESS_UNSAFE' });
  });

  test('cannot be had without a token, nor from nobody', async () => {
    const { url, asked } = await graph();
    const tokenless = createGraphMedia({ url: async () => url, accessToken: async () => undefined });
    expect(await tokenless.find('118')).toMatchObject({ code: 'ACCESS_TOKEN_MISSING', remedy: 'operator' });
    expect(asked).toEqual([]);
    const nobody = createGraphMedia({ url: async () => 'http://127.0.0.1:1', accessToken: async () => 'token' });
    expect(await nobody.find('118')).toMatchObject({ code: 'WHATSAPP_UNREACHABLE', remedy: 'wait' });
  });
});
