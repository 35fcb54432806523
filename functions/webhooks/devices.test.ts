import { signingKeyOf } from '@bos/buildings/devices/readings/webhook-body';
import { signatureOf } from '@bos/http/signed-body';
import { silentLog } from '@bos/kernel/log';
import type { QueueMessage } from '@bos/kernel/queue';
import { isQueueId } from '@bos/kernel/queue';
import { virtualClock } from '@bos/testing/clocks';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { describe, expect, test } from 'vitest';
import { build } from './devices.ts';

const SECRET = 'device-secret-not-real';
const clock = virtualClock();
const AT = clock.now().toISOString();

function open({ secret = SECRET, fails = false } = {}) {
  const batches: (readonly QueueMessage[])[] = [];
  const handler = build({
    queues: {
      async send(queue, messages) {
        expect(queue).toBe('devices');
        if (fails) throw new Error('the queue is away');
        batches.push(messages);
      },
    },
    clock,
    log: silentLog,
    deviceSettings: { webhookSecret: async () => secret, homeAssistant: async () => undefined },
  });
  return { handler, batches, sent: () => batches.flat() };
}

function eventOf(body: string | Buffer, signature: string | undefined, buildingId = 'b1'): APIGatewayProxyEventV2 {
  const routeKey = 'POST /webhooks/devices/{buildingId}';
  return {
    version: '2.0',
    routeKey,
    rawPath: `/webhooks/devices/${buildingId}`,
    rawQueryString: '',
    pathParameters: { buildingId },
    headers: signature === undefined ? {} : { 'x-bos-signature': signature },
    body: Buffer.from(body).toString('base64'),
    isBase64Encoded: true,
    requestContext: {
      accountId: '1',
      apiId: '1',
      domainName: 'localhost',
      domainPrefix: 'localhost',
      http: { method: 'POST', path: '/', protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: 'hub' },
      requestId: 'r1',
      routeKey,
      stage: '$default',
      time: '',
      timeEpoch: 0,
    },
  };
}

const signed = (body: string | Buffer, buildingId = 'b1') =>
  eventOf(body, signatureOf(Buffer.from(body), signingKeyOf(SECRET, buildingId)), buildingId);
const reading = (over: object = {}) => ({ id: 'r1', deviceId: 'wet', measure: 'leak', value: true, at: AT, ...over });
const bodyOf = (...readings: unknown[]) => JSON.stringify({ readings });

describe('what a building’s hub reports', () => {
  test('waits in the queue before it is acknowledged, each device in its own line', async () => {
    const { handler, sent } = open();
    const body = bodyOf(reading(), reading({ id: 'r2', deviceId: 'gate', measure: 'battery', value: 18 }));
    const answer = await handler(signed(body));
    expect(answer.statusCode).toBe(202);
    expect(JSON.parse(answer.body ?? '')).toEqual({ accepted: 2, refused: [] });
    expect(JSON.parse(sent()[0]?.body ?? '')).toEqual({
      kind: 'reading',
      reading: {
        buildingId: 'b1',
        deviceId: 'wet',
        readingId: 'r1',
        measure: 'leak',
        value: true,
        at: AT,
        receivedAt: AT,
      },
    });
    const [first, second] = sent();
    expect(first?.group).not.toBe(second?.group);
    expect(sent().every(({ group, deduplicationId }) => isQueueId(group) && isQueueId(deduplicationId))).toBe(true);
  });

  test('that comes twice has one name in the queue, and other buildings’ have others', async () => {
    const { handler, sent } = open();
    for (const buildingId of ['b1', 'b1', 'b10']) await handler(signed(bodyOf(reading()), buildingId));
    const names = sent().map(({ deduplicationId }) => deduplicationId);
    expect(names[0]).toBe(names[1]);
    expect(names[0]).not.toBe(names[2]);
  });

  test('is sent on in what a queue takes at once', async () => {
    const { handler, batches } = open();
    const readings = Array.from({ length: 25 }, (_, index) => reading({ id: `r${index}` }));
    await handler(signed(bodyOf(...readings)));
    expect(batches.map(({ length }) => length).sort()).toEqual([10, 10, 5]);
  });

  test.each<[string, object, string]>([
    ['a measure that nobody knows', reading({ measure: 'mood' }), 'measure'],
    ['a value of another kind', reading({ value: 'wet' }), 'value'],
    ['a battery of more than all', reading({ measure: 'battery', value: 130 }), 'value'],
    ['a time that is none', reading({ at: 'now' }), 'at'],
    ['a time to come', reading({ at: '2027-01-01T00:00:00.000Z' }), 'at'],
    ['an id that could be no key', reading({ id: 'a#b' }), 'id'],
    ['no device', { ...reading(), deviceId: undefined }, 'deviceId'],
  ])('with %s is named, and the others are taken', async (_what, wrong, field) => {
    const { handler, sent } = open();
    const { body = '' } = await handler(signed(bodyOf(wrong, reading({ id: 'r2' }))));
    expect(JSON.parse(body)).toMatchObject({ accepted: 1, refused: [{ index: 0, field }] });
    expect(sent()).toHaveLength(1);
  });

  test.each([
    ['no JSON', 'leak!'],
    ['another shape', '{"reading":1}'],
    ['nothing', bodyOf()],
    ['more than a hundred', bodyOf(...Array.from({ length: 101 }, () => reading()))],
  ])('as %s is refused', async (_what, body) => {
    const { handler, sent } = open();
    expect((await handler(signed(body))).statusCode).toBe(400);
    expect(sent()).toEqual([]);
  });

  test('is not acknowledged when the queue does not take it', async () => {
    const { handler } = open({ fails: true });
    expect((await handler(signed(bodyOf(reading())))).statusCode).toBe(500);
  });
});

describe('the signature', () => {
  const body = bodyOf(reading());
  const key = signingKeyOf(SECRET, 'b1');
  const good = signatureOf(Buffer.from(body), key);

  test.each<[string, string | undefined]>([
    ['missing', undefined],
    ['empty', ''],
    ['of another body', signatureOf(Buffer.from(`${body} `), key)],
    ['with another building’s key', signatureOf(Buffer.from(body), signingKeyOf(SECRET, 'b10'))],
    ['with the secret itself', signatureOf(Buffer.from(body), SECRET)],
    ['cut short', good.slice(0, -2)],
    ['in capitals', good.toUpperCase()],
  ])('%s: refused', async (_what, signature) => {
    const { handler, sent } = open();
    expect((await handler(eventOf(body, signature))).statusCode).toBe(401);
    expect(sent()).toEqual([]);
  });

  test('is over the raw bytes', async () => {
    const { handler } = open();
    const spaced = Buffer.from(`{ "readings" : [${JSON.stringify(reading())}] }`);
    expect((await handler(signed(spaced))).statusCode).toBe(202);
  });

  test('for a building that could be none is refused', async () => {
    const { handler } = open();
    const buildingId = 'b1#x';
    const forged = eventOf(body, signatureOf(Buffer.from(body), signingKeyOf(SECRET, buildingId)), buildingId);
    expect((await handler(forged)).statusCode).toBe(401);
  });

  test('can be made by nobody where no secret is configured', async () => {
    const { handler } = open({ secret: '' });
    const signature = signatureOf(Buffer.from(body), signingKeyOf('', 'b1'));
    expect((await handler(eventOf(body, signature))).statusCode).toBe(401);
  });

  test('is not looked at of a body that is too large', async () => {
    const { handler } = open();
    expect((await handler(signed('x'.repeat(256 * 1024 + 1)))).statusCode).toBe(413);
  });
});
