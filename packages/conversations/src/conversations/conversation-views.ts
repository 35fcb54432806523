import type { SignedDownload } from '@bos/kernel/document-storage';
import { languageSchema } from '@bos/kernel/language';
import { maskPhone } from '@bos/people/persons/mask-phone';
import * as z from 'zod';
import { MEDIA_STATES } from '../media/media.ts';
import { buttonSchema, MESSAGE_STATUSES, type Message } from '../messages/message.ts';
import { CONVERSATION_STATES, type Conversation } from './conversation.ts';

export const conversationView = z
  .object({
    id: z.string(),
    userId: z.string(),
    channel: z.enum(['whatsapp']),
    channelId: z.string().describe('The business number on which the person wrote last.'),
    state: z.enum(CONVERSATION_STATES).describe('While escalated, a person answers and the agent is silent.'),
    openedAt: z.string(),
    lastMessageAt: z.string(),
    lastInboundAt: z.string().optional().describe('Opens the 24 hours in which WhatsApp takes free text.'),
    language: languageSchema.optional(),
    assignedTo: z.string().optional().describe('The member of staff who took it over.'),
    waitingFor: z.enum(['choice', 'slot']).optional().describe('What the agent asked last and still waits for.'),
    contact: z.object({ kind: z.enum(['phone', 'whatsapp_user']), value: z.string() }),
  })
  .meta({ id: 'Conversation' });

export const messageView = z
  .object({
    id: z.string(),
    direction: z.enum(['inbound', 'outbound']),
    sender: z.enum(['person', 'agent', 'staff']),
    authorId: z.string().optional(),
    kind: z.string(),
    text: z
      .string()
      .optional()
      .describe('What is for its recipient alone, such as the code of a door, stands as ••••.'),
    media: z
      .object({
        state: z.enum(MEDIA_STATES).optional().describe('Absent when the channel said nothing by which to fetch it.'),
        mimeType: z.string().optional(),
        fileName: z.string().optional(),
        bytes: z.number().optional(),
        problem: z.string().optional().describe('Why it was not stored.'),
        url: z
          .string()
          .optional()
          .describe('Where it can be loaded for a few minutes: absolute, or relative to the address of this API.'),
        urlExpiresAt: z.string().optional(),
      })
      .optional(),
    location: z.object({ latitude: z.number(), longitude: z.number() }).optional(),
    selection: z.string().optional().describe('The button or list row that the person tapped.'),
    buttons: z.array(buttonSchema).optional(),
    intents: z.array(z.object({ intent: z.string(), confidence: z.number() })).optional(),
    missionId: z.string().optional(),
    status: z.enum(MESSAGE_STATUSES),
    failureCode: z.string().optional(),
    providerMessageId: z.string().optional(),
    sentAt: z.string(),
  })
  .meta({ id: 'Message' });

/** `fullContact` for those who may see the whole number. */
export function viewConversation(conversation: Conversation, fullContact: boolean): z.infer<typeof conversationView> {
  const { conversationId, userId, channel, channelId, state, openedAt, lastMessageAt, address } = conversation;
  const { lastInboundAt, language, assignedTo, pendingQuestion } = conversation;
  return {
    id: conversationId,
    userId,
    channel,
    channelId,
    state,
    openedAt,
    lastMessageAt,
    contact: { kind: address.kind, value: contactOf(address, fullContact) },
    ...(lastInboundAt !== undefined && { lastInboundAt }),
    ...(language !== undefined && { language }),
    ...(assignedTo !== undefined && { assignedTo }),
    ...(pendingQuestion !== undefined && { waitingFor: pendingQuestion.kind }),
  };
}

function contactOf({ kind, value }: Conversation['address'], full: boolean): string {
  if (kind === 'whatsapp_user') return value;
  const digits = value.replace(/^\+/, '');
  return full ? `+${digits}` : maskPhone(digits);
}

function viewMedia({ media = {}, mediaState, mediaProblem }: Message, download: SignedDownload | undefined) {
  const { mimeType, fileName, bytes } = media;
  return {
    ...(mediaState !== undefined && { state: mediaState }),
    ...(mimeType !== undefined && { mimeType }),
    ...(fileName !== undefined && { fileName }),
    ...(bytes !== undefined && { bytes }),
    ...(mediaProblem !== undefined && { problem: mediaProblem }),
    ...(download && { url: download.url, urlExpiresAt: download.expiresAt.toISOString() }),
  };
}

/** Who reads along sees that a secret was told, and not which. */
function legible(text: string, secrets: readonly string[] = []): string {
  return secrets.reduce((shown, secret) => shown.replaceAll(secret, '••••'), text);
}

/** `download`: where its file can be loaded, for those who may. */
export function viewMessage(message: Message, download?: SignedDownload): z.infer<typeof messageView> {
  const { messageId: id, direction, sender, kind, status, sentAt } = message;
  const { authorId, text, location, selection, buttons, intents, missionId, failureCode, providerMessageId } = message;
  return {
    id,
    direction,
    sender,
    kind,
    status,
    sentAt,
    ...(authorId !== undefined && { authorId }),
    ...(text !== undefined && { text: legible(text, message.secrets) }),
    ...(message.media !== undefined && { media: viewMedia(message, download) }),
    ...(location !== undefined && { location }),
    ...(selection !== undefined && { selection }),
    ...(buttons !== undefined && { buttons }),
    ...(intents !== undefined && { intents }),
    ...(missionId !== undefined && { missionId }),
    ...(failureCode !== undefined && { failureCode }),
    ...(providerMessageId !== undefined && { providerMessageId }),
  };
}
