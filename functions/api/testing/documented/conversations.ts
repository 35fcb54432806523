import {
  type Conversation,
  conversationEntity,
  openConversationEntity,
} from '@bos/conversations/conversations/conversation';
import { type Message, messageEntity } from '@bos/conversations/messages/message';
import { notificationEntity } from '@bos/conversations/notifications/notification';
import { create } from '@bos/table/write';
import type { Walk } from './walk.ts';

const buildingId = 'demo';
export const CONVERSATION_ID = '01M81290P8CSPM8D5S3Q4FZJ7K';
export const ASKED_MESSAGE_ID = '01M81290P8XK2B6ZV1NQ0T9R4C';
export const ASKED_AT = '2026-11-22T12:20:31.000Z';

const CONVERSATION: Conversation = {
  buildingId,
  conversationId: CONVERSATION_ID,
  userId: 'maria',
  channel: 'whatsapp',
  channelId: '109917730042258',
  state: 'active',
  openedAt: ASKED_AT,
  lastMessageAt: '2026-11-22T12:20:32.000Z',
  lastInboundAt: ASKED_AT,
  language: 'pt',
  address: { kind: 'phone', value: '5511900000301' },
};

const ASKED: Message = {
  buildingId,
  conversationId: CONVERSATION_ID,
  userId: 'maria',
  messageId: ASKED_MESSAGE_ID,
  direction: 'inbound',
  sender: 'person',
  kind: 'text',
  text: 'A torneira da cozinha está pingando.',
  intents: [{ intent: 'maintenance.report', confidence: 0.98 }],
  status: 'received',
  sentAt: ASKED_AT,
  providerMessageId: 'wamid.HBgNNTUxMTkwMDAwMDMwMRUCABIYFjNFQjBDNzY0',
};

const ANSWERED: Message = {
  buildingId,
  conversationId: CONVERSATION_ID,
  userId: 'maria',
  messageId: '01M81291NG5Y7D3H2W8QK6JM0P',
  direction: 'outbound',
  sender: 'agent',
  kind: 'text',
  text: 'Abri o chamado *QV9XYG* (encanamento). A equipe já foi avisada.',
  status: 'read',
  sentAt: '2026-11-22T12:20:32.000Z',
  providerMessageId: 'wamid.HBgNNTUxMTkwMDAwMDMwMRUCABEYEjQ2RjA4',
};

/** Maria reports a tap, is answered, and the desk goes on by hand. */
export async function documentConversations({ document, refuse, table }: Walk): Promise<void> {
  const pointer = { buildingId, userId: 'maria', channel: 'whatsapp', conversationId: CONVERSATION_ID } as const;
  await table.write([
    create(conversationEntity, CONVERSATION),
    create(openConversationEntity, pointer),
    create(messageEntity, ASKED),
    create(messageEntity, ANSWERED),
  ]);
  const params = { conversationId: CONVERSATION_ID };
  await document('listConversations', { query: { state: 'open' }, as: 'rafael' });
  await document('getConversation', { params, as: 'rafael' });
  await document('listMessages', { params, as: 'maria' });
  await document('takeOverConversation', { params, as: 'rafael', version: 1 });
  await document('replyToConversation', { params, as: 'rafael' });
  const { version } = await document('handBackConversation', { params, as: 'rafael', version: 3 });
  await document('resolveConversation', { params, as: 'rafael', version });
  await refuse('replyToConversation', 'CONVERSATION_TRANSITION_REFUSED', { params, as: 'rafael' });
}

/** What the staff are told. */
export async function documentNotifications({ document, table }: Walk): Promise<void> {
  const notificationId = '01M81291NG0000000000000000';
  await table.write([
    create(notificationEntity, {
      buildingId,
      userId: 'bruno',
      notificationId,
      kind: 'service_request',
      urgency: 'normal',
      title: 'Chamado QV9XYG: encanamento',
      body: 'Unidade 1203: a torneira da cozinha está pingando.',
      aboutUserId: 'maria',
      conversationId: CONVERSATION_ID,
    }),
  ]);
  await document('listNotifications', { as: 'bruno' });
  await document('markNotificationRead', { params: { notificationId }, as: 'bruno' });
}
