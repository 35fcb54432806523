import type { Language } from '@bos/kernel/language';
import type { Role } from '@bos/kernel/role';

/** Somebody whose telephone the simulator plays. */
export interface SimulatedPerson {
  readonly id: string;
  readonly name: string;
  /** As WhatsApp writes it (`wa_id`): digits with the country code. */
  readonly phone: string;
  readonly role: Role;
  readonly unit?: string;
  readonly language: Language;
  /** The business number that this person writes to. */
  readonly phoneNumberId: string;
}

/** A business number of the simulated network. */
export interface SimulatedNumber {
  readonly phoneNumberId: string;
  /** Digits with the country code. */
  readonly displayPhoneNumber: string;
  /** WhatsApp's id of the business account. */
  readonly accountId: string;
}

export interface PhoneButton {
  readonly id: string;
  readonly title: string;
}

/** What a telephone shows of a message. */
export interface MessageContent {
  readonly kind: 'text' | 'image' | 'document' | 'selection' | 'template';
  readonly text: string;
  readonly header?: string;
  readonly footer?: string;
  /** Reply buttons, or the rows of a list. */
  readonly buttons?: readonly PhoneButton[];
  /** Whether `buttons` are the rows of a list. */
  readonly list?: boolean;
  /** The id of a picture that a person sent. */
  readonly pictureId?: string;
  /** The message that a tap answers. */
  readonly contextId?: string;
}

/** Only ever moves to the right. A person's message is `delivered` when the webhook has acknowledged it. */
export const TICKS = ['waiting', 'sent', 'delivered', 'read'] as const;
export type Tick = (typeof TICKS)[number];

export interface PhoneMessage extends MessageContent {
  /** WhatsApp's id, `wamid.…`. */
  readonly id: string;
  readonly phone: string;
  readonly sender: 'person' | 'business';
  /** ISO 8601. */
  readonly at: string;
  readonly tick: Tick;
  /** On the first answer to a person's message: how long it was waited for. */
  readonly answeredAfterMilliseconds?: number;
}

/** What `GET /simulator/api/people` answers. */
export interface PeopleAnswer {
  readonly items: readonly SimulatedPerson[];
  readonly next: null;
}

/** What `POST /simulator/api/send` takes. `from` is the id of a person or any telephone number. */
export interface SendCommand {
  readonly from: string;
  readonly text?: string;
  readonly selection?: { readonly messageId: string; readonly buttonId: string };
  readonly image?: {
    readonly caption?: string;
    readonly mimeType: 'image/jpeg' | 'image/png';
    readonly base64: string;
  };
}

/** What it answers. `webhookStatus` is the HTTP status of the webhook, 0 when it could not be reached. */
export interface SendAnswer {
  readonly id: string;
  readonly webhookStatus: number;
}
