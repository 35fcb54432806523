import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { createConversationStore } from '@bos/conversations/conversations/conversation-store';
import { createMessageStore } from '@bos/conversations/messages/message-store';
import { DEMO_CHANNELS } from '@bos/embedded/demo/demo-building';
import { signatureOf } from '@bos/http/signed-body';
import { normalisePhone } from '@bos/kernel/phone-number';
import { createIdentityStore, identityKey } from '@bos/people/identities/identity-store';
import { type Attached, attach } from '../local/attach.ts';
import { OperatorError } from '../local/operator-error.ts';

const PATIENCE_MILLISECONDS = 15_000;
const POLL_MILLISECONDS = 25;

/** A webhook body with one text message, as WhatsApp sends it. */
function webhookBody(phone: string, text: string, phoneNumberId: string, displayPhoneNumber: string): string {
  const value = {
    messaging_product: 'whatsapp',
    metadata: { display_phone_number: displayPhoneNumber, phone_number_id: phoneNumberId },
    contacts: [{ wa_id: phone }],
    messages: [
      {
        from: phone,
        id: `wamid.${randomUUID()}`,
        timestamp: String(Math.floor(Date.now() / 1000)),
        type: 'text',
        text: { body: text },
      },
    ],
  };
  return JSON.stringify({
    object: 'whatsapp_business_account',
    entry: [{ id: '0', changes: [{ field: 'messages', value }] }],
  });
}

async function post({ running, appSecret }: Attached, body: string): Promise<void> {
  const response = await fetch(`${running.url}/webhooks/whatsapp`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-hub-signature-256': signatureOf(Buffer.from(body), appSecret),
    },
    body,
  });
  if (!response.ok) throw new OperatorError(`The webhook answered ${response.status}.`);
}

/** Writes as somebody through the signed webhook and prints what comes back. */
export async function run(parameters: readonly string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...parameters],
    allowPositionals: true,
    options: { as: { type: 'string' }, building: { type: 'string', default: 'demo' } },
  });
  const text = positionals.join(' ');
  const phone = normalisePhone(values.as ?? '');
  if (text === '' || phone === undefined) throw new OperatorError('Usage: bos send "text" --as +5511900000301');
  const attached = await attach();
  const { ports, identity } = attached;
  const [channel] = DEMO_CHANNELS;
  if (!channel) throw new OperatorError('The demo building has no business number.');
  const startedAt = performance.now();
  const sentAt = new Date();
  await post(attached, webhookBody(phone, text, channel.phoneNumberId, channel.displayPhoneNumber));

  const identities = createIdentityStore(ports.table, ports.blindIndex);
  const conversations = createConversationStore(ports.table);
  const messages = createMessageStore(ports.table);
  const key = await identityKey(ports.blindIndex, 'phone', phone);
  if (!key) throw new OperatorError(`--as: ${phone} is no telephone number.`);
  const until = performance.now() + PATIENCE_MILLISECONDS;
  for (; performance.now() < until; await sleep(POLL_MILLISECONDS)) {
    const known = await identities.find(key);
    const open = known && (await conversations.openOf(values.building, known.userId, 'whatsapp'));
    if (!open) continue;
    const { items } = await messages.list(values.building, open.conversationId, { limit: 5 });
    const reply = items.find(
      ({ direction, queuedAt }) =>
        direction === 'outbound' && queuedAt !== undefined && queuedAt >= sentAt.toISOString(),
    );
    if (!reply) continue;
    const milliseconds = Math.round(performance.now() - startedAt);
    const buttons = (reply.buttons ?? []).map(({ title }) => `[${title}]`).join(' ');
    const lines = [reply.text ?? '', buttons, `(${milliseconds} ms)`].filter((line) => line !== '');
    process.stdout.write(`${lines.join('\n')}\n`);
    identity.close();
    return;
  }
  identity.close();
  throw new OperatorError('No reply within 15 seconds. `npx bos doctor` shows where it waits.');
}
