import { readingsBodySchema, readReadings, signingKeyOf } from '@bos/buildings/devices/readings/webhook-body';
import { ID } from '@bos/http/path-id';
import { readSignedBody } from '@bos/http/signed-body';
import { chunksOf } from '@bos/kernel/chunks';
import { forEachConcurrently } from '@bos/kernel/concurrency';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { Ports } from '../ports/ports.ts';
import { QUEUES } from '../queue-definitions.ts';
import { readingOrder } from '../queues/device-orders.ts';

/** A hub that has more to say says it in several bodies. */
const SIGNED = { header: 'x-bos-signature', mostBytes: 256 * 1024 } as const;
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
  async function keyOf(buildingId: string): Promise<string | undefined> {
    const secret = await deviceSettings.webhookSecret();
    return secret === undefined || secret === '' ? undefined : signingKeyOf(secret, buildingId);
  }

  function refuse(reason: string, status = 401): APIGatewayProxyStructuredResultV2 {
    log.warn('device.webhook_refused', { reason });
    return answer(status);
  }

  async function accept(buildingId: string, raw: Buffer): Promise<APIGatewayProxyStructuredResultV2> {
    const parsed = readingsBodySchema.safeParse(jsonOf(raw));
    if (!parsed.success) return answer(400, { code: 'INVALID_INPUT', field: 'readings' });
    const now = clock.now();
    const { accepted, refused } = readReadings(parsed.data.readings, now);
    const receivedAt = now.toISOString();
    const messages = accepted.map(
      ({ id: readingId, ...value }) => readingOrder({ ...value, readingId, buildingId, receivedAt }).message,
    );
    await forEachConcurrently(chunksOf(messages, BATCH), AT_ONCE, (batch) => queues.send(QUEUES.devices.name, batch));
    if (refused.length > 0) log.warn('device.readings_refused', { buildingId, count: refused.length });
    return answer(202, { accepted: accepted.length, refused });
  }

  return async (event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> => {
    const buildingId = event.pathParameters?.buildingId ?? '';
    try {
      if (!ID.test(buildingId)) return refuse('no building can have this id');
      const body = await readSignedBody(event, { ...SIGNED, secret: () => keyOf(buildingId) });
      if (body.kind === 'refused') return refuse(body.reason, body.status);
      return await accept(buildingId, body.raw);
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
