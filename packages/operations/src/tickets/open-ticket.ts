import { DomainError } from '@bos/kernel/errors';
import { deterministicId } from '@bos/kernel/ids';
import type { Table } from '@bos/table/table';
import { create, WriteConflictError, type WriteOperation } from '@bos/table/write';
import { dueAt } from './service-levels.ts';
import type { Ticket } from './ticket.ts';
import { ticketEntity, ticketEventEntity, ticketReferenceEntity } from './ticket-entity.ts';
import { ticketReference } from './ticket-reference.ts';

export interface OpenTicketCommand
  extends Omit<
    Ticket,
    'reference' | 'status' | 'openedAt' | 'dueAt' | 'escalatedAt' | 'assignedTo' | 'resolvedAt' | 'finishedAt'
  > {
  readonly openedAt: Date;
}

/** A billion references a building: a second collision in a row is already unlikely. */
const MOST_REFERENCES = 5;

function writesOf(ticket: Ticket): WriteOperation[] {
  const { buildingId, reference, ticketId, userId, openedAt } = ticket;
  const eventId = deterministicId(new Date(openedAt), ticketId, 'opened');
  const event = { buildingId, ticketId, eventId, at: openedAt, actorId: userId, action: 'opened', userId } as const;
  return [
    create(ticketEntity, ticket),
    create(ticketReferenceEntity, { buildingId, reference, ticketId }),
    create(ticketEventEntity, { ...event, status: 'open' }),
  ];
}

/**
 * Opens a ticket under the id given, with its reference and its first event, in one transaction. An id that was opened
 * before gives the ticket as it stands. Throws TICKET_REFERENCE_EXHAUSTED.
 */
export async function openTicket(deps: { readonly table: Table }, command: OpenTicketCommand): Promise<Ticket> {
  const { buildingId, ticketId, openedAt, priority } = command;
  for (let attempt = 0; attempt < MOST_REFERENCES; attempt++) {
    const ticket: Ticket = {
      ...command,
      reference: ticketReference(ticketId, attempt),
      status: 'open',
      openedAt: openedAt.toISOString(),
      dueAt: dueAt(priority, openedAt).toISOString(),
    };
    try {
      await deps.table.write(writesOf(ticket));
      return ticket;
    } catch (error) {
      if (!(error instanceof WriteConflictError)) throw error;
      const existing = await deps.table.get(ticketEntity, { buildingId, ticketId });
      if (existing !== undefined) return existing;
    }
  }
  throw new DomainError('unavailable', 'TICKET_REFERENCE_EXHAUSTED', `No free reference for ticket ${ticketId}.`);
}
