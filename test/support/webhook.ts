import { createHmac, randomUUID } from 'node:crypto';

export const APP_SECRET = 'test-app-secret-not-real';
/** From it come the keys with which the hubs of buildings sign. */
export const DEVICE_SECRET = 'test-device-secret-not-real';
export const VERIFY_TOKEN = 'test-verify-token-not-real';

/** The Brazilian number of the demo building. */
const PHONE_NUMBER_ID = '109917730042258';

export interface Written {
  readonly from: string;
  readonly text?: string;
  /** A tapped reply button. */
  readonly button?: { readonly id: string; readonly title: string };
  readonly id?: string;
  readonly at?: Date;
  readonly name?: string;
  readonly phoneNumberId?: string;
}

export interface Reported {
  /** WhatsApp's id of the message. */
  readonly id: string;
  readonly to: string;
  readonly status: 'sent' | 'delivered' | 'read' | 'failed';
  readonly at?: Date;
  /** Our own id, which WhatsApp gives back. */
  readonly callbackData?: string | undefined;
}

const metadata = (phoneNumberId: string) => ({
  display_phone_number: '551100000100',
  phone_number_id: phoneNumberId,
});

/** Reports on messages of ours, in one body. */
export function reportBody(...reports: readonly Reported[]): string {
  const statuses = reports.map(({ id, to, status, at = new Date(), callbackData }) => ({
    id,
    status,
    timestamp: String(Math.floor(at.getTime() / 1000)),
    recipient_id: to,
    ...(callbackData !== undefined && { biz_opaque_callback_data: callbackData }),
  }));
  const value = { messaging_product: 'whatsapp', metadata: metadata(PHONE_NUMBER_ID), statuses };
  const entry = [{ id: '103377540018865', changes: [{ field: 'messages', value }] }];
  return JSON.stringify({ object: 'whatsapp_business_account', entry });
}

/** One message as WhatsApp delivers it. */
export function webhookBody(...messages: readonly Written[]): string {
  const entries = messages.map(
    ({
      from,
      text,
      button,
      id = `wamid.${randomUUID()}`,
      at = new Date(),
      name = 'Test',
      phoneNumberId = PHONE_NUMBER_ID,
    }) => ({
      id: '103377540018865',
      changes: [
        {
          field: 'messages',
          value: {
            messaging_product: 'whatsapp',
            metadata: metadata(phoneNumberId),
            contacts: [{ profile: { name }, wa_id: from }],
            messages: [
              {
                from,
                id,
                timestamp: String(Math.floor(at.getTime() / 1000)),
                ...(button
                  ? { type: 'interactive', interactive: { type: 'button_reply', button_reply: button } }
                  : { type: 'text', text: { body: text } }),
              },
            ],
          },
        },
      ],
    }),
  );
  return JSON.stringify({ object: 'whatsapp_business_account', entry: entries });
}

export function signatureOf(body: string | Uint8Array, secret = APP_SECRET): string {
  return `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
}

export function postWebhook(
  url: string,
  body: string | Uint8Array<ArrayBuffer>,
  headers: Record<string, string> = { 'x-hub-signature-256': signatureOf(body) },
): Promise<Response> {
  return fetch(`${url}/webhooks/whatsapp`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  });
}
