import { defineEntity } from '@bos/table/entity';
import * as z from 'zod';
import { isOpen, TICKET_STATUSES, type Ticket, ticketSchema } from './ticket.ts';

export const ticketEntity = defineEntity<Ticket>({
  type: 'ticket',
  description: 'A reported fault.',
  schemaVersion: 1,
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
  action: z.enum(['opened', 'status_changed', 'assigned', 'priority_changed', 'commented']),
  status: z.enum(TICKET_STATUSES).optional(),
  assignedTo: z.string().optional(),
  comment: z.string().optional(),
  userId: z.string(),
});
export type TicketEvent = z.infer<typeof ticketEventSchema>;

export const ticketEventEntity = defineEntity<TicketEvent>({
  type: 'ticket_event',
  description: 'What happened to a ticket.',
  schemaVersion: 1,
  schema: ticketEventSchema,
  keys: { PK: 'BUILDING#{buildingId}#TICKET#{ticketId}', SK: 'EVENT#{eventId}' },
  personal: {
    fields: ['comment'],
    scope: ({ buildingId, userId }) => ({ kind: 'membership', buildingId, userId }),
  },
  retention: { period: 'operation', from: ({ at }) => at },
});
