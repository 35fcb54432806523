import { auditRecord } from '@bos/governance/audit/audit-record';
import { deterministicId } from '@bos/kernel/ids';
import { retryConflicts } from '@bos/table/retry-conflicts';
import type { Table } from '@bos/table/table';
import { create, replace } from '@bos/table/write';
import { isOpen, type Ticket } from './ticket.ts';
import { type TicketEvent, ticketEntity, ticketEventEntity } from './ticket-entity.ts';

/** The part of the system that watches the clock of tickets. */
const CLOCK = 'ticket-clock';

export interface EscalateTicketCommand {
  readonly buildingId: string;
  readonly ticketId: string;
  readonly at: Date;
}

/** `settled`: closed, or there is none. `early`: its time is still to come. `escalated`: overdue, now or before. */
export type TicketDueOutcome =
  | { readonly kind: 'settled' }
  | { readonly kind: 'early'; readonly ticket: Ticket }
  | { readonly kind: 'escalated'; readonly ticket: Ticket };

/**
 * Marks a ticket that is open at its due time as escalated and records it, once for each due time. The table decides,
 * not whoever asks: asked too early, too late or twice it does what is right then.
 */
export async function escalateTicket(
  deps: { readonly table: Table },
  { buildingId, ticketId, at }: EscalateTicketCommand,
): Promise<TicketDueOutcome> {
  return retryConflicts(async (): Promise<TicketDueOutcome> => {
    const ticket = await deps.table.get(ticketEntity, { buildingId, ticketId });
    if (ticket === undefined || !isOpen(ticket)) return { kind: 'settled' };
    if (at.getTime() < Date.parse(ticket.dueAt)) return { kind: 'early', ticket };
    if (ticket.escalatedAt !== undefined) return { kind: 'escalated', ticket };
    const escalated: Ticket = { ...ticket, escalatedAt: at.toISOString() };
    const event: TicketEvent = {
      buildingId,
      ticketId,
      eventId: deterministicId(at, ticketId, 'escalated', ticket.dueAt),
      userId: ticket.userId,
      at: at.toISOString(),
      actorId: CLOCK,
      action: 'escalated',
    };
    await deps.table.write([
      replace(ticketEntity, ticket, escalated),
      create(ticketEventEntity, event),
      auditRecord({
        buildingId,
        actor: { kind: 'system', id: CLOCK },
        action: 'ticket.escalated',
        resource: { type: 'ticket', id: ticketId },
        at,
      }),
    ]);
    return { kind: 'escalated', ticket: escalated };
  });
}
