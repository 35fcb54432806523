import { decide } from '@bos/governance/policy';
import type { Ticket, TicketPriority, TicketStatus } from './ticket.ts';

export interface TicketActor {
  readonly userId: string;
  readonly roles: readonly string[];
}

export interface TicketChange {
  readonly status?: TicketStatus;
  readonly assignedTo?: string;
  readonly priority?: TicketPriority;
  readonly comment?: string;
}

const FINAL: ReadonlySet<TicketStatus> = new Set(['closed', 'cancelled']);

/** The permissions that a change needs; an empty list is what the reporter of the ticket may do alone. */
export function permissionsFor(actor: TicketActor, ticket: Ticket, change: TicketChange): string[] {
  const reporter = actor.userId === ticket.userId;
  const needed = new Set<string>();
  if (change.comment !== undefined && !reporter) needed.add('tickets:update');
  if (change.priority !== undefined) needed.add('tickets:update');
  if (change.status !== undefined && change.status !== ticket.status) {
    const reopens = ticket.status === 'resolved' && change.status === 'open';
    if (FINAL.has(change.status)) needed.add('tickets:close');
    else if (!(reopens && reporter)) needed.add('tickets:update');
  }
  if (change.assignedTo !== undefined) {
    needed.add(change.assignedTo === actor.userId ? 'tickets:update' : 'tickets:assign');
  }
  return [...needed];
}

/** Whether the change is theirs to make. Staff take a ticket themselves with `tickets:update`. */
export function mayChange(actor: TicketActor, ticket: Ticket, change: TicketChange): boolean {
  return permissionsFor(actor, ticket, change).every((permission) => decide(actor.roles, permission).allowed);
}
