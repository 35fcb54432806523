import type { Stored } from '@bos/table/entity';
import { listWhile } from '@bos/table/list-while';
import type { Table } from '@bos/table/table';
import { type Channel, channelEntity } from './channel.ts';

export interface ChannelStore {
  get(phoneNumberId: string): Promise<Stored<Channel> | undefined>;
  /** All business numbers of the platform. */
  listAll(): Promise<Stored<Channel>[]>;
}

const PAGE_SIZE = 100;

export function createChannelStore(table: Table): ChannelStore {
  const readPage = (cursor: string | undefined) =>
    table.list(channelEntity, {}, { index: 'GSI1', limit: PAGE_SIZE, ...(cursor !== undefined && { cursor }) });
  return {
    get: (phoneNumberId) => table.get(channelEntity, { phoneNumberId }),
    listAll: () => listWhile(readPage, () => true, Number.POSITIVE_INFINITY),
  };
}
