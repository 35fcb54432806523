import type { Stored } from '@bos/table/entity';
import type { ListOptions, Page, Table } from '@bos/table/table';
import { type Vendor, vendorEntity } from './vendor.ts';

export interface VendorStore {
  get(buildingId: string, vendorId: string): Promise<Stored<Vendor> | undefined>;
  /** In the order in which they were added. */
  list(buildingId: string, page?: Pick<ListOptions, 'limit' | 'cursor'>): Promise<Page<Stored<Vendor>>>;
}

export function createVendorStore(table: Pick<Table, 'get' | 'list'>): VendorStore {
  return {
    get: (buildingId, vendorId) => table.get(vendorEntity, { buildingId, vendorId }),
    list: (buildingId, page = {}) => table.list(vendorEntity, { buildingId }, page),
  };
}
