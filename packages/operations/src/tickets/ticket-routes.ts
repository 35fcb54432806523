import { listOf, listQuery } from '@bos/http/list';
import { pathId } from '@bos/http/path-id';
import { defineRoute, type RouteContract } from '@bos/http/route';
import * as z from 'zod';
import { TICKET_STATUSES, type Ticket, ticketCategorySchema, ticketPrioritySchema } from './ticket.ts';

const TAG = 'Tickets';
const path = '/v1/buildings/{buildingId}/tickets';
const building = z.object({ buildingId: z.string() });
const ticket = building.extend({ ticketId: pathId });
const OWN = 'Without `tickets:read` these are your own; any other id answers 404.';
const WORDS = 'Place and description are shown to their reporter and to those who may work on tickets.';

export const ticketView = z
  .object({
    id: z.string(),
    reference: z.string().describe('What people call it.'),
    userId: z.string().describe('Who reported it.'),
    status: z.enum(TICKET_STATUSES),
    priority: ticketPrioritySchema,
    category: ticketCategorySchema,
    area: z.enum(['unit', 'common']),
    unitId: z.string().optional(),
    place: z.string().optional(),
    description: z.string().optional(),
    openedAt: z.string(),
    dueAt: z.string().describe('By when it should be resolved.'),
    escalatedAt: z.string().optional().describe('Since when it is overdue and staff have been told.'),
    assignedTo: z.string().optional(),
    resolvedAt: z.string().optional(),
    finishedAt: z.string().optional(),
    missionId: z.string().optional(),
    conversationId: z.string().optional(),
  })
  .meta({ id: 'Ticket' });

export const listTicketsRoute = defineRoute({
  operationId: 'listTickets',
  method: 'GET',
  path,
  summary: 'Tickets',
  description: `Open ones, the first due first, then closed ones. ${OWN} ${WORDS}`,
  tag: TAG,
  permission: 'tickets:read_own',
  params: building,
  query: listQuery.extend({
    status: z.enum(['open', 'closed']).optional().describe('Open: not resolved yet. Your own are always all listed.'),
  }),
  response: { status: 200, description: 'Tickets.', schema: listOf(ticketView) },
});

export const getTicketRoute = defineRoute({
  operationId: 'getTicket',
  method: 'GET',
  path: `${path}/{ticketId}`,
  summary: 'One ticket',
  description: `${OWN} ${WORDS}`,
  tag: TAG,
  permission: 'tickets:read_own',
  params: ticket,
  response: { status: 200, description: 'The ticket; its version as ETag.', schema: ticketView },
});

export const openTicketRoute = defineRoute({
  operationId: 'openTicket',
  method: 'POST',
  path,
  summary: 'Report a fault',
  tag: TAG,
  permission: 'tickets:open',
  params: building,
  body: z.object({
    category: ticketCategorySchema,
    area: z.enum(['unit', 'common']),
    unitId: pathId.optional().describe('One of yours; any of the building for those who see all tickets.'),
    place: z.string().trim().min(1).max(200).optional(),
    description: z.string().trim().min(1).max(2000),
  }),
  idempotencyKey: 'optional',
  examples: { body: { category: 'plumbing', area: 'unit', unitId: '1203', description: 'The kitchen tap drips.' } },
  response: { status: 201, description: 'Opened. With a repeated Idempotency-Key: the first one.', schema: ticketView },
  errors: [{ status: 400, code: 'UNIT_UNKNOWN', description: 'No such unit, or not one of yours.' }],
});

export const updateTicketRoute = defineRoute({
  operationId: 'updateTicket',
  method: 'PATCH',
  path: `${path}/{ticketId}`,
  summary: 'Work on a ticket',
  description: [
    'Its reporter may comment and reopen it; all else needs `tickets:update`, to close `tickets:close`, to assign it',
    `to somebody else \`tickets:assign\`. ${OWN}`,
  ].join(' '),
  tag: TAG,
  permission: 'tickets:read_own',
  params: ticket,
  ifMatch: 'required',
  body: z
    .object({
      status: z.enum(TICKET_STATUSES).optional(),
      assignedTo: pathId.optional(),
      priority: ticketPrioritySchema.optional(),
      comment: z.string().trim().min(1).max(2000).optional(),
    })
    .refine((change) => Object.values(change).some((value) => value !== undefined), 'must change something'),
  examples: { body: { status: 'in_progress', comment: 'A new washer is needed.' } },
  response: { status: 200, description: 'The ticket as it is now.', schema: ticketView },
  errors: [
    { status: 400, code: 'ASSIGNEE_UNKNOWN', description: 'Nobody of that id is a member in force.' },
    { status: 403, code: 'TICKET_CHANGE_FORBIDDEN', description: 'A permission for this change is missing.' },
    { status: 409, code: 'TICKET_TRANSITION_REFUSED', description: 'Not from its present status.' },
    { status: 412, code: 'TICKET_CHANGED_MEANWHILE', description: 'Somebody changed it after you saw it.' },
  ],
});

export const ticketRoutes: readonly RouteContract[] = [
  listTicketsRoute,
  getTicketRoute,
  openTicketRoute,
  updateTicketRoute,
];

/** `words`: with what the person said. Otherwise only how the building runs. */
export function viewTicket(ticket: Ticket, words: boolean): z.infer<typeof ticketView> {
  const { ticketId: id, reference, userId, status, priority, category, area, openedAt, dueAt } = ticket;
  const { unitId, place, description, escalatedAt, assignedTo, resolvedAt, finishedAt, missionId, conversationId } =
    ticket;
  return {
    id,
    reference,
    userId,
    status,
    priority,
    category,
    area,
    openedAt,
    dueAt,
    ...(words && { description }),
    ...(words && place !== undefined && { place }),
    ...(unitId !== undefined && { unitId }),
    ...(escalatedAt !== undefined && { escalatedAt }),
    ...(assignedTo !== undefined && { assignedTo }),
    ...(resolvedAt !== undefined && { resolvedAt }),
    ...(finishedAt !== undefined && { finishedAt }),
    ...(missionId !== undefined && { missionId }),
    ...(conversationId !== undefined && { conversationId }),
  };
}
