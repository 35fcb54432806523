import { readingsBodySchema, readReadings, signingKeyOf } from '@bos/buildings/devices/readings/webhook-body';
import { isSigned } from '@bos/conversations/whatsapp/signature';
import { ID } from '@bos/http/path-id';
import { forEachConcurrently } from '@bos/kernel/concurrency';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { Ports } from '../ports/ports.ts';
import { readingOrder } from '../queues/device-orders.ts';

/** A hub that has more to say says it in several bodies. */
const MAX_BYTES = 256 * 1024;
/** What a queue takes in one request. */
const BATCH = 10;
const AT_ONCE = 4;

type WebhookPorts = Pick<Ports, 'queues' | 'clock' | 'log' | 'deviceSettings'>;

const answer = (statusCode: number, body?: object): APIGatewayProxyStructuredResultV2 => ({
  statusCode,
  headers: { 'content-type': 'application/json', 'x-content-type-options': 'nosniff' },
  body: body === undefined ? '' : JSON.stringify(body),
});

/**
 * `POST /webhooks/devices/{buildingId}`: values of a building's sensors and meters, signed over the raw bytes, acknowledged
 * once all of them wait in the queue. Without a secret everything is refused.
 */
export function build({ queues, clock, log, deviceSettings }: WebhookPorts) {
  async function accept(buildingId: string, raw: Buffer): Promise<APIGatewayProxyStructuredResultV2> {
    const parsed = readingsBodySchema.safeParse(jsonOf(raw));
    if (!parsed.success) return answer(400, { code: 'INVALID_INPUT', field: 'readings' });
    const now = clock.now();
    const { accepted, refused } = readReadings(parsed.data.readings, now);
    const receivedAt = now.toISOString();
    const orders = accepted.map(({ id: readingId, ...value }) =>
      readingOrder({ ...value, readingId, buildingId, receivedAt }),
    );
    const batches = Array.from({ length: Math.ceil(orders.length / BATCH) }, (_, index) =>
      orders.slice(index * BATCH, (index + 1) * BATCH),
    );
    await forEachConcurrently(batches, AT_ONCE, async (batch) => {
      const [{ queue } = { queue: '' }] = batch;
      await queues.send(
        queue,
        batch.map(({ message }) => message),
      );
    });
    if (refused.length > 0) log.warn('device.readings_refused', { buildingId, count: refused.length });
    return answer(202, { accepted: accepted.length, refused });
  }

  return async (event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> => {
    const { body = '', isBase64Encoded, headers, pathParameters } = event;
    const buildingId = pathParameters?.buildingId ?? '';
    const raw = Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');
    if (raw.length > MAX_BYTES) return answer(413);
    try {
      const secret = (await deviceSettings.webhookSecret()) ?? '';
      const key = secret === '' || !ID.test(buildingId) ? '' : signingKeyOf(secret, buildingId);
      if (!isSigned(raw, headers['x-bos-signature'], key)) {
        log.warn('device.webhook_refused', { reason: secret === '' ? 'no secret is configured' : 'signature' });
        return answer(401);
      }
      return await accept(buildingId, raw);
    } catch (error) {
      log.error('device.webhook_failed', error);
      return answer(500);
    }
  };
}

function jsonOf(raw: Buffer): unknown {
  try {
    return JSON.parse(raw.toString());
  } catch {
    return undefined;
  }
}
