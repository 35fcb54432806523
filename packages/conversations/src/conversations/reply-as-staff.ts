import { sha256 } from '@bos/kernel/hash';
import type { IdSource } from '@bos/kernel/ids';
import { defineEntity } from '@bos/table/entity';
import { create } from '@bos/table/write';
import * as z from 'zod';
import type { Button } from '../messages/message.ts';
import { queuedMessage } from '../messages/outbox.ts';
import { type ChangeDependencies, type ConversationCommand, changeConversation } from './change-conversation.ts';
import { auditOfTakingOver, takenOver } from './take-over.ts';

const replyKeySchema = z.object({
  buildingId: z.string(),
  keyHash: z.string(),
  messageId: z.string(),
  at: z.string(),
});

/** Remembers what a reply's idempotency key was used for. */
export const replyKeyEntity = defineEntity<z.infer<typeof replyKeySchema>>({
  type: 'reply_key',
  description: 'Makes a staff reply that is sent again find the message of the first time.',
  schemaVersion: 1,
  schema: replyKeySchema,
  keys: { PK: 'BUILDING#{buildingId}#UNIQUE#reply#{keyHash}', SK: 'META' },
  // As long as the message itself.
  retention: { period: 'conversation', from: ({ at }) => at },
});

export interface StaffReply extends Omit<ConversationCommand, 'version'> {
  readonly staffId: string;
  readonly text: string;
  readonly buttons?: readonly Button[];
  /** The caller's own text for this reply: sent again, nothing happens twice. */
  readonly idempotencyKey?: string;
  readonly requestId?: string;
}

/**
 * Queues what a member of staff writes and takes the conversation over, in one transaction. Returns the message's id.
 * Throws CONVERSATION_NOT_FOUND, and CONVERSATION_TRANSITION_REFUSED when it is resolved.
 */
export async function replyAsStaff(
  deps: ChangeDependencies & { readonly ids: IdSource },
  { staffId, text, buttons, idempotencyKey, requestId, ...conversation }: StaffReply,
): Promise<{ readonly messageId: string }> {
  const { buildingId, conversationId } = conversation;
  const keyHash =
    idempotencyKey === undefined ? undefined : sha256(JSON.stringify([conversationId, staffId, idempotencyKey]));
  const earlier = async () => keyHash && (await deps.table.get(replyKeyEntity, { buildingId, keyHash }))?.messageId;
  const known = await earlier();
  if (known) return { messageId: known };

  const messageId = deps.ids.next();
  const at = deps.clock.now();
  try {
    await changeConversation(deps, conversation, async (before) => ({
      after: { ...takenOver(before, staffId), lastMessageAt: at.toISOString() },
      with: [
        queuedMessage({
          buildingId,
          conversationId,
          userId: before.userId,
          messageId,
          sender: 'staff',
          authorId: staffId,
          text,
          ...(buttons && { buttons }),
          at,
        }),
        ...auditOfTakingOver(deps, before, {
          ...conversation,
          staffId,
          ...(requestId !== undefined && { requestId }),
        }),
        ...(keyHash === undefined
          ? []
          : [create(replyKeyEntity, { buildingId, keyHash, messageId, at: at.toISOString() })]),
      ],
    }));
  } catch (error) {
    // Of two requests with one key at the same time, the slower one finds the message of the other.
    const first = await earlier();
    if (!first) throw error;
    return { messageId: first };
  }
  return { messageId };
}
