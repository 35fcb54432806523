import type { Stored } from '@bos/table/entity';
import { listWhile } from '@bos/table/list-while';
import type { ListOptions, Page, Table } from '@bos/table/table';
import type { Ticket } from './ticket.ts';
import { type TicketEvent, ticketEntity, ticketEventEntity, ticketReferenceEntity } from './ticket-entity.ts';
import { readReference } from './ticket-reference.ts';

export type PageRequest = Pick<ListOptions, 'limit' | 'cursor'>;

export interface TicketStore {
  get(buildingId: string, ticketId: string): Promise<Stored<Ticket> | undefined>;
  /** By what people call it, however they spell it. */
  byReference(buildingId: string, reference: string): Promise<Stored<Ticket> | undefined>;
  /** Unresolved tickets of a building, the one due first at the head. */
  listOpen(buildingId: string, page?: PageRequest): Promise<Page<Stored<Ticket>>>;
  /** Unresolved tickets whose due time is before that and that are not escalated; it looks at 1,000 at the most. */
  listOverdue(buildingId: string, before: Date): Promise<Stored<Ticket>[]>;
  /** Resolved, closed and cancelled ones, the latest due first. */
  listClosed(buildingId: string, page?: PageRequest): Promise<Page<Stored<Ticket>>>;
  /** What a person has reported, newest first. */
  listOfUser(buildingId: string, userId: string, page?: PageRequest): Promise<Page<Stored<Ticket>>>;
  /** What happened to a ticket, oldest first. */
  events(buildingId: string, ticketId: string, page?: PageRequest): Promise<Page<Stored<TicketEvent>>>;
}

const PAGE = 100;
/** Overdue tickets that one sweep looks at; those that are escalated already are among them. */
const MOST_READ = 1_000;

export function createTicketStore(table: Table): TicketStore {
  const store: TicketStore = {
    get: (buildingId, ticketId) => table.get(ticketEntity, { buildingId, ticketId }),
    async byReference(buildingId, text) {
      const reference = readReference(text);
      if (reference === '') return undefined;
      const reserved = await table.get(ticketReferenceEntity, { buildingId, reference });
      return reserved && store.get(buildingId, reserved.ticketId);
    },
    listOpen: (buildingId, page = {}) =>
      table.list(ticketEntity, { buildingId, openOrClosed: 'open' }, { ...page, index: 'GSI2' }),
    async listOverdue(buildingId, before) {
      const limit = before.toISOString();
      const due = await listWhile(
        (cursor) => store.listOpen(buildingId, { limit: PAGE, ...(cursor !== undefined && { cursor }) }),
        ({ dueAt }) => dueAt < limit,
        MOST_READ,
      );
      return due.filter(({ escalatedAt }) => escalatedAt === undefined);
    },
    listClosed: (buildingId, page = {}) =>
      table.list(ticketEntity, { buildingId, openOrClosed: 'closed' }, { ...page, index: 'GSI2', newestFirst: true }),
    listOfUser: (buildingId, userId, page = {}) =>
      table.list(ticketEntity, { buildingId, userId }, { ...page, index: 'GSI1', newestFirst: true }),
    events: (buildingId, ticketId, page = {}) => table.list(ticketEventEntity, { buildingId, ticketId }, page),
  };
  return store;
}
