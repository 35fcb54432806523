import type { Stored } from '@bos/table/entity';
import type { ListOptions, Page, Table } from '@bos/table/table';
import {
  type Conversation,
  conversationEntity,
  type OpenConversation,
  openConversationEntity,
} from './conversation.ts';

type PageRequest = Pick<ListOptions, 'limit' | 'cursor'>;

export interface ConversationStore {
  get(buildingId: string, conversationId: string): Promise<Stored<Conversation> | undefined>;
  /** The one open conversation of a person on a channel, found by its pointer. */
  openOf(
    buildingId: string,
    userId: string,
    channel: Conversation['channel'],
  ): Promise<Stored<Conversation> | undefined>;
  pointer(
    buildingId: string,
    userId: string,
    channel: Conversation['channel'],
  ): Promise<Stored<OpenConversation> | undefined>;
  /** All of a building, the one opened last first. */
  list(buildingId: string, page?: PageRequest): Promise<Page<Stored<Conversation>>>;
  /** The open or the closed ones of a building, the one with the latest message first. */
  listByState(
    buildingId: string,
    openOrClosed: 'open' | 'closed',
    page?: PageRequest,
  ): Promise<Page<Stored<Conversation>>>;
  /** A person's own, the one opened last first. */
  listOfUser(buildingId: string, userId: string, page?: PageRequest): Promise<Page<Stored<Conversation>>>;
}

export function createConversationStore(table: Table): ConversationStore {
  const get: ConversationStore['get'] = (buildingId, conversationId) =>
    table.get(conversationEntity, { buildingId, conversationId });
  const pointer: ConversationStore['pointer'] = (buildingId, userId, channel) =>
    table.get(openConversationEntity, { buildingId, userId, channel });
  return {
    get,
    pointer,
    async openOf(buildingId, userId, channel) {
      const open = await pointer(buildingId, userId, channel);
      return open && get(buildingId, open.conversationId);
    },
    list: (buildingId, page = {}) => table.list(conversationEntity, { buildingId }, { ...page, newestFirst: true }),
    listByState: (buildingId, openOrClosed, page = {}) =>
      table.list(conversationEntity, { buildingId, openOrClosed }, { ...page, index: 'GSI2', newestFirst: true }),
    listOfUser: (buildingId, userId, page = {}) =>
      table.list(conversationEntity, { buildingId, userId }, { ...page, index: 'GSI1', newestFirst: true }),
  };
}
