import { setTimeout as sleep } from 'node:timers/promises';
import type { GraphDouble } from '../support/graph-double.ts';
import { postWebhook } from '../support/webhook.ts';

const PATIENCE = 40;

/** Posts until it is acknowledged, as WhatsApp does, only sooner again. Gives how often it was posted. */
export async function deliver(url: string, body: string): Promise<number> {
  for (let tries = 1; tries <= PATIENCE; tries++) {
    const answer = await postWebhook(url, body).catch(() => undefined);
    if (answer?.status === 200) return tries;
    await sleep(100 * tries);
  }
  throw new Error(`not acknowledged in ${PATIENCE} deliveries`);
}

/** What WhatsApp reports of a message that it took. */
function report(callbackData: string | undefined, providerMessageId: string, phoneNumberId: string): string {
  const status = {
    id: providerMessageId,
    status: 'delivered',
    timestamp: String(Math.floor(Date.now() / 1000)),
    recipient_id: '5511900000301',
    biz_opaque_callback_data: callbackData,
  };
  const value = { messaging_product: 'whatsapp', metadata: { phone_number_id: phoneNumberId }, statuses: [status] };
  const changes = [{ field: 'messages', value }];
  return JSON.stringify({ object: 'whatsapp_business_account', entry: [{ id: '1', changes }] });
}

/** Reports every message that goes out as delivered, until the signal comes; then resolves. */
export async function reportDeliveries({ sent }: GraphDouble, url: string, signal: AbortSignal): Promise<void> {
  for (let next = 0; !signal.aborted || next < sent.length; ) {
    const message = sent[next];
    if (message === undefined) {
      await sleep(50);
      continue;
    }
    next++;
    await deliver(url, report(message.callbackData, `wamid.double-${next}`, message.phoneNumberId));
  }
}
