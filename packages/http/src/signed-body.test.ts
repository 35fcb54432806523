import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { describe, expect, test } from 'vitest';
import { FIXTURE_APP_SECRET, whatsAppFixtures } from '../../../test/fixtures/whatsapp/read-fixtures.ts';
import { isSigned, readSignedBody, signatureOf } from './signed-body.ts';

const body = Buffer.from('{"object":"whatsapp_business_account","entry":[]}');
const signature = 'sha256=33fa5052a759532d1d1e3b51264cec1de23b30063bbb984fd48b4872494559de';

describe('the signature of a webhook', () => {
  test.each(whatsAppFixtures)('holds for $name, byte for byte', ({ bytes, signature: given }) => {
    expect(isSigned(bytes, given, FIXTURE_APP_SECRET)).toBe(true);
    expect(signatureOf(bytes, FIXTURE_APP_SECRET)).toBe(given);
  });

  test('belongs to the bytes, not to the JSON', () => {
    const spaced = Buffer.from('{"object": "whatsapp_business_account", "entry": []}');
    expect(isSigned(body, signature, FIXTURE_APP_SECRET)).toBe(true);
    expect(isSigned(spaced, signature, FIXTURE_APP_SECRET)).toBe(false);
    expect(signatureOf(spaced, FIXTURE_APP_SECRET)).toBe(
      'sha256=de0f820cd0409dea44c9fe786a814bd4d8799e576096bf7083e346e39f5632f9',
    );
  });

  test.each([
    ['absent', undefined],
    ['empty', ''],
    ['without its prefix', signature.slice('sha256='.length)],
    ['of SHA-1', signature.replace('sha256', 'sha1')],
    ['too short', signature.slice(0, -1)],
    ['too long', `${signature}0`],
    ['in capitals', signature.toUpperCase().replace('SHA256', 'sha256')],
    ['followed by a line break', `${signature}\n`],
    ['not hexadecimal', `sha256=${'z'.repeat(64)}`],
    ['of another body', `sha256=${'0'.repeat(64)}`],
  ])('is refused when it is %s', (_case, header) => {
    expect(isSigned(body, header, FIXTURE_APP_SECRET)).toBe(false);
  });

  test('is refused under another secret, and under none', () => {
    expect(isSigned(body, signature, 'another')).toBe(false);
    expect(isSigned(body, signatureOf(body, ''), '')).toBe(false);
  });
});

describe('a signed body', () => {
  const SECRET = 'secret-not-real';

  function eventOf(raw: Buffer, given: string | undefined, isBase64Encoded = true): APIGatewayProxyEventV2 {
    const routeKey = 'POST /webhooks/test';
    return {
      version: '2.0',
      routeKey,
      rawPath: '/webhooks/test',
      rawQueryString: '',
      headers: given === undefined ? {} : { 'x-signature': given },
      body: raw.toString(isBase64Encoded ? 'base64' : 'utf8'),
      isBase64Encoded,
      requestContext: {
        accountId: '1',
        apiId: '1',
        domainName: 'localhost',
        domainPrefix: 'localhost',
        http: { method: 'POST', path: '/', protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: 'test' },
        requestId: 'r1',
        routeKey,
        stage: '$default',
        time: '',
        timeEpoch: 0,
      },
    };
  }

  const read = (event: APIGatewayProxyEventV2, secret: string | undefined = SECRET, mostBytes = 100) =>
    readSignedBody(event, { header: 'x-signature', mostBytes, secret: async () => secret });
  const text = Buffer.from('{"name":"Conceição"}');

  test.each([true, false])('is given as the bytes that were sent (base64: %s)', async (isBase64) => {
    expect(await read(eventOf(text, signatureOf(text, SECRET), isBase64))).toEqual({ kind: 'signed', raw: text });
  });

  test.each([
    ['unsigned', undefined],
    ['signed for another body', signatureOf(body, SECRET)],
    ['signed with another secret', signatureOf(text, 'another')],
  ])('is refused when it is %s', async (_case, given) => {
    expect(await read(eventOf(text, given))).toEqual({ kind: 'refused', status: 401, reason: 'signature', bytes: 22 });
  });

  test.each([[''], [undefined]])('can be sent by nobody while the secret is %o', async (secret) => {
    const answer = await readSignedBody(eventOf(text, signatureOf(text, secret ?? '')), {
      header: 'x-signature',
      mostBytes: 100,
      secret: async () => secret,
    });
    expect(answer).toMatchObject({ kind: 'refused', status: 401, reason: 'no secret is configured' });
  });

  test('may have its full size and not a byte more, whose secret nobody asks for', async () => {
    const event = eventOf(text, signatureOf(text, SECRET));
    expect(await read(event, SECRET, text.length)).toMatchObject({ kind: 'signed' });
    const rule = {
      header: 'x-signature',
      mostBytes: text.length - 1,
      secret: () => Promise.reject(new Error('was asked for')),
    };
    expect(await readSignedBody(event, rule)).toMatchObject({ kind: 'refused', status: 413, reason: 'size' });
  });
});
