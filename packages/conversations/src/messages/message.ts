import type { TransitionTable } from '@bos/kernel/transitions';
import { defineEntity } from '@bos/table/entity';
import * as z from 'zod';
import { MEDIA_STATES, mediaSchema } from '../media/media.ts';

/**
 * `queued` waits to be sent, `sending` is claimed by a sender, `uncertain` is a call whose outcome is not known and
 * which must not be repeated blindly. `received` is what an inbound message is.
 */
export const MESSAGE_STATUSES = [
  'received',
  'queued',
  'sending',
  'uncertain',
  'failed',
  'sent',
  'delivered',
  'read',
] as const;
export type MessageStatus = (typeof MESSAGE_STATUSES)[number];

/**
 * How an outbound message comes on: forward and never back, so that the order in which reports arrive does not matter:
 * the furthest one stands. A delivery outweighs a failure, which may have been that of an earlier call; so does a second
 * call that went through. Only a call that was refused for now gives its message back to the queue. "Read" implies
 * "delivered". What came in is not delivered by us.
 */
export const MESSAGE_MOVES: TransitionTable<MessageStatus> = {
  received: [],
  queued: ['sending', 'uncertain', 'sent', 'failed', 'delivered', 'read'],
  sending: ['queued', 'uncertain', 'sent', 'failed', 'delivered', 'read'],
  uncertain: ['sent', 'failed', 'delivered', 'read'],
  sent: ['failed', 'delivered', 'read'],
  failed: ['sent', 'delivered', 'read'],
  delivered: ['read'],
  read: [],
};

export const buttonSchema = z.object({ id: z.string().max(256), title: z.string().min(1).max(20) });
export type Button = z.infer<typeof buttonSchema>;

export const messageSchema = z.object({
  buildingId: z.string(),
  conversationId: z.string(),
  userId: z.string(),
  messageId: z.string(),
  direction: z.enum(['inbound', 'outbound']),
  sender: z.enum(['person', 'agent', 'staff']),
  /** The member of staff who wrote it. */
  authorId: z.string().optional(),
  /** WhatsApp's kind: text, image, location, interactive … An unknown kind is kept as it came. */
  kind: z.string(),
  text: z.string().optional(),
  /** Parts of the text that are for its recipient alone, such as the code of a door: who reads along does not see them. */
  secrets: z.array(z.string().min(1)).optional(),
  media: mediaSchema.optional(),
  /** Whether the file of a received message has been fetched. */
  mediaState: z.enum(MEDIA_STATES).optional(),
  /** Why it was not stored. */
  mediaProblem: z.string().optional(),
  location: z.object({ latitude: z.number(), longitude: z.number() }).optional(),
  /** The button or list row that the person tapped. */
  selection: z.string().optional(),
  buttons: z.array(buttonSchema).max(3).optional(),
  intents: z.array(z.object({ intent: z.string(), confidence: z.number() })).optional(),
  missionId: z.string().optional(),
  status: z.enum(MESSAGE_STATUSES),
  /** ISO 8601: by the provider's clock for inbound messages. */
  sentAt: z.string(),
  /** Since when it waits: to be sent, or for its media to be fetched. */
  queuedAt: z.string().optional(),
  claimedAt: z.string().optional(),
  attempts: z.number().int().optional(),
  providerMessageId: z.string().optional(),
  failureCode: z.string().optional(),
});

export type Message = z.infer<typeof messageSchema>;

export const messageEntity = defineEntity<Message>({
  type: 'message',
  description: 'A message of a conversation; an outbound one waits in the outbox until it is sent.',
  schemaVersion: 2,
  // Secrets are new, and may be missing.
  upgrades: [{ from: 1, apply: (data) => data }],
  schema: messageSchema,
  keys: {
    PK: 'BUILDING#{buildingId}#CONVERSATION#{conversationId}',
    SK: 'MESSAGE#{messageId}',
    GSI2PK: 'BUILDING#{buildingId}#PENDING',
    GSI2SK: '{pendingSince}#{messageId}',
  },
  derived: ({ status, mediaState, queuedAt }) => ({
    pendingSince: status === 'queued' || status === 'sending' || mediaState === 'pending' ? queuedAt : undefined,
  }),
  states: { field: 'status', moves: MESSAGE_MOVES },
  personal: {
    fields: ['text', 'secrets', 'media', 'location', 'providerMessageId'],
    scope: ({ buildingId, userId }) => ({ kind: 'membership', buildingId, userId }),
  },
  retention: { period: 'conversation', from: ({ sentAt }) => sentAt },
});

export const deliverySchema = z.object({
  buildingId: z.string(),
  /** Blind index of the provider's message id, which may contain a telephone. */
  providerHash: z.string(),
  conversationId: z.string(),
  messageId: z.string(),
});

/** From the provider's id of an outbound message to the message. */
export type Delivery = z.infer<typeof deliverySchema>;

export const deliveryEntity = defineEntity<Delivery>({
  type: 'delivery',
  description: "From the provider's id of a sent message to the message.",
  schemaVersion: 1,
  schema: deliverySchema,
  keys: { PK: 'BUILDING#{buildingId}#DELIVERY#{providerHash}', SK: 'META' },
  // As long as the message.
  retention: { period: 'conversation', from: (_delivery, createdAt) => createdAt },
});
