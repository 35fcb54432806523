import { invalid } from '@bos/kernel/errors';
import { parseInput } from '@bos/kernel/parse';
import { type IdentityChange, identityChangeOf } from './identity-change.ts';
import { contentOf, type MessageContent } from './message-content.ts';
import { type Sender, senderFrom } from './sender.ts';
import { timeOf } from './timestamp.ts';
import { firstErrorCode, messageBodySchema, type WebhookMessage } from './webhook-schema.ts';

/** A message in the terms of a conversation. */
export interface InboundMessage extends MessageContent {
  readonly providerMessageId: string;
  /** By WhatsApp's clock: a late retry keeps it, and the 24-hour window counts from it. */
  readonly sentAt: Date;
  /** A system message is about the person whom the old address names. */
  readonly sender: Sender;
  readonly profileName?: string;
  /** WhatsApp's own word: text, image, audio, interactive, button, reaction, system, unsupported … */
  readonly kind: string;
  /** The message that it quotes, answers or reacts to. */
  readonly contextMessageId?: string;
  readonly forwarded?: boolean;
  /** Why WhatsApp could not hand over the content: 131051 kind not carried, 131060 not available. */
  readonly errorCode?: number;
  readonly identityChange?: IdentityChange;
  /** False for what is no utterance: a reaction, a notice about a changed number. */
  readonly expectsReply: boolean;
}

const NO_UTTERANCE = new Set(['reaction', 'system']);

/** Who wrote the message, or whom a system message is about. */
export function senderOf(message: WebhookMessage): Sender {
  return senderFrom(message.from_user_id ?? message.system?.previous_user_id, message.from);
}

/**
 * Reads what a receipt keeps of a message: `{ message, contact }`. Throws INVALID_INPUT when that has no id or no time;
 * content that cannot be read is left out, and the kind is kept.
 */
export function interpretMessage(body: unknown): InboundMessage {
  const { message, contact } = parseInput(messageBodySchema, body, 'WhatsApp message');
  const sentAt = timeOf(message.timestamp);
  if (sentAt === undefined) throw invalid('INVALID_INPUT', 'WhatsApp message: it has no time.');
  const content = contentOf(message);
  const sender = senderOf(message);
  const errorCode = firstErrorCode(message.errors);
  const identityChange = identityChangeOf(message);
  const profileName = contact?.profile?.name;
  return {
    providerMessageId: message.id,
    sentAt,
    sender: senderFrom(sender.whatsappUserId ?? contact?.user_id, sender.phone ?? contact?.wa_id),
    kind: message.type,
    expectsReply: !NO_UTTERANCE.has(message.type),
    ...content,
    ...(profileName !== undefined && { profileName }),
    ...(errorCode !== undefined && { errorCode }),
    ...(identityChange !== undefined && { identityChange }),
  };
}
