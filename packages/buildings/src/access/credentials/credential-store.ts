import type { Stored } from '@bos/table/entity';
import type { ListOptions, Page, Table } from '@bos/table/table';
import { type Credential, credentialEntity } from './credential.ts';

type PageRequest = Pick<ListOptions, 'limit' | 'cursor'>;

export interface CredentialStore {
  get(buildingId: string, credentialId: string): Promise<Stored<Credential> | undefined>;
  /** Those that locks hold or will hold, the first to end at the head. */
  listOpen(buildingId: string, page?: PageRequest): Promise<Page<Stored<Credential>>>;
  /** Those that are over, the last to end at the head. */
  listClosed(buildingId: string, page?: PageRequest): Promise<Page<Stored<Credential>>>;
  /** All of a person, newest first. */
  listOfUser(buildingId: string, userId: string, page?: PageRequest): Promise<Page<Stored<Credential>>>;
}

export function createCredentialStore(table: Table): CredentialStore {
  return {
    get: (buildingId, credentialId) => table.get(credentialEntity, { buildingId, credentialId }),
    listOpen: (buildingId, page = {}) =>
      table.list(credentialEntity, { buildingId, openOrClosed: 'open' }, { ...page, index: 'GSI2' }),
    listClosed: (buildingId, page = {}) =>
      table.list(
        credentialEntity,
        { buildingId, openOrClosed: 'closed' },
        { ...page, index: 'GSI2', newestFirst: true },
      ),
    listOfUser: (buildingId, userId, page = {}) =>
      table.list(credentialEntity, { buildingId, userId }, { ...page, index: 'GSI1', newestFirst: true }),
  };
}
