import { signatureOf } from '@bos/http/signed-body';
import { silentLog } from '@bos/kernel/log';
import { createConsentStore } from '@bos/people/consent/consent-store';
import type { Table } from '@bos/table/table';
import { virtualClock } from '@bos/testing/clocks';
import { createMemoryTable } from '@bos/testing/memory-table';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { describe, expect, test } from 'vitest';
import { FIXTURE_APP_SECRET, whatsAppFixture, whatsAppFixtures } from '../../test/fixtures/whatsapp/read-fixtures.ts';
import { build } from './whatsapp.ts';

const clock = virtualClock();

function open(over: { table?: Partial<Table>; appSecret?: string; verifyToken?: string } = {}) {
  const { table, blindIndex, items } = createMemoryTable({ clock });
  const secrets = { appSecret: FIXTURE_APP_SECRET, verifyToken: 'verify-me', ...over };
  const handler = build({
    table: { ...table, ...over.table },
    blindIndex,
    clock,
    log: silentLog,
    whatsapp: { appSecret: async () => secrets.appSecret, verifyToken: async () => secrets.verifyToken },
  });
  const receipts = () => items().filter(({ type }) => type === 'receipt').length;
  const consents = createConsentStore(table, blindIndex);
  return { handler, receipts, consents, items };
}

type Method = 'GET' | 'POST';

function eventOf(method: Method, over: Partial<APIGatewayProxyEventV2> = {}): APIGatewayProxyEventV2 {
  const path = '/webhooks/whatsapp';
  return {
    version: '2.0',
    routeKey: `${method} ${path}`,
    rawPath: path,
    rawQueryString: '',
    headers: {},
    isBase64Encoded: false,
    requestContext: {
      accountId: '1',
      apiId: '1',
      domainName: 'localhost',
      domainPrefix: 'localhost',
      http: { method, path, protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: 'facebookexternalua' },
      requestId: 'r1',
      routeKey: `${method} ${path}`,
      stage: '$default',
      time: '22/Nov/2026:12:00:00 +0000',
      timeEpoch: clock.now().getTime(),
    },
    ...over,
  };
}

const post = (body: string | Buffer, signature = signatureOf(Buffer.from(body), FIXTURE_APP_SECRET)) =>
  eventOf('POST', { body: body.toString(), headers: { 'x-hub-signature-256': signature } });

const textBody = (messages: readonly object[]) =>
  JSON.stringify({
    object: 'whatsapp_business_account',
    entry: [
      { changes: [{ field: 'messages', value: { metadata: { phone_number_id: '109917730042258' }, messages } }] },
    ],
  });
const text = (id: string, body: string) => ({
  id,
  from: '5511900000123',
  timestamp: '1795021331',
  type: 'text',
  text: { body },
});

describe('POST /webhooks/whatsapp', () => {
  test.each(whatsAppFixtures)('acknowledges $name, and its repetition', async ({ bytes, signature }) => {
    const { handler, receipts } = open();
    expect(await handler(post(bytes, signature))).toEqual({ statusCode: 200, body: '' });
    const stored = receipts();
    expect(await handler(post(bytes, signature))).toEqual({ statusCode: 200, body: '' });
    expect(receipts()).toBe(stored);
  });

  test('takes a body in base64', async () => {
    const { handler, receipts } = open();
    const { bytes, signature } = whatsAppFixture('reaction');
    const body = bytes.toString('base64');
    await handler(eventOf('POST', { body, isBase64Encoded: true, headers: { 'x-hub-signature-256': signature } }));
    expect(receipts()).toBe(1);
  });

  test.each([
    ['unsigned', eventOf('POST', { body: textBody([text('a', 'x')]) })],
    ['signed wrongly', post(textBody([text('a', 'x')]), `sha256=${'0'.repeat(64)}`)],
    ['signed for another body', post(textBody([text('a', 'x')]), whatsAppFixture('text').signature)],
    ['not JSON and unsigned', eventOf('POST', { body: '{' })],
    ['absent', eventOf('POST')],
  ])('refuses a body that is %s, and stores nothing', async (_case, event) => {
    const { handler, receipts } = open();
    expect(await handler(event)).toMatchObject({ statusCode: 401 });
    expect(receipts()).toBe(0);
  });

  test.each([undefined, ''])('refuses everything while the app secret is %j', async (appSecret) => {
    const { handler, receipts } = open({ ...(appSecret !== undefined && { appSecret }) });
    const closed = build({
      table: { ...createMemoryTable({ clock }).table },
      blindIndex: createMemoryTable({ clock }).blindIndex,
      clock,
      log: silentLog,
      whatsapp: { appSecret: async () => appSecret, verifyToken: async () => undefined },
    });
    const { bytes } = whatsAppFixture('text');
    expect(await closed(post(bytes, signatureOf(bytes, appSecret ?? '')))).toMatchObject({ statusCode: 401 });
    expect(await handler(post(bytes, signatureOf(bytes, '')))).toMatchObject({ statusCode: 401 });
    expect(receipts()).toBe(0);
  });

  test.each(['{', '[]', 'null', '{"object":"page","entry":[]}', '{"object":"whatsapp_business_account"}', ''])(
    'answers 400 to the signed body %j',
    async (body) => {
      expect(await open().handler(post(body))).toMatchObject({ statusCode: 400 });
    },
  );

  test('takes 3 MB and refuses one byte more', async () => {
    const { handler, receipts } = open();
    const limit = 3 * 1024 * 1024;
    const empty = textBody([text('a', '')]).length;
    expect(await handler(post(textBody([text('a', 'x'.repeat(limit - empty))])))).toMatchObject({ statusCode: 200 });
    expect(await handler(post(textBody([text('b', 'x'.repeat(limit - empty + 1))])))).toMatchObject({
      statusCode: 413,
    });
    expect(receipts()).toBe(1);
  });

  test('takes a thousand messages in one body', async () => {
    const { handler, receipts } = open();
    const messages = Array.from({ length: 1000 }, (_, i) => ({
      ...text(`m${i}`, 'oi 👋🏽 مرحبا'),
      from: `55119000${10_000 + i}`,
    }));
    expect(await handler(post(textBody(messages)))).toMatchObject({ statusCode: 200 });
    expect(receipts()).toBe(1000);
  });

  test('asks for a repetition when a message could not be stored', async () => {
    const { handler } = open({ table: { write: () => Promise.reject(new Error('throttled')) } });
    expect(await handler(post(textBody([text('a', 'x')])))).toEqual({ statusCode: 500, body: '' });
  });
});

describe('GET /webhooks/whatsapp', () => {
  const query = (over: Record<string, string | undefined>) =>
    eventOf('GET', {
      queryStringParameters: {
        'hub.mode': 'subscribe',
        'hub.challenge': '1158201444',
        'hub.verify_token': 'verify-me',
        ...over,
      },
    });

  test('gives the challenge back as bare text', async () => {
    const answer = await open().handler(query({}));
    expect(answer).toMatchObject({ statusCode: 200, body: '1158201444' });
    expect(answer.headers?.['content-type']).toMatch('text/plain');
  });

  test.each([
    ['another token', { 'hub.verify_token': 'verify-you' }],
    ['no token', { 'hub.verify_token': undefined }],
    ['another mode', { 'hub.mode': 'unsubscribe' }],
    ['no challenge', { 'hub.challenge': undefined }],
  ])('refuses %s', async (_case, over) => {
    expect(await open().handler(query(over))).toEqual({ statusCode: 403, body: '' });
  });

  test('refuses everything while no token is configured', async () => {
    expect(await open({ verifyToken: '' }).handler(query({ 'hub.verify_token': '' }))).toMatchObject({
      statusCode: 403,
    });
    expect(await open().handler(eventOf('GET'))).toMatchObject({ statusCode: 403 });
  });
});

describe('a choice in WhatsApp’s settings', () => {
  const ADDRESSES = [
    { kind: 'phone', value: '5511900000123' },
    { kind: 'whatsapp_user', value: 'BR.1093458820174466' },
  ] as const;

  test('is noted before the acknowledgement, under each address, once', async () => {
    const { handler, consents, items } = open();
    const { bytes } = whatsAppFixture('user_preferences_stop');
    for (let times = 0; times < 2; times++) expect(await handler(post(bytes))).toMatchObject({ statusCode: 200 });
    for (const address of ADDRESSES)
      expect(await consents.find('109917730042258', address)).toMatchObject({
        state: 'stopped',
        source: 'whatsapp_settings',
        version: 1,
      });
    expect(JSON.stringify(items())).not.toContain('900000123');
  });

  test('that could not be noted is not acknowledged', async () => {
    const { handler } = open({ table: { write: () => Promise.reject(new Error('away')) } });
    expect(await handler(post(whatsAppFixture('user_preferences_stop').bytes))).toMatchObject({ statusCode: 500 });
  });
});
