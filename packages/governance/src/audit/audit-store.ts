import type { Stored } from '@bos/table/entity';
import type { ListOptions, Page, Table } from '@bos/table/table';
import { type AuditRecord, auditEntity } from './audit-record.ts';

type PageRequest = Pick<ListOptions, 'limit' | 'cursor'>;

/** A building's trail, newest first; each page is one request. */
export interface AuditStore {
  /** A month of UTC, as `2026-11`. */
  listOfMonth(buildingId: string, month: string, page?: PageRequest): Promise<Page<Stored<AuditRecord>>>;
  /** What somebody did: a user, or a part of the system. */
  listOfActor(buildingId: string, actorId: string, page?: PageRequest): Promise<Page<Stored<AuditRecord>>>;
  /** What was done to something: `ticket:01K…`. */
  listOfResource(buildingId: string, resourceKey: string, page?: PageRequest): Promise<Page<Stored<AuditRecord>>>;
}

export function createAuditStore(table: Table): AuditStore {
  const newestFirst = true;
  return {
    listOfMonth: (buildingId, month, page = {}) =>
      table.list(auditEntity, { buildingId, month }, { ...page, newestFirst }),
    listOfActor: (buildingId, actorId, page = {}) =>
      table.list(auditEntity, { buildingId, actorId }, { ...page, index: 'GSI1', newestFirst }),
    listOfResource: (buildingId, resourceKey, page = {}) =>
      table.list(auditEntity, { buildingId, resourceKey }, { ...page, index: 'GSI2', newestFirst }),
  };
}
