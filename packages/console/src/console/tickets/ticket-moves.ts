import type { TicketStatus } from '@bos/operations/tickets/ticket';

/**
 * What a status may become, for the choices that are offered. The table that counts is the ticket's own, which a
 * browser cannot load; a test holds the two together.
 */
export const TICKET_MOVES: Readonly<Record<TicketStatus, readonly TicketStatus[]>> = {
  open: ['assigned', 'in_progress', 'waiting', 'resolved', 'cancelled'],
  assigned: ['open', 'in_progress', 'waiting', 'resolved', 'cancelled'],
  in_progress: ['assigned', 'waiting', 'resolved', 'cancelled'],
  waiting: ['assigned', 'in_progress', 'resolved', 'cancelled'],
  resolved: ['open', 'closed'],
  closed: [],
  cancelled: [],
};
