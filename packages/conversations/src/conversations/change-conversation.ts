import type { Clock } from '@bos/kernel/clock';
import { DomainError, notFound } from '@bos/kernel/errors';
import type { Stored } from '@bos/table/entity';
import { retryConflicts } from '@bos/table/retry-conflicts';
import type { Table } from '@bos/table/table';
import { replace, type WriteOperation } from '@bos/table/write';
import { type Conversation, conversationEntity } from './conversation.ts';
import { type ConversationStore, createConversationStore } from './conversation-store.ts';

export interface ChangeDependencies {
  readonly table: Table;
  readonly clock: Clock;
}

export interface ConversationCommand {
  readonly buildingId: string;
  readonly conversationId: string;
  /** The version that the caller saw; without it the change applies to whatever stands. */
  readonly version?: number;
}

export interface Change {
  readonly after: Conversation;
  /** What is written in the same transaction. */
  readonly with?: readonly WriteOperation[];
}

/**
 * Reads, changes and writes a conversation, again when it was changed meanwhile.
 * Throws CONVERSATION_NOT_FOUND, CONVERSATION_CHANGED_MEANWHILE when a version was named and another stands, and what `decide` throws.
 */
export async function changeConversation(
  { table }: Pick<ChangeDependencies, 'table'>,
  { buildingId, conversationId, version }: ConversationCommand,
  decide: (before: Stored<Conversation>, store: ConversationStore) => Promise<Change>,
): Promise<Stored<Conversation>> {
  const store = createConversationStore(table);
  const read = async () => {
    const found = await store.get(buildingId, conversationId);
    if (!found) throw notFound('conversation', conversationId);
    return found;
  };
  return retryConflicts(async () => {
    const before = await read();
    if (version !== undefined && version !== before.version) throw changedMeanwhile(conversationId, before.version);
    const { after, with: others = [] } = await decide(before, store);
    await table.write([replace(conversationEntity, before, after), ...others]);
    return read();
  });
}

function changedMeanwhile(conversationId: string, version: number): DomainError {
  return new DomainError(
    'precondition_failed',
    'CONVERSATION_CHANGED_MEANWHILE',
    `Conversation ${conversationId} is at version ${version}.`,
  );
}
