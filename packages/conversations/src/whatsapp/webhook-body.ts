import { parseInput } from '@bos/kernel/parse';
import * as z from 'zod';
import {
  bodySchema,
  changeSchema,
  contactSchema,
  entrySchema,
  firstErrorCode,
  messageSchema,
  preferenceSchema,
  statusSchema,
  valueSchema,
  type WebhookContact,
  type WebhookMessage,
  type WebhookPreference,
  type WebhookStatus,
} from './webhook-schema.ts';

/** One message as it came, with the contact that wrote it. */
export interface InboundEnvelope {
  readonly phoneNumberId: string;
  readonly message: WebhookMessage;
  readonly contact?: WebhookContact;
}

/** One delivery report as it came. */
export interface StatusEnvelope {
  readonly phoneNumberId: string;
  readonly status: WebhookStatus;
}

/** One choice in WhatsApp's settings as it came. */
export interface PreferenceEnvelope {
  readonly phoneNumberId: string;
  readonly preference: WebhookPreference;
}

/** What is for the operator's log and for nobody else: account changes, template decisions, system errors. */
export interface WebhookNotice {
  readonly field: string;
  readonly phoneNumberId?: string;
  /** WhatsApp's event or error code, or why a part of the body could not be read. */
  readonly code?: string | number;
}

export interface Webhook {
  readonly messages: readonly InboundEnvelope[];
  readonly statuses: readonly StatusEnvelope[];
  readonly preferences: readonly PreferenceEnvelope[];
  readonly notices: readonly WebhookNotice[];
}

interface Collected {
  readonly messages: InboundEnvelope[];
  readonly statuses: StatusEnvelope[];
  readonly preferences: PreferenceEnvelope[];
  readonly notices: WebhookNotice[];
}

const eventSchema = z.looseObject({ event: z.string().max(64).optional().catch(undefined) });

/**
 * Reads a parsed webhook body: every entry, change, message, status and preference of it. Throws INVALID_INPUT when it is no
 * WhatsApp webhook at all; a part that cannot be read becomes a notice, so that its neighbours are not lost.
 */
export function readWebhook(json: unknown): Webhook {
  const collected: Collected = { messages: [], statuses: [], preferences: [], notices: [] };
  for (const candidate of parseInput(bodySchema, json, 'webhook').entry) {
    const entry = entrySchema.safeParse(candidate);
    if (!entry.success) collected.notices.push({ field: 'entry', code: 'unreadable' });
    else for (const change of entry.data.changes) readChange(change, collected);
  }
  return collected;
}

function readChange(candidate: unknown, collected: Collected): void {
  const change = changeSchema.safeParse(candidate);
  if (!change.success) {
    collected.notices.push({ field: 'change', code: 'unreadable' });
    return;
  }
  const { field, value } = change.data;
  if (field === 'messages' || field === 'user_preferences') {
    readValue(value, collected);
    return;
  }
  const { event } = eventSchema.parse(value);
  collected.notices.push({ field: field.slice(0, 64), ...(event !== undefined && { code: event }) });
}

function readValue(candidate: object, { messages, statuses, preferences, notices }: Collected): void {
  const value = valueSchema.parse(candidate);
  const phoneNumberId = value.metadata?.phone_number_id;
  if (phoneNumberId === undefined) {
    notices.push({ field: 'messages', code: 'unreadable_metadata' });
    return;
  }
  const contacts = value.messages === undefined ? undefined : contactsById(value.contacts);
  for (const item of value.messages ?? []) {
    const message = messageSchema.safeParse(item);
    if (message.success) messages.push(envelopeOf(phoneNumberId, message.data, contacts));
    else notices.push({ field: 'messages', phoneNumberId, code: 'unreadable_message' });
  }
  for (const item of value.statuses ?? []) {
    const status = statusSchema.safeParse(item);
    if (status.success) statuses.push({ phoneNumberId, status: status.data });
    else notices.push({ field: 'messages', phoneNumberId, code: 'unreadable_status' });
  }
  for (const item of value.user_preferences ?? []) {
    const preference = preferenceSchema.safeParse(item);
    if (preference.success) preferences.push({ phoneNumberId, preference: preference.data });
    else notices.push({ field: 'user_preferences', phoneNumberId, code: 'unreadable_preference' });
  }
  for (const error of value.errors ?? []) {
    notices.push({ field: 'messages', phoneNumberId, code: firstErrorCode([error]) ?? 'unreadable_error' });
  }
}

/** Contacts are found by either of their ids; their position says nothing. */
function contactsById(contacts: readonly unknown[] = []): ReadonlyMap<string, WebhookContact> {
  const byId = new Map<string, WebhookContact>();
  for (const item of contacts) {
    const contact = contactSchema.safeParse(item);
    if (!contact.success) continue;
    if (contact.data.wa_id !== undefined) byId.set(contact.data.wa_id, contact.data);
    if (contact.data.user_id !== undefined) byId.set(contact.data.user_id, contact.data);
  }
  return byId;
}

function envelopeOf(
  phoneNumberId: string,
  message: WebhookMessage,
  contacts: ReadonlyMap<string, WebhookContact> | undefined,
): InboundEnvelope {
  const contact = contacts?.get(message.from_user_id ?? '') ?? contacts?.get(message.from ?? '');
  return { phoneNumberId, message, ...(contact !== undefined && { contact }) };
}
