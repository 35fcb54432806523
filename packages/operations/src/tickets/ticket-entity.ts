import { defineEntity } from '@bos/table/entity';
import * as z from 'zod';
import { isOpen, TICKET_STATUSES, TICKET_TRANSITIONS, type Ticket, ticketSchema } from './ticket.ts';

export const ticketEntity = defineEntity<Ticket>({
  type: 'ticket',
  description: 'A reported fault.',
  schemaVersion: 2,
  // `escalatedAt` is new; what lacks it has not been escalated.
  upgrades: [{ from: 1, apply: (data) => data }],
  schema: ticketSchema,
  keys: {
    PK: 'BUILDING#{buildingId}',
    SK: 'TICKET#{ticketId}',
    GSI1PK: 'BUILDING#{buildingId}#USER#{userId}',
    GSI1SK: 'TICKET#{openedAt}#{ticketId}',
    GSI2PK: 'BUILDING#{buildingId}#TICKET',
    GSI2SK: '{openOrClosed}#{dueAt}#{ticketId}',
  },
  derived: (ticket) => ({ openOrClosed: isOpen(ticket) ? 'open' : 'closed' }),
  states: { field: 'status', moves: TICKET_TRANSITIONS },
  personal: {
    fields: ['description', 'place'],
    scope: ({ buildingId, userId }) => ({ kind: 'membership', buildingId, userId }),
  },
  retention: { period: 'operation', from: ({ finishedAt }) => finishedAt },
});

export const ticketReferenceSchema = z.object({ buildingId: z.string(), reference: z.string(), ticketId: z.string() });

/** Keeps a reference from being given twice in one building. */
export const ticketReferenceEntity = defineEntity<z.infer<typeof ticketReferenceSchema>>({
  type: 'ticket_reference',
  description: 'Reserves the short reference of a ticket.',
  schemaVersion: 1,
  schema: ticketReferenceSchema,
  keys: { PK: 'BUILDING#{buildingId}#UNIQUE#ticket#{reference}', SK: 'META' },
});

export const ticketEventSchema = z.object({
  buildingId: z.string(),
  ticketId: z.string(),
  eventId: z.string(),
  at: z.string(),
  actorId: z.string(),
  action: z.enum(['opened', 'status_changed', 'assigned', 'priority_changed', 'commented', 'escalated']),
  status: z.enum(TICKET_STATUSES).optional(),
  assignedTo: z.string().optional(),
  comment: z.string().optional(),
  userId: z.string(),
});
export type TicketEvent = z.infer<typeof ticketEventSchema>;

export const ticketEventEntity = defineEntity<TicketEvent>({
  type: 'ticket_event',
  description: 'What happened to a ticket.',
  schemaVersion: 2,
  // `escalated` is a new action.
  upgrades: [{ from: 1, apply: (data) => data }],
  schema: ticketEventSchema,
  keys: { PK: 'BUILDING#{buildingId}#TICKET#{ticketId}', SK: 'EVENT#{eventId}' },
  personal: {
    fields: ['comment'],
    scope: ({ buildingId, userId }) => ({ kind: 'membership', buildingId, userId }),
  },
  retention: { period: 'operation', from: ({ at }) => at },
});
