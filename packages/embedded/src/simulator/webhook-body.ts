import { epochSeconds } from '@bos/kernel/clock';
import { sha256 } from '@bos/kernel/hash';
import type { Subscriber } from './phone-book.ts';
import type { PhoneButton, SimulatedNumber } from './phone-message.ts';

/** What a person sends, in the terms of a webhook. */
export type Utterance =
  | { readonly type: 'text'; readonly text: string }
  | {
      readonly type: 'image';
      readonly caption?: string;
      readonly mimeType: string;
      readonly mediaId: string;
      readonly bytes: Uint8Array;
    }
  | {
      readonly type: 'button_reply' | 'list_reply';
      readonly button: PhoneButton;
      /** The message that held it. */
      readonly contextId: string;
    };

export interface WebhookMessage {
  readonly id: string;
  readonly at: Date;
  readonly utterance: Utterance;
}

function envelope(number: SimulatedNumber, subscriber: Subscriber, content: object): object {
  const value = {
    messaging_product: 'whatsapp',
    metadata: { display_phone_number: number.displayPhoneNumber, phone_number_id: number.phoneNumberId },
    contacts: [{ profile: { name: subscriber.name }, wa_id: subscriber.phone, user_id: subscriber.userId }],
    ...content,
  };
  return {
    object: 'whatsapp_business_account',
    entry: [{ id: number.accountId, changes: [{ value, field: 'messages' }] }],
  };
}

function contentOf(number: SimulatedNumber, utterance: Utterance): object {
  switch (utterance.type) {
    case 'text':
      return { type: 'text', text: { body: utterance.text } };
    case 'image':
      return {
        type: 'image',
        image: {
          ...(utterance.caption !== undefined && { caption: utterance.caption }),
          mime_type: utterance.mimeType,
          sha256: Buffer.from(sha256(utterance.bytes), 'hex').toString('base64'),
          id: utterance.mediaId,
        },
      };
    case 'button_reply':
    case 'list_reply':
      return {
        context: { from: number.displayPhoneNumber, id: utterance.contextId },
        type: 'interactive',
        interactive: { type: utterance.type, [utterance.type]: utterance.button },
      };
  }
}

/** The body in which WhatsApp hands over a person's message. */
export function messageBody(number: SimulatedNumber, subscriber: Subscriber, message: WebhookMessage): object {
  return envelope(number, subscriber, {
    messages: [
      {
        from: subscriber.phone,
        from_user_id: subscriber.userId,
        id: message.id,
        timestamp: String(epochSeconds(message.at)),
        ...contentOf(number, message.utterance),
      },
    ],
  });
}

export interface DeliveryReport {
  readonly id: string;
  readonly status: 'sent' | 'delivered' | 'read';
  readonly at: Date;
  readonly callbackData?: string;
}

/** The body in which WhatsApp tells how far a message has come. */
export function statusBody(number: SimulatedNumber, subscriber: Subscriber, report: DeliveryReport): object {
  const pricing = { billable: false, pricing_model: 'PMP', type: 'free_customer_service', category: 'service' };
  return envelope(number, subscriber, {
    statuses: [
      {
        id: report.id,
        status: report.status,
        timestamp: String(epochSeconds(report.at)),
        recipient_id: subscriber.phone,
        recipient_user_id: subscriber.userId,
        ...(report.callbackData !== undefined && { biz_opaque_callback_data: report.callbackData }),
        // On `sent` and on one of the other two: here `delivered`.
        ...(report.status !== 'read' && { pricing }),
      },
    ],
  });
}

/** An id in the form of WhatsApp's: base64 that holds the telephone and a token. `direction` as seen by the business. */
export function messageId(phone: string, token: string, direction: 'inbound' | 'outbound'): string {
  const upper = sha256(token).slice(0, 32).toUpperCase();
  const mark = direction === 'inbound' ? '\x12' : '\x11';
  const text = `\x1c\x18${String.fromCharCode(phone.length)}${phone}\x15\x02\x00${mark}\x18\x20${upper}\x00`;
  return `wamid.${Buffer.from(text, 'latin1').toString('base64')}`;
}
