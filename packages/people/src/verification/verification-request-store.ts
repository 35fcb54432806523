import type { Stored } from '@bos/table/entity';
import type { ListOptions, Page, Table } from '@bos/table/table';
import { type RequestStatus, type VerificationRequest, verificationRequestEntity } from './verification-request.ts';

type PageRequest = Pick<ListOptions, 'limit' | 'cursor'>;

export interface VerificationRequestStore {
  get(buildingId: string, requestId: string): Promise<Stored<VerificationRequest> | undefined>;
  /** Of one status, the one that expires first at the head. */
  listByStatus(
    buildingId: string,
    status: RequestStatus,
    page?: PageRequest,
  ): Promise<Page<Stored<VerificationRequest>>>;
}

export function createVerificationRequestStore(table: Table): VerificationRequestStore {
  return {
    get: (buildingId, requestId) => table.get(verificationRequestEntity, { buildingId, requestId }),
    listByStatus: (buildingId, status, page = {}) =>
      table.list(verificationRequestEntity, { buildingId, status }, { ...page, index: 'GSI2' }),
  };
}
