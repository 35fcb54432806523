import {
  conversationRoutes,
  getConversationRoute,
  handBackRoute,
  listConversationsRoute,
  listMessagesRoute,
  replyRoute,
  resolveRoute,
  takeOverRoute,
} from '@bos/conversations/conversations/conversation-routes';
import { createConversationStore } from '@bos/conversations/conversations/conversation-store';
import { viewConversation, viewMessage } from '@bos/conversations/conversations/conversation-views';
import { replyAsStaff } from '@bos/conversations/conversations/reply-as-staff';
import { handBack, resolveConversation, takeOver } from '@bos/conversations/conversations/take-over';
import { createMessageStore } from '@bos/conversations/messages/message-store';
import { decide, ownOnly } from '@bos/governance/policy';
import { implement } from '@bos/http/bind';
import type { Principal } from '@bos/http/principal';
import { notFound } from '@bos/kernel/errors';
import type { Ports } from '../ports/ports.ts';
import { type ApiOptions, type ApiPorts, apiHandler } from './api-handler.ts';
import { mapPage, pageOf } from './pages.ts';

export const routes = conversationRoutes;

export function build(ports: ApiPorts & Pick<Ports, 'ids'>, options?: ApiOptions) {
  const conversations = createConversationStore(ports.table);
  const messages = createMessageStore(ports.table);

  async function visible(buildingId: string, conversationId: string, { userId, roles }: Principal) {
    const conversation = await conversations.get(buildingId, conversationId);
    const hidden = conversation && ownOnly(roles, 'conversations:read') && conversation.userId !== userId;
    if (!conversation || hidden) throw notFound('conversation', conversationId);
    return conversation;
  }

  const viewFor =
    ({ userId, roles }: Principal) =>
    (conversation: Parameters<typeof viewConversation>[0]) =>
      viewConversation(conversation, conversation.userId === userId || decide(roles, 'people:update').allowed);

  const list = implement(listConversationsRoute, async ({ params: { buildingId }, query, principal }) => {
    const page = ownOnly(principal.roles, 'conversations:read')
      ? await conversations.listOfUser(buildingId, principal.userId, pageOf(query))
      : query.state
        ? await conversations.listByState(buildingId, query.state, pageOf(query))
        : await conversations.list(buildingId, pageOf(query));
    return { body: mapPage(page, viewFor(principal)) };
  });

  const get = implement(getConversationRoute, async ({ params: { buildingId, conversationId }, principal }) => {
    const conversation = await visible(buildingId, conversationId, principal);
    return { body: viewFor(principal)(conversation), etag: conversation.version };
  });

  const listMessages = implement(
    listMessagesRoute,
    async ({ params: { buildingId, conversationId }, query, principal }) => {
      await visible(buildingId, conversationId, principal);
      return { body: mapPage(await messages.list(buildingId, conversationId, pageOf(query)), viewMessage) };
    },
  );

  const reply = implement(replyRoute, async ({ params, body: { text, buttons }, idempotencyKey, principal }) => {
    const { messageId } = await replyAsStaff(ports, {
      ...params,
      staffId: principal.userId,
      text,
      ...(buttons && { buttons }),
      ...(idempotencyKey !== undefined && { idempotencyKey }),
    });
    const message = await messages.get(params.buildingId, params.conversationId, messageId);
    if (!message) throw notFound('message', messageId);
    return { body: viewMessage(message) };
  });

  const changes = [
    implement(takeOverRoute, async ({ params, ifMatch, principal }) => {
      const command = { ...params, staffId: principal.userId, ...(ifMatch !== undefined && { version: ifMatch }) };
      const conversation = await takeOver(ports, command);
      return { body: viewFor(principal)(conversation), etag: conversation.version };
    }),
    implement(handBackRoute, async ({ params, ifMatch, principal }) => {
      const conversation = await handBack(ports, { ...params, ...(ifMatch !== undefined && { version: ifMatch }) });
      return { body: viewFor(principal)(conversation), etag: conversation.version };
    }),
    implement(resolveRoute, async ({ params, ifMatch, principal }) => {
      const command = { ...params, ...(ifMatch !== undefined && { version: ifMatch }) };
      const conversation = await resolveConversation(ports, command);
      return { body: viewFor(principal)(conversation), etag: conversation.version };
    }),
  ];

  return apiHandler(ports, [list, get, listMessages, reply, ...changes], options);
}
