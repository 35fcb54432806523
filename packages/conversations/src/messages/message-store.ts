import type { Stored } from '@bos/table/entity';
import { listWhile } from '@bos/table/list-while';
import type { Page, Table } from '@bos/table/table';
import { type Message, messageEntity } from './message.ts';

export type MessageReference = Pick<Message, 'buildingId' | 'conversationId' | 'messageId'>;

export interface MessageStore {
  get(buildingId: string, conversationId: string, messageId: string): Promise<Stored<Message> | undefined>;
  /** A conversation's messages, newest first; 25 when no limit is given. */
  list(
    buildingId: string,
    conversationId: string,
    options?: { readonly limit?: number; readonly cursor?: string },
  ): Promise<Page<Stored<Message>>>;
  /** Messages that have waited to go out, or for their media, since before that time, oldest first, 1,000 at most: the sweep's work. */
  listPending(buildingId: string, queuedBefore: Date): Promise<Stored<Message>[]>;
}

const PAGE_SIZE = 100;
const MAX_PENDING = 1_000;

export function createMessageStore(table: Table): MessageStore {
  return {
    get: (buildingId, conversationId, messageId) => table.get(messageEntity, { buildingId, conversationId, messageId }),

    list: (buildingId, conversationId, options = {}) =>
      table.list(messageEntity, { buildingId, conversationId }, { ...options, newestFirst: true }),

    listPending(buildingId, queuedBefore) {
      const limit = queuedBefore.toISOString();
      const options = { index: 'GSI2', limit: PAGE_SIZE } as const;
      return listWhile(
        (cursor) => table.list(messageEntity, { buildingId }, { ...options, ...(cursor !== undefined && { cursor }) }),
        ({ queuedAt = '' }) => queuedAt < limit,
        MAX_PENDING,
      );
    },
  };
}
