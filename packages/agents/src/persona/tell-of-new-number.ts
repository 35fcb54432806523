import { createConversationStore } from '@bos/conversations/conversations/conversation-store';
import { isWindowOpen } from '@bos/conversations/messages/next-move';
import { queuedMessage } from '@bos/conversations/messages/outbox';
import { deterministicId } from '@bos/kernel/ids';
import type { Table } from '@bos/table/table';
import type { WriteOperation } from '@bos/table/write';
import type { Turn } from './turn.ts';
import { verifyPhrase } from './verify-phrases.ts';

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
  if (conversation === undefined || !isWindowOpen(conversation, now)) return [];
  const { conversationId, language = building.languages[0] ?? 'en' } = conversation;
  return [
    queuedMessage({
      buildingId,
      conversationId,
      userId,
      messageId: deterministicId(now, 'new-number', messageId),
      sender: 'agent',
      text: verifyPhrase('newNumber', language),
      at: now,
    }),
  ];
}
