import { decide } from '@bos/governance/policy';
import { isDomainError } from '@bos/kernel/errors';
import { deterministicId } from '@bos/kernel/ids';
import { ROLES } from '@bos/kernel/role';
import { defineTool, failed, type Tool } from '@bos/missions/tools/tool';
import type { Table } from '@bos/table/table';
import * as z from 'zod';
import { openTicket } from './open-ticket.ts';
import { TICKET_STATUSES, ticketCategorySchema, ticketPrioritySchema } from './ticket.ts';
import { createTicketStore } from './ticket-store.ts';
import { updateTicket } from './update-ticket.ts';

const rolesWith = (permission: string) => ROLES.filter((role) => decide([role], permission).allowed);

const openTicketTool = (table: Table): Tool =>
  defineTool({
    name: 'tickets.open',
    version: 1,
    description: 'Opens a ticket for a fault that the requester reports.',
    input: z.object({
      area: z.enum(['unit', 'common']).optional(),
      category: ticketCategorySchema,
      priority: ticketPrioritySchema,
      place: z.string().max(200).optional(),
      description: z.string().min(1).max(5000),
    }),
    output: z.object({
      ticketId: z.string(),
      reference: z.string(),
      category: ticketCategorySchema,
      priority: ticketPrioritySchema,
    }),
    risk: 'write',
    roles: rolesWith('tickets:open'),
    async execute({ area, category, priority, place, description }, context) {
      const { buildingId, missionId, stepId, requestedAt, requester, conversationId } = context;
      const [unitId, ...others] = requester.unitIds;
      const common = area === 'common' || category === 'elevator' || unitId === undefined;
      const { ticketId, reference } = await openTicket(
        { table },
        {
          buildingId,
          ticketId: deterministicId(requestedAt, 'ticket', missionId, stepId),
          userId: requester.userId,
          ...(!common && others.length === 0 && { unitId }),
          area: common ? 'common' : 'unit',
          category,
          priority,
          ...(place !== undefined && { place }),
          description,
          openedAt: requestedAt,
          missionId,
          ...(conversationId !== undefined && { conversationId }),
        },
      );
      return { kind: 'completed', output: { ticketId, reference, category, priority } };
    },
  });

/** As many as a short message can hold. */
const MOST_SHOWN = 5;
const OPEN = new Set<string>(['open', 'assigned', 'in_progress', 'waiting']);

const ticketStatusTool = (table: Table): Tool =>
  defineTool({
    name: 'tickets.status',
    version: 1,
    description: "Tells how the requester's own unresolved tickets stand.",
    input: z.object({}),
    output: z.object({
      tickets: z.array(
        z.object({
          reference: z.string(),
          category: ticketCategorySchema,
          status: z.enum(TICKET_STATUSES),
          place: z.string().optional(),
        }),
      ),
    }),
    risk: 'read',
    roles: rolesWith('tickets:read_own'),
    async execute(_input, { buildingId, requester }) {
      const { items } = await createTicketStore(table).listOfUser(buildingId, requester.userId);
      const tickets = items
        .filter(({ status }) => OPEN.has(status))
        .slice(0, MOST_SHOWN)
        .map(({ reference, category, status, place }) => ({
          reference,
          category,
          status,
          ...(place !== undefined && { place }),
        }));
      return { kind: 'completed', output: { tickets } };
    },
  });

const updateTicketTool = (table: Table): Tool =>
  defineTool({
    name: 'tickets.update',
    version: 1,
    description: 'Comments on a ticket, reopens it for its reporter, or changes its status for staff.',
    input: z
      .object({
        reference: z.string(),
        comment: z.string().min(1).max(2000).optional(),
        status: z.enum(TICKET_STATUSES).optional(),
      })
      .refine(({ comment, status }) => comment !== undefined || status !== undefined, 'a comment or a status'),
    output: z.object({ ticketId: z.string(), reference: z.string(), status: z.enum(TICKET_STATUSES) }),
    risk: 'write',
    roles: rolesWith('tickets:read_own'),
    async execute({ reference, comment, status }, context) {
      const { buildingId, missionId, stepId, requestedAt, requester } = context;
      const ticket = await createTicketStore(table).byReference(buildingId, reference);
      const seen =
        ticket !== undefined && (ticket.userId === requester.userId || decide(requester.roles, 'tickets:read').allowed);
      if (!seen) return failed('TICKET_NOT_FOUND', { reference });
      try {
        const after = await updateTicket(
          { table },
          {
            buildingId,
            ticketId: ticket.ticketId,
            eventId: deterministicId(requestedAt, 'ticket-event', missionId, stepId),
            actor: requester,
            missionId,
            change: { ...(comment !== undefined && { comment }), ...(status !== undefined && { status }) },
            at: context.now,
          },
        );
        return {
          kind: 'completed',
          output: { ticketId: after.ticketId, reference: after.reference, status: after.status },
        };
      } catch (error) {
        if (isDomainError(error, 'TICKET_CHANGE_FORBIDDEN') || isDomainError(error, 'TICKET_TRANSITION_REFUSED')) {
          return failed(error.code, { reference: ticket.reference, status: ticket.status });
        }
        throw error;
      }
    },
  });

/** The tools of the ticket room. */
export function ticketTools(table: Table): Tool[] {
  return [openTicketTool(table), ticketStatusTool(table), updateTicketTool(table)];
}
