import type { Clock } from '@bos/kernel/clock';
import { DomainError } from '@bos/kernel/errors';
import { createConsentStore } from '@bos/people/consent/consent-store';
import type { BlindIndex } from '@bos/table/encryption/blind-index';
import type { Stored } from '@bos/table/entity';
import { retryConflicts } from '@bos/table/retry-conflicts';
import type { Table } from '@bos/table/table';
import { replace } from '@bos/table/write';
import { type Conversation, conversationEntity } from '../conversations/conversation.ts';
import { type Message, messageEntity } from './message.ts';
import { createMessageStore, type MessageReference } from './message-store.ts';
import { nextMove } from './next-move.ts';

export type Claim =
  | {
      readonly kind: 'claimed';
      readonly message: Stored<Message>;
      readonly text: string;
      readonly conversation: Conversation;
    }
  | { readonly kind: 'failed'; readonly code: string }
  | { readonly kind: 'uncertain' }
  | { readonly kind: 'nothing' };

/** Throws MESSAGE_OUTCOME_UNKNOWN (`unavailable`) while a call for the message may still be under way. */
export async function claimMessage(
  { table, blindIndex, clock }: { readonly table: Table; readonly blindIndex: BlindIndex; readonly clock: Clock },
  reference: MessageReference,
): Promise<Claim> {
  const { buildingId, conversationId, messageId } = reference;
  return retryConflicts(async () => {
    const [message, conversation] = await Promise.all([
      createMessageStore(table).get(buildingId, conversationId, messageId),
      table.get(conversationEntity, { buildingId, conversationId }),
    ]);
    if (message === undefined) return { kind: 'nothing' };
    const consent =
      conversation && (await createConsentStore(table, blindIndex).find(conversation.channelId, conversation.address));
    const now = clock.now();
    const change = (fields: Partial<Message>) =>
      table.write([replace(messageEntity, message, { ...message, ...fields })]);
    const move = nextMove(message, conversation, consent, now);
    switch (move.kind) {
      case 'nothing':
        return { kind: 'nothing' };
      case 'wait':
        throw new DomainError('unavailable', 'MESSAGE_OUTCOME_UNKNOWN', `Message ${messageId} is being sent.`);
      case 'give_up':
        await change({ status: 'uncertain' });
        return { kind: 'uncertain' };
      case 'fail':
        await change({ status: 'failed', failureCode: move.code });
        return { kind: 'failed', code: move.code };
      case 'claim': {
        const claim = {
          status: 'sending',
          claimedAt: now.toISOString(),
          attempts: (message.attempts ?? 0) + 1,
        } as const;
        await change(claim);
        const claimed = { ...message, ...claim, version: message.version + 1 };
        return { kind: 'claimed', message: claimed, text: move.text, conversation: move.conversation };
      }
    }
  });
}
