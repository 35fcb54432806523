import { buildingChoiceEntity } from '@bos/conversations/channels/building-choice';
import { channelEntity } from '@bos/conversations/channels/channel';
import { createChannelStore } from '@bos/conversations/channels/channel-store';
import { receiptEntity } from '@bos/conversations/channels/receipt';
import { createReceiptStore } from '@bos/conversations/channels/receipt-store';
import { conversationEntity, openConversationEntity } from '@bos/conversations/conversations/conversation';
import { createConversationStore } from '@bos/conversations/conversations/conversation-store';
import { replyKeyEntity } from '@bos/conversations/conversations/reply-as-staff';
import { faqEntryEntity } from '@bos/conversations/faq/faq-entry';
import { createFaqStore } from '@bos/conversations/faq/faq-store';
import { deliveryEntity, messageEntity } from '@bos/conversations/messages/message';
import { createMessageStore } from '@bos/conversations/messages/message-store';
import { notificationEntity } from '@bos/conversations/notifications/notification';
import { createNotificationStore } from '@bos/conversations/notifications/notification-store';
import { ofStore, type RoomPatterns } from './patterns.ts';
import {
  AT,
  BUILDING,
  CONVERSATION,
  LATER,
  MARIA,
  MISSION,
  NOTIFICATION,
  NOW,
  NUMBER,
  PHONE,
  SENDER,
  TEXT,
} from './places.ts';
import { hashOf, idOf, typical } from './typical.ts';

const buildingId = BUILDING;
const userId = MARIA;
const conversationId = CONVERSATION;
const phoneNumberId = NUMBER;
const provider = hashOf(2);
const keyHash = hashOf(3);
const [RECEIPT, MESSAGE] = [hashOf(100), idOf(300)];

/** As WhatsApp sends a message, with its contact. */
const received = {
  message: {
    from: PHONE,
    id: 'wamid.HBgNNTUxMTkwMDAwMDMwMRUCABIYFDNBODk0',
    timestamp: '1795347000',
    type: 'text',
    text: { body: TEXT },
  },
  contact: { profile: { name: 'Maria' }, wa_id: PHONE },
};

export const conversationPatterns: RoomPatterns = {
  items: async () => [
    typical(
      channelEntity,
      { phoneNumberId, displayPhoneNumber: '551100000100', buildingIds: [buildingId] },
      { another: (n) => ({ phoneNumberId: String(Number(phoneNumberId) + n) }) },
    ),
    typical(buildingChoiceEntity, { phoneNumberId, senderHash: SENDER, buildingId }),
    typical(
      receiptEntity,
      {
        phoneNumberId,
        senderHash: SENDER,
        receiptId: RECEIPT,
        kind: 'message',
        state: 'received',
        receivedAt: AT,
        body: received,
      },
      {
        another: (n) => ({ receiptId: hashOf(100 + n) }),
        end: { state: 'processed', processedAt: LATER, outcome: 'answered', body: undefined },
      },
    ),
    typical(
      conversationEntity,
      {
        buildingId,
        conversationId,
        userId,
        channel: 'whatsapp',
        channelId: phoneNumberId,
        state: 'active',
        openedAt: AT,
        lastMessageAt: AT,
        lastInboundAt: AT,
        language: 'pt',
        address: { kind: 'phone', value: PHONE },
      },
      { another: (n) => ({ conversationId: idOf(200 + n) }), end: { state: 'resolved', lastMessageAt: LATER } },
    ),
    typical(openConversationEntity, { buildingId, userId, channel: 'whatsapp', conversationId }),
    typical(replyKeyEntity, { buildingId, keyHash, messageId: MESSAGE, at: AT }),
    typical(
      messageEntity,
      {
        buildingId,
        conversationId,
        userId,
        messageId: MESSAGE,
        direction: 'outbound',
        sender: 'agent',
        kind: 'text',
        text: TEXT,
        missionId: MISSION,
        status: 'queued',
        sentAt: AT,
        queuedAt: AT,
      },
      {
        another: (n) => ({ messageId: idOf(300 + n) }),
        end: {
          status: 'sent',
          providerMessageId: 'wamid.HBgNNTUxMTkwMDAwMDMwMRUCABEYEjQ1',
          attempts: 1,
          claimedAt: LATER,
        },
      },
    ),
    typical(deliveryEntity, { buildingId, providerHash: provider, conversationId, messageId: MESSAGE }),
    typical(
      notificationEntity,
      {
        buildingId,
        userId,
        notificationId: NOTIFICATION,
        kind: 'service_request',
        urgency: 'normal',
        title: 'Chamado novo: hidráulica, unidade 1203',
        body: TEXT,
        aboutUserId: userId,
        missionId: MISSION,
      },
      { another: (n) => ({ notificationId: idOf(400 + n) }), end: { readAt: LATER } },
    ),
    typical(
      faqEntryEntity,
      {
        buildingId,
        faqId: 'faq-00',
        topic: 'wifi',
        status: 'active',
        texts: (['pt', 'en', 'es'] as const).map((language) => ({
          language,
          question: 'Qual é a senha do wifi do hall?',
          answer: 'A rede do hall é Aurora-Hall e a senha está no quadro de avisos ao lado do elevador.',
        })),
      },
      { another: (n) => ({ faqId: `faq-${String(n).padStart(2, '0')}` }), end: { status: 'archived' } },
    ),
  ],
  reads: [
    ...ofStore('channels', ({ table }) => createChannelStore(table), {
      get: { by: 'every inbound message', run: (store) => store.get(phoneNumberId) },
      listAll: { by: 'schedules; one request for each 100', run: (store) => store.listAll() },
    }),
    {
      name: 'the building that a sender chose',
      usedBy: 'messages on a number of several buildings',
      run: ({ table }) => table.get(buildingChoiceEntity, { phoneNumberId, senderHash: SENDER }),
    },
    ...ofStore('receipts', ({ table }) => createReceiptStore(table), {
      get: {
        by: 'the worker of inbound messages',
        run: (store) => store.get({ phoneNumberId, senderHash: SENDER, receiptId: RECEIPT }),
      },
      listPending: {
        by: 'the sweep, each minute for each number; one request for each 100',
        run: (store) => store.listPending(phoneNumberId, NOW),
      },
    }),
    ...ofStore('conversations', ({ table }) => createConversationStore(table), {
      get: { by: 'console, and every outbound message', run: (store) => store.get(buildingId, conversationId) },
      pointer: { by: 'the end of a conversation', run: (store) => store.pointer(buildingId, userId, 'whatsapp') },
      openOf: {
        by: 'every inbound message',
        run: (store) => store.openOf(buildingId, userId, 'whatsapp'),
        of: ['conversations.pointer', 'conversations.get'],
      },
      list: { by: 'console: all conversations', run: (store) => store.list(buildingId) },
      listByState: { by: 'console: open or closed ones', run: (store) => store.listByState(buildingId, 'open') },
      listOfUser: { by: 'a resident’s own', run: (store) => store.listOfUser(buildingId, userId) },
    }),
    {
      name: 'the reply that a key was used for',
      usedBy: 'a staff reply that is sent again',
      run: ({ table }) => table.get(replyKeyEntity, { buildingId, keyHash }),
    },
    ...ofStore('messages', ({ table }) => createMessageStore(table), {
      get: { by: 'outbox, media', run: (store) => store.get(buildingId, conversationId, MESSAGE) },
      list: { by: 'console: a conversation', run: (store) => store.list(buildingId, conversationId) },
      listPending: {
        by: 'the sweep, each minute for each building; one request for each 100',
        run: (store) => store.listPending(buildingId, NOW),
      },
    }),
    {
      name: 'the message of a delivery report',
      usedBy: 'delivery reports; the buildings of the number are asked for at once',
      run: ({ table }) => table.getMany(deliveryEntity, [{ buildingId, providerHash: provider }]),
    },
    {
      name: 'whether a delivery is known',
      usedBy: 'rotation of the index’s key',
      run: ({ table }) => table.get(deliveryEntity, { buildingId, providerHash: provider }),
    },
    ...ofStore('notifications', ({ table }) => createNotificationStore(table), {
      get: { by: 'marking one as read', run: (store) => store.get(buildingId, userId, NOTIFICATION) },
      list: { by: 'console: one’s inbox', run: (store) => store.list(buildingId, userId) },
    }),
    {
      name: 'notifications that were written before',
      usedBy: 'notices to the staff that are sent again',
      run: ({ table }) => table.getMany(notificationEntity, [{ buildingId, userId, notificationId: NOTIFICATION }]),
    },
    ...ofStore('faq', ({ table }) => createFaqStore(table), {
      get: { by: 'one entry', run: (store) => store.get(buildingId, 'faq-00') },
      listActive: { by: 'answers; one request for each 100', run: (store) => store.listActive(buildingId) },
    }),
  ],
};
