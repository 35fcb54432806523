import type { TransitionTable } from '@bos/kernel/transitions';
import * as z from 'zod';

export const TICKET_STATUSES = [
  'open',
  'assigned',
  'in_progress',
  'waiting',
  'resolved',
  'closed',
  'cancelled',
] as const;
export type TicketStatus = (typeof TICKET_STATUSES)[number];

/** A resolved ticket may be reopened by the person who reported it; a closed one stays closed. */
export const TICKET_TRANSITIONS: TransitionTable<TicketStatus> = {
  open: ['assigned', 'in_progress', 'waiting', 'resolved', 'cancelled'],
  assigned: ['open', 'in_progress', 'waiting', 'resolved', 'cancelled'],
  in_progress: ['assigned', 'waiting', 'resolved', 'cancelled'],
  waiting: ['assigned', 'in_progress', 'resolved', 'cancelled'],
  resolved: ['open', 'closed'],
  closed: [],
  cancelled: [],
};

export const TICKET_CATEGORIES = [
  'plumbing',
  'electrical',
  'elevator',
  'hvac',
  'appliance',
  'structure',
  'cleaning',
  'pest',
  'internet',
  'gas_supply',
  'lock',
  'other',
] as const;
export const ticketCategorySchema = z.enum(TICKET_CATEGORIES);
export type TicketCategory = z.infer<typeof ticketCategorySchema>;

export const TICKET_PRIORITIES = ['low', 'normal', 'high', 'emergency'] as const;
export const ticketPrioritySchema = z.enum(TICKET_PRIORITIES);
export type TicketPriority = z.infer<typeof ticketPrioritySchema>;

export const ticketSchema = z.object({
  buildingId: z.string(),
  ticketId: z.string(),
  /** What people call it: six characters, unique in the building. */
  reference: z.string(),
  /** Who reported it. */
  userId: z.string(),
  unitId: z.string().optional(),
  area: z.enum(['unit', 'common']),
  category: ticketCategorySchema,
  priority: ticketPrioritySchema,
  status: z.enum(TICKET_STATUSES),
  place: z.string().optional(),
  description: z.string(),
  openedAt: z.string(),
  /** By when it should be resolved: the SLA clock of its priority. */
  dueAt: z.string(),
  /** When it was found open after its due time; gone when it gets another one. */
  escalatedAt: z.string().optional(),
  assignedTo: z.string().optional(),
  resolvedAt: z.string().optional(),
  finishedAt: z.string().optional(),
  missionId: z.string().optional(),
  conversationId: z.string().optional(),
});

/** A fault that somebody reported, until it is put right. */
export type Ticket = z.infer<typeof ticketSchema>;

const CLOSED: ReadonlySet<TicketStatus> = new Set<TicketStatus>(['resolved', 'closed', 'cancelled']);

/** Whether somebody still has to do something about it. */
export function isOpen({ status }: Pick<Ticket, 'status'>): boolean {
  return !CLOSED.has(status);
}
