import type { Stored } from '@bos/table/entity';
import type { ListOptions, Page, Table } from '@bos/table/table';
import { type Parcel, parcelEntity } from './parcel.ts';

type PageRequest = Pick<ListOptions, 'limit' | 'cursor'>;

export interface ParcelStore {
  get(buildingId: string, parcelId: string): Promise<Stored<Parcel> | undefined>;
  /** Whose recipient has not been told, the oldest first. */
  listUntold(buildingId: string, page?: PageRequest): Promise<Page<Stored<Parcel>>>;
  /** At the desk, recipient told, the oldest first. */
  listWaiting(buildingId: string, page?: PageRequest): Promise<Page<Stored<Parcel>>>;
  /** Of one recipient, newest first. */
  listOfUser(buildingId: string, userId: string, page?: PageRequest): Promise<Page<Stored<Parcel>>>;
}

export function createParcelStore(table: Table): ParcelStore {
  const inPhase =
    (phase: 'untold' | 'waiting') =>
    (buildingId: string, page: PageRequest = {}) =>
      table.list(parcelEntity, { buildingId, phase }, { ...page, index: 'GSI2' });
  return {
    get: (buildingId, parcelId) => table.get(parcelEntity, { buildingId, parcelId }),
    listUntold: inPhase('untold'),
    listWaiting: inPhase('waiting'),
    listOfUser: (buildingId, userId, page = {}) =>
      table.list(parcelEntity, { buildingId, userId }, { ...page, index: 'GSI1', newestFirst: true }),
  };
}
