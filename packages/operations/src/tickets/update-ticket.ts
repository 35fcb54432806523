import { auditRecord } from '@bos/governance/audit/audit-record';
import { DomainError, notFound } from '@bos/kernel/errors';
import { assertMove } from '@bos/kernel/transitions';
import type { Stored } from '@bos/table/entity';
import { retryConflicts } from '@bos/table/retry-conflicts';
import type { Table } from '@bos/table/table';
import { create, replace, type WriteOperation } from '@bos/table/write';
import { dueAt } from './service-levels.ts';
import { TICKET_TRANSITIONS, type Ticket } from './ticket.ts';
import { type TicketEvent, ticketEntity, ticketEventEntity } from './ticket-entity.ts';
import { mayChange, type TicketActor, type TicketChange } from './ticket-rights.ts';

export interface UpdateTicketCommand {
  readonly buildingId: string;
  readonly ticketId: string;
  /** Names this change: a repetition of it changes nothing. */
  readonly eventId: string;
  readonly actor: TicketActor;
  readonly change: TicketChange;
  /** The version that the actor saw; any when not given. */
  readonly expectedVersion?: number;
  /** By what it came. */
  readonly requestId?: string;
  readonly missionId?: string;
  readonly at: Date;
}

/** The ticket after the change. Throws TICKET_TRANSITION_REFUSED. */
export function changeTicket(ticket: Ticket, change: TicketChange, at: Date): Ticket {
  const taken = change.assignedTo !== undefined && ticket.status === 'open' ? 'assigned' : ticket.status;
  const status = change.status ?? taken;
  if (status !== ticket.status) assertMove(TICKET_TRANSITIONS, 'ticket', ticket.status, status);
  const { resolvedAt: _resolved, finishedAt: _finished, ...open } = ticket;
  const priority = change.priority ?? ticket.priority;
  const time = at.toISOString();
  const reopened = ticket.status === 'resolved' && status === 'open';
  const base: Ticket = {
    ...open,
    status,
    priority,
    // A reopened ticket gets a new clock; a new priority counts from when the ticket was opened.
    ...(reopened && { dueAt: dueAt(priority, at).toISOString() }),
    ...(priority !== ticket.priority && { dueAt: dueAt(priority, new Date(ticket.openedAt)).toISOString() }),
    ...(change.assignedTo !== undefined && { assignedTo: change.assignedTo }),
  };
  // Another due time is another clock: what was overdue by the old one may be in time by the new one.
  if (base.dueAt !== ticket.dueAt) delete base.escalatedAt;
  switch (status) {
    case 'resolved':
    case 'closed':
    case 'cancelled': {
      const resolvedAt = status === 'resolved' ? (ticket.resolvedAt ?? time) : ticket.resolvedAt;
      return { ...base, finishedAt: ticket.finishedAt ?? time, ...(resolvedAt !== undefined && { resolvedAt }) };
    }
    case 'open':
    case 'assigned':
    case 'in_progress':
    case 'waiting':
      return base;
  }
}

function actionOf(before: Ticket, after: Ticket): TicketEvent['action'] {
  if (before.assignedTo !== after.assignedTo) return 'assigned';
  if (before.status !== after.status) return 'status_changed';
  return before.priority === after.priority ? 'commented' : 'priority_changed';
}

function eventOf({ eventId, actor, change, at }: UpdateTicketCommand, before: Ticket, after: Ticket): TicketEvent {
  const { buildingId, ticketId, userId } = before;
  return {
    buildingId,
    ticketId,
    eventId,
    userId,
    at: at.toISOString(),
    actorId: actor.userId,
    action: actionOf(before, after),
    ...(before.status !== after.status && { status: after.status }),
    ...(change.assignedTo !== undefined && { assignedTo: change.assignedTo }),
    ...(change.comment !== undefined && { comment: change.comment }),
  };
}

/** The record of what has to be accounted for; a comment alone has not. */
function auditOf(command: UpdateTicketCommand, before: Ticket, after: Ticket): WriteOperation[] {
  const { buildingId, ticketId, actor, requestId, missionId, at } = command;
  const changed = (['status', 'priority', 'assignedTo'] as const).filter((field) => before[field] !== after[field]);
  if (changed.length === 0) return [];
  return [
    auditRecord({
      buildingId,
      actor: { kind: 'user', id: actor.userId },
      action: 'ticket.changed',
      resource: { type: 'ticket', id: ticketId },
      ...(requestId !== undefined && { requestId }),
      ...(missionId !== undefined && { missionId }),
      changed,
      values: {
        ...(before.status !== after.status && { from: before.status, status: after.status }),
        ...(before.priority !== after.priority && { priority: after.priority }),
      },
      at,
    }),
  ];
}

/**
 * Changes a ticket and records it, in one transaction. Throws TICKET_NOT_FOUND, TICKET_CHANGE_FORBIDDEN,
 * TICKET_TRANSITION_REFUSED, and TICKET_CHANGED_MEANWHILE when it is not at the expected version.
 */
export async function updateTicket(
  deps: { readonly table: Table },
  command: UpdateTicketCommand,
): Promise<Stored<Ticket>> {
  const { buildingId, ticketId, eventId, actor, change, expectedVersion, at } = command;
  return retryConflicts(async () => {
    const [ticket, done] = await Promise.all([
      deps.table.get(ticketEntity, { buildingId, ticketId }),
      deps.table.get(ticketEventEntity, { buildingId, ticketId, eventId }),
    ]);
    if (ticket === undefined) throw notFound('ticket', ticketId);
    if (done !== undefined) return ticket;
    if (!mayChange(actor, ticket, change)) {
      throw new DomainError('forbidden', 'TICKET_CHANGE_FORBIDDEN', `${actor.userId} may not change that.`);
    }
    if (expectedVersion !== undefined && expectedVersion !== ticket.version) {
      const text = `Ticket ${ticketId} is at version ${ticket.version}.`;
      throw new DomainError('precondition_failed', 'TICKET_CHANGED_MEANWHILE', text);
    }
    const after = changeTicket(ticket, change, at);
    await deps.table.write([
      replace(ticketEntity, ticket, after),
      create(ticketEventEntity, eventOf(command, ticket, after)),
      ...auditOf(command, ticket, after),
    ]);
    const { version, createdAt } = ticket;
    return { ...after, version: version + 1, createdAt, updatedAt: at.toISOString() };
  });
}
