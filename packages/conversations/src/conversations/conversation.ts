import { languageSchema } from '@bos/kernel/language';
import type { TransitionTable } from '@bos/kernel/transitions';
import { defineEntity } from '@bos/table/entity';
import * as z from 'zod';

export const CONVERSATION_STATES = ['active', 'escalated', 'resolved'] as const;
export type ConversationState = (typeof CONVERSATION_STATES)[number];

/** While `escalated`, a person answers and the agent is silent. */
export const CONVERSATION_TRANSITIONS: TransitionTable<ConversationState> = {
  active: ['escalated', 'resolved'],
  escalated: ['active', 'resolved'],
  resolved: [],
};

/** What the agent asked last and still waits for. */
export const pendingQuestionSchema = z.discriminatedUnion('kind', [
  /** Which of these did you mean? The last button leads to a person. */
  z.object({
    kind: z.literal('choice'),
    messageId: z.string(),
    askedAt: z.string(),
    choices: z.array(z.object({ id: z.string(), intents: z.array(z.string()) })),
  }),
  /** A fact is missing for one intent. */
  z.object({
    kind: z.literal('slot'),
    messageId: z.string(),
    askedAt: z.string(),
    intents: z.array(z.string()),
    intent: z.string(),
    slot: z.string(),
  }),
]);
export type PendingQuestion = z.infer<typeof pendingQuestionSchema>;

export const conversationSchema = z.object({
  buildingId: z.string(),
  conversationId: z.string(),
  userId: z.string(),
  channel: z.enum(['whatsapp']),
  /** The business number on which it is held. */
  channelId: z.string(),
  state: z.enum(CONVERSATION_STATES),
  openedAt: z.string(),
  lastMessageAt: z.string(),
  /** By the provider's clock; opens WhatsApp's 24-hour window. */
  lastInboundAt: z.string().optional(),
  language: languageSchema.optional(),
  /** The member of staff who took it over. */
  assignedTo: z.string().optional(),
  pendingQuestion: pendingQuestionSchema.optional(),
  /** Where WhatsApp delivers to: a telephone or a business-scoped user id, exactly as it came. */
  address: z.object({ kind: z.enum(['phone', 'whatsapp_user']), value: z.string() }),
});

export type Conversation = z.infer<typeof conversationSchema>;

export const conversationEntity = defineEntity<Conversation>({
  type: 'conversation',
  description: 'One exchange with one person on one channel.',
  schemaVersion: 1,
  schema: conversationSchema,
  keys: {
    PK: 'BUILDING#{buildingId}',
    SK: 'CONVERSATION#{conversationId}',
    GSI1PK: 'BUILDING#{buildingId}#USER#{userId}',
    GSI1SK: 'CONVERSATION#{conversationId}',
    GSI2PK: 'BUILDING#{buildingId}#CONVERSATION',
    GSI2SK: '{openOrClosed}#{lastMessageAt}#{conversationId}',
  },
  derived: ({ state }) => ({ openOrClosed: state === 'resolved' ? 'closed' : 'open' }),
  states: { field: 'state', moves: CONVERSATION_TRANSITIONS },
  personal: {
    fields: ['address'],
    scope: ({ buildingId, userId }) => ({ kind: 'membership', buildingId, userId }),
  },
  retention: {
    period: 'conversation',
    from: ({ state, lastMessageAt }) => (state === 'resolved' ? lastMessageAt : undefined),
  },
});

export const openConversationSchema = z.object({
  buildingId: z.string(),
  userId: z.string(),
  channel: z.enum(['whatsapp']),
  conversationId: z.string(),
});

/** Points to the one open conversation of a person on a channel: its key allows no second one. */
export type OpenConversation = z.infer<typeof openConversationSchema>;

export const openConversationEntity = defineEntity<OpenConversation>({
  type: 'open_conversation',
  description: 'Pointer to the one open conversation of a person on a channel.',
  schemaVersion: 1,
  schema: openConversationSchema,
  keys: { PK: 'BUILDING#{buildingId}#USER#{userId}', SK: 'OPEN#{channel}' },
});
