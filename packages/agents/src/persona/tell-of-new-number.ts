import { createConversationStore } from '@bos/conversations/conversations/conversation-store';
import { queuedMessage } from '@bos/conversations/messages/outbox';
import { DAY } from '@bos/kernel/clock';
import { deterministicId } from '@bos/kernel/ids';
import type { Table } from '@bos/table/table';
import type { WriteOperation } from '@bos/table/write';
import type { Turn } from './turn.ts';
import { VERIFY_PHRASES } from './verify-phrases.ts';

/** WhatsApp lets a business write for so long after the person did. */
const WINDOW = DAY;

/**
 * Tells a member, in the conversation that they have open, that another number was taken for theirs: somebody who was
 * given their code by mistake does not stay unnoticed. Nothing where WhatsApp would not deliver it.
 */
export async function tellOfNewNumber(
  table: Table,
  userId: string,
  { building, messageId, now }: Turn,
): Promise<readonly WriteOperation[]> {
  const { buildingId } = building;
  const conversation = await createConversationStore(table).openOf(buildingId, userId, 'whatsapp');
  if (conversation === undefined || Date.parse(conversation.lastMessageAt) + WINDOW <= now.getTime()) return [];
  const { conversationId, language = building.languages[0] ?? 'en' } = conversation;
  return [
    queuedMessage({
      buildingId,
      conversationId,
      userId,
      messageId: deterministicId(now, 'new-number', messageId),
      sender: 'agent',
      text: VERIFY_PHRASES.newNumber[language],
      at: now,
    }),
  ];
}
