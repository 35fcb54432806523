import { createUnitStore, type UnitStore } from '@bos/buildings/units/unit-store';
import { decide, ownOnly } from '@bos/governance/policy';
import { implement } from '@bos/http/bind';
import type { Principal } from '@bos/http/principal';
import { invalid, notFound } from '@bos/kernel/errors';
import { deterministicId } from '@bos/kernel/ids';
import { openTicket } from '@bos/operations/tickets/open-ticket';
import { priorityOf } from '@bos/operations/tickets/service-levels';
import type { Ticket } from '@bos/operations/tickets/ticket';
import {
  getTicketRoute,
  listTicketsRoute,
  openTicketRoute,
  ticketRoutes,
  updateTicketRoute,
  viewTicket,
} from '@bos/operations/tickets/ticket-routes';
import { createTicketStore } from '@bos/operations/tickets/ticket-store';
import { updateTicket } from '@bos/operations/tickets/update-ticket';
import { isInForce } from '@bos/people/memberships/membership';
import { createMembershipStore } from '@bos/people/memberships/membership-store';
import type { Ports } from '../ports/ports.ts';
import { type ApiOptions, type ApiPorts, apiHandler } from './api-handler.ts';
import { mapPage, openThenClosed, pageOf } from './pages.ts';

export const routes = ticketRoutes;

/** An id that is known before the time is: the same caller's key gives the same ticket, whenever it is sent again. */
const TIMELESS = new Date(0);

/** Viewers see how tickets run, not what people wrote. */
function seesWords({ userId, roles }: Principal, ticket: Ticket): boolean {
  return ticket.userId === userId || decide(roles, 'tickets:update').allowed;
}

/** The unit that a ticket may name, by default the reporter's only one. Throws UNIT_UNKNOWN. */
async function unitOf(units: UnitStore, buildingId: string, named: string | undefined, principal: Principal) {
  const { roles, unitIds } = principal;
  if (named === undefined) return unitIds.length === 1 ? unitIds[0] : undefined;
  const theirs = unitIds.includes(named) || decide(roles, 'tickets:read').allowed;
  if (theirs && (await units.get(buildingId, named))) return named;
  throw invalid('UNIT_UNKNOWN', `${named} is not one of your units.`);
}

export function build(ports: ApiPorts & Pick<Ports, 'ids'>, options?: ApiOptions) {
  const { table, clock, ids } = ports;
  const tickets = createTicketStore(table);
  const units = createUnitStore(table);
  const memberships = createMembershipStore(table);
  const readState = { open: tickets.listOpen, closed: tickets.listClosed };

  async function visible(buildingId: string, ticketId: string, { userId, roles }: Principal) {
    const ticket = await tickets.get(buildingId, ticketId);
    const hidden = ticket && ownOnly(roles, 'tickets:read') && ticket.userId !== userId;
    if (!ticket || hidden) throw notFound('ticket', ticketId);
    return ticket;
  }

  const list = implement(listTicketsRoute, async ({ params: { buildingId }, query, principal }) => {
    const page = ownOnly(principal.roles, 'tickets:read')
      ? await tickets.listOfUser(buildingId, principal.userId, pageOf(query))
      : query.status
        ? await readState[query.status](buildingId, pageOf(query))
        : await openThenClosed((state, part) => readState[state](buildingId, part), query);
    return { body: mapPage(page, (ticket) => viewTicket(ticket, seesWords(principal, ticket))) };
  });

  const get = implement(getTicketRoute, async ({ params: { buildingId, ticketId }, principal }) => {
    const ticket = await visible(buildingId, ticketId, principal);
    return { body: viewTicket(ticket, seesWords(principal, ticket)), etag: ticket.version };
  });

  const open = implement(openTicketRoute, async ({ params: { buildingId }, body, idempotencyKey, principal }) => {
    const { userId } = principal;
    const { category, area, description, place } = body;
    const unitId = area === 'unit' ? await unitOf(units, buildingId, body.unitId, principal) : undefined;
    const { ticketId } = await openTicket(ports, {
      buildingId,
      ticketId:
        idempotencyKey === undefined
          ? ids.next()
          : deterministicId(TIMELESS, 'ticket', buildingId, userId, idempotencyKey),
      userId,
      category,
      area,
      description,
      priority: priorityOf(category, description),
      openedAt: clock.now(),
      ...(place !== undefined && { place }),
      ...(unitId !== undefined && { unitId }),
    });
    const ticket = await visible(buildingId, ticketId, principal);
    return {
      body: viewTicket(ticket, true),
      etag: ticket.version,
      location: `/v1/buildings/${buildingId}/tickets/${ticketId}`,
    };
  });

  const update = implement(updateTicketRoute, async ({ params, body, ifMatch, principal, requestId }) => {
    const { buildingId, ticketId } = params;
    await visible(buildingId, ticketId, principal);
    const { status, assignedTo, priority, comment } = body;
    if (assignedTo !== undefined) {
      const assignee = await memberships.get(buildingId, assignedTo);
      if (!assignee || !isInForce(assignee, clock.now()))
        throw invalid('ASSIGNEE_UNKNOWN', `${assignedTo} is no member in force.`);
    }
    const ticket = await updateTicket(ports, {
      buildingId,
      ticketId,
      eventId: ids.next(),
      actor: principal,
      requestId,
      at: clock.now(),
      change: {
        ...(status !== undefined && { status }),
        ...(assignedTo !== undefined && { assignedTo }),
        ...(priority !== undefined && { priority }),
        ...(comment !== undefined && { comment }),
      },
      ...(ifMatch !== undefined && { expectedVersion: ifMatch }),
    });
    return { body: viewTicket(ticket, seesWords(principal, ticket)), etag: ticket.version };
  });

  return apiHandler(ports, [list, get, open, update], options);
}
