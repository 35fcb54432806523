import { receiptsOf, storeReceipts } from '@bos/conversations/channels/receive';
import { readWebhook, type Webhook } from '@bos/conversations/whatsapp/webhook-body';
import { readSignedBody } from '@bos/http/signed-body';
import { isDomainError } from '@bos/kernel/errors';
import { equalInConstantTime, sha256 } from '@bos/kernel/hash';
import type { Log } from '@bos/kernel/log';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { Ports } from '../ports/ports.ts';

/** Meta's header, and its limit for a body. */
const SIGNED = { header: 'x-hub-signature-256', mostBytes: 3 * 1024 * 1024 } as const;

type WebhookPorts = Pick<Ports, 'table' | 'blindIndex' | 'clock' | 'log'> & {
  readonly whatsapp: Pick<Ports['whatsapp'], 'appSecret' | 'verifyToken'>;
};

const empty = (statusCode: number): APIGatewayProxyStructuredResultV2 => ({ statusCode, body: '' });

/** `GET` and `POST /webhooks/whatsapp`: the handshake, and messages and reports, acknowledged once they are stored. */
export function build(ports: WebhookPorts) {
  return async (event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> => {
    try {
      if (event.requestContext.http.method === 'GET') {
        return shakeHands(event.queryStringParameters ?? {}, await ports.whatsapp.verifyToken());
      }
      return await receive(ports, event);
    } catch (error) {
      ports.log.error('whatsapp.webhook_failed', error);
      return empty(500);
    }
  };
}

/** Meta asks once, when address and token are saved; only who knows the token gets its challenge back. */
function shakeHands(
  query: Readonly<Record<string, string | undefined>>,
  expected: string | undefined,
): APIGatewayProxyStructuredResultV2 {
  const { 'hub.mode': mode, 'hub.challenge': challenge, 'hub.verify_token': token } = query;
  const known = expected !== undefined && expected !== '' && token !== undefined && isEqual(token, expected);
  if (!known || mode !== 'subscribe' || challenge === undefined) return empty(403);
  return {
    statusCode: 200,
    headers: { 'content-type': 'text/plain; charset=utf-8', 'x-content-type-options': 'nosniff' },
    body: challenge,
  };
}

/** The hashes have one length, whatever was sent. */
const isEqual = (a: string, b: string) => equalInConstantTime(Buffer.from(sha256(a)), Buffer.from(sha256(b)));

async function receive(
  { table, blindIndex, clock, log, whatsapp }: WebhookPorts,
  event: APIGatewayProxyEventV2,
): Promise<APIGatewayProxyStructuredResultV2> {
  const body = await readSignedBody(event, { ...SIGNED, secret: () => whatsapp.appSecret() });
  if (body.kind === 'refused') {
    log.warn('whatsapp.webhook_refused', { reason: body.reason, bytes: body.bytes });
    return empty(body.status);
  }
  const webhook = parse(body.raw);
  if (webhook === undefined) {
    log.warn('whatsapp.webhook_refused', { reason: 'not a whatsapp body', bytes: body.raw.length });
    return empty(400);
  }
  logNotices(log, webhook);
  // Before the acknowledgement, as with messages: there is no other copy of it.
  if (webhook.preferences.length > 0) await noteChoices({ table, blindIndex }, webhook, clock.now());
  const { failures } = await storeReceipts(table, await receiptsOf(webhook, blindIndex, clock.now()));
  if (failures.length === 0) return empty(200);
  log.error('whatsapp.receipts_not_stored', failures[0], { count: failures.length });
  return empty(500);
}

/** Rare, so its code is loaded by the first. */
async function noteChoices(deps: Pick<WebhookPorts, 'table' | 'blindIndex'>, { preferences }: Webhook, at: Date) {
  const { hearPreferences } = await import('@bos/conversations/channels/hear-preferences');
  await hearPreferences(deps, preferences, at);
}

function parse(raw: Buffer): Webhook | undefined {
  try {
    return readWebhook(JSON.parse(raw.toString()));
  } catch (error) {
    if (error instanceof SyntaxError || isDomainError(error, 'INVALID_INPUT')) return undefined;
    throw error;
  }
}

function logNotices(log: Log, { notices }: Webhook): void {
  for (const { field, phoneNumberId, code } of notices) {
    const fields = {
      item: field,
      ...(phoneNumberId !== undefined && { phoneNumberId }),
      ...(code !== undefined && { code }),
    };
    log.warn('whatsapp.notice', fields);
  }
}
