import type { Clock } from '@bos/kernel/clock';
import { isDomainError } from '@bos/kernel/errors';
import { listWhile } from '@bos/table/list-while';
import { type FindRetentionOverrides, termOf } from '@bos/table/retention';
import type { Table } from '@bos/table/table';
import { conversationEntity } from '../conversations/conversation.ts';
import { resolveConversation } from '../conversations/take-over.ts';

export interface IdleDependencies {
  readonly table: Table;
  readonly clock: Clock;
  readonly findOverrides: FindRetentionOverrides;
}

const PAGE = 100;
/** One run's work in one building; what is left follows with the next. */
const MOST = 1_000;

/**
 * Resolves the open conversations in which nobody has written for as long as working memory lasts: only what is closed
 * can come of age. The next message opens a new one. Returns how many were resolved.
 */
export async function resolveIdleConversations(deps: IdleDependencies, buildingId: string): Promise<number> {
  const { table, clock, findOverrides } = deps;
  const term = termOf('workingMemory', await findOverrides(buildingId));
  const limit = new Date(clock.now().getTime() - term).toISOString();
  const idle = await listWhile(
    (cursor) =>
      table.list(
        conversationEntity,
        { buildingId, openOrClosed: 'open' },
        { index: 'GSI2', limit: PAGE, ...(cursor !== undefined && { cursor }) },
      ),
    ({ lastMessageAt }) => lastMessageAt < limit,
    MOST,
  );
  let resolved = 0;
  for (const { conversationId, version } of idle) {
    try {
      await resolveConversation(deps, { buildingId, conversationId, version });
      resolved++;
    } catch (error) {
      // Somebody wrote in it, resolved it, or was erased, since it was listed.
      if (!isDomainError(error) || error.kind === 'unavailable') throw error;
    }
  }
  return resolved;
}
