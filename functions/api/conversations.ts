import type { Conversation } from '@bos/conversations/conversations/conversation';
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
import { signMedia } from '@bos/conversations/media/sign-media';
import { createMessageStore } from '@bos/conversations/messages/message-store';
import { createDisclosureRecorder } from '@bos/governance/audit/disclosures';
import { decide, ownOnly } from '@bos/governance/policy';
import { implement } from '@bos/http/bind';
import type { Principal } from '@bos/http/principal';
import { notFound } from '@bos/kernel/errors';
import type { Stored } from '@bos/table/entity';
import type { Ports } from '../ports/ports.ts';
import { type ApiOptions, type ApiPorts, apiHandler } from './api-handler.ts';
import { pageOf } from './pages.ts';

export const routes = conversationRoutes;

/** Whom an answer is shown to. */
interface ShownTo {
  readonly params: { readonly buildingId: string };
  readonly principal: Principal;
  readonly requestId: string;
}

/** What all requests that change a conversation have in common. */
interface ChangeRequest extends ShownTo {
  readonly params: { readonly buildingId: string; readonly conversationId: string };
  readonly ifMatch?: number;
}

export function build(ports: ApiPorts & Pick<Ports, 'ids' | 'documents'>, options?: ApiOptions) {
  const conversations = createConversationStore(ports.table);
  const messages = createMessageStore(ports.table);

  async function visible(buildingId: string, conversationId: string, { userId, roles }: Principal) {
    const conversation = await conversations.get(buildingId, conversationId);
    const hidden = conversation && ownOnly(roles, 'conversations:read') && conversation.userId !== userId;
    if (!conversation || hidden) throw notFound('conversation', conversationId);
    return conversation;
  }

  const disclosed = createDisclosureRecorder(ports);

  /** As the caller may see them; who sees others' telephones in full is recorded, as of the whole list for a list. */
  async function shown(
    { params: { buildingId }, principal: { userId, roles }, requestId }: ShownTo,
    found: readonly Conversation[],
    listed: 'list' | undefined,
  ) {
    const manages = decide(roles, 'people:update').allowed;
    const [others] = found.filter((one) => one.userId !== userId && one.address.kind === 'phone');
    if (manages && others) {
      const action = 'conversation.contact_disclosed';
      await disclosed({ buildingId, userId, requestId }, action, listed ?? others.conversationId);
    }
    return found.map((one) => viewConversation(one, one.userId === userId || manages));
  }

  async function answerWith(request: ShownTo, conversation: Stored<Conversation>) {
    const [body] = await shown(request, [conversation], undefined);
    return { ...(body && { body }), etag: conversation.version };
  }

  const list = implement(listConversationsRoute, async (request) => {
    const { params, query, principal } = request;
    const { buildingId } = params;
    const page = ownOnly(principal.roles, 'conversations:read')
      ? await conversations.listOfUser(buildingId, principal.userId, pageOf(query))
      : query.state
        ? await conversations.listByState(buildingId, query.state, pageOf(query))
        : await conversations.list(buildingId, pageOf(query));
    return { body: { items: await shown(request, page.items, 'list'), next: page.next } };
  });

  const get = implement(getConversationRoute, async (request) => {
    const { params, principal } = request;
    return answerWith(request, await visible(params.buildingId, params.conversationId, principal));
  });

  const listMessages = implement(
    listMessagesRoute,
    async ({ params: { buildingId, conversationId }, query, principal }) => {
      await visible(buildingId, conversationId, principal);
      const { items, next } = await messages.list(buildingId, conversationId, pageOf(query));
      const views = items.map(async (message) => viewMessage(message, await signMedia(ports.documents, message)));
      return { body: { items: await Promise.all(views), next } };
    },
  );

  const reply = implement(
    replyRoute,
    async ({ params, body: { text, buttons }, idempotencyKey, principal, requestId }) => {
      const { messageId } = await replyAsStaff(ports, {
        ...params,
        staffId: principal.userId,
        requestId,
        text,
        ...(buttons && { buttons }),
        ...(idempotencyKey !== undefined && { idempotencyKey }),
      });
      const message = await messages.get(params.buildingId, params.conversationId, messageId);
      if (!message) throw notFound('message', messageId);
      return { body: viewMessage(message) };
    },
  );

  const commandOf = ({ params, principal, requestId, ifMatch }: ChangeRequest) => ({
    ...params,
    staffId: principal.userId,
    requestId,
    ...(ifMatch !== undefined && { version: ifMatch }),
  });

  const changes = [
    implement(takeOverRoute, async (request) => answerWith(request, await takeOver(ports, commandOf(request)))),
    implement(handBackRoute, async (request) => answerWith(request, await handBack(ports, commandOf(request)))),
    implement(resolveRoute, async (request) =>
      answerWith(request, await resolveConversation(ports, commandOf(request))),
    ),
  ];

  return apiHandler(ports, [list, get, listMessages, reply, ...changes], options);
}
