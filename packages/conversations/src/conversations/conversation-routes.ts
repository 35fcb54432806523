import { listOf, listQuery } from '@bos/http/list';
import { pathId } from '@bos/http/path-id';
import { defineRoute, type RouteContract } from '@bos/http/route';
import * as z from 'zod';
import { buttonSchema } from '../messages/message.ts';
import { conversationView, messageView } from './conversation-views.ts';

const TAG = 'Conversations';
const path = '/v1/buildings/{buildingId}/conversations';
const building = z.object({ buildingId: z.string() });
const conversation = building.extend({ conversationId: pathId });
/** Who has no `conversations:read` sees their own and nothing else. */
const OWN = 'Without `conversations:read` these are your own; any other id answers 404.';

const REFUSED = {
  status: 409,
  code: 'CONVERSATION_TRANSITION_REFUSED',
  description: 'Not from its present state; a resolved conversation stays so.',
} as const;

export const listConversationsRoute = defineRoute({
  operationId: 'listConversations',
  method: 'GET',
  path,
  summary: 'Conversations',
  description: `With a state: the latest message first; otherwise the one opened last first. ${OWN}`,
  tag: TAG,
  permission: 'signed-in',
  params: building,
  query: listQuery.extend({
    state: z.enum(['open', 'closed']).optional().describe('Open: active or escalated. Closed: resolved.'),
  }),
  response: { status: 200, description: 'Conversations.', schema: listOf(conversationView) },
});

export const getConversationRoute = defineRoute({
  operationId: 'getConversation',
  method: 'GET',
  path: `${path}/{conversationId}`,
  summary: 'One conversation',
  description: OWN,
  tag: TAG,
  permission: 'signed-in',
  params: conversation,
  response: { status: 200, description: 'The conversation; its version as ETag.', schema: conversationView },
});

export const listMessagesRoute = defineRoute({
  operationId: 'listMessages',
  method: 'GET',
  path: `${path}/{conversationId}/messages`,
  summary: 'The messages of a conversation',
  description: `Newest first. ${OWN}`,
  tag: TAG,
  permission: 'signed-in',
  params: conversation,
  query: listQuery,
  response: { status: 200, description: 'Messages.', schema: listOf(messageView) },
});

export const replyRoute = defineRoute({
  operationId: 'replyToConversation',
  method: 'POST',
  path: `${path}/{conversationId}/messages`,
  summary: 'Write to the person',
  description: 'Queues the message and takes the conversation over: the agent is silent from then on.',
  tag: TAG,
  permission: 'conversations:reply',
  params: conversation,
  body: z.object({
    text: z.string().trim().min(1).max(4096),
    buttons: z.array(buttonSchema).min(1).max(3).optional(),
  }),
  idempotencyKey: 'optional',
  examples: { body: { text: 'Olá, Maria! O técnico chega às 15h.' } },
  response: { status: 202, description: 'Queued. Its status tells when it was sent.', schema: messageView },
  errors: [REFUSED],
});

export const takeOverRoute = change('takeOverConversation', 'take-over', 'Answer instead of the agent');
export const handBackRoute = change('handBackConversation', 'hand-back', 'Let the agent answer again');
export const resolveRoute = change('resolveConversation', 'resolve', 'End the conversation');

export const conversationRoutes: readonly RouteContract[] = [
  listConversationsRoute,
  getConversationRoute,
  listMessagesRoute,
  replyRoute,
  takeOverRoute,
  handBackRoute,
  resolveRoute,
];

function change(operationId: string, action: string, summary: string) {
  return defineRoute({
    operationId,
    method: 'POST',
    path: `${path}/{conversationId}/${action}`,
    summary,
    tag: TAG,
    permission: 'conversations:take_over',
    params: conversation,
    ifMatch: 'optional',
    response: { status: 200, description: 'The conversation as it is now.', schema: conversationView },
    errors: [
      REFUSED,
      { status: 412, code: 'CONVERSATION_CHANGED_MEANWHILE', description: 'Somebody changed it after you saw it.' },
    ],
  });
}
