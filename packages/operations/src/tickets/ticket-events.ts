import { defineEvent } from '@bos/table/domain-event';
import * as z from 'zod';
import { isOpen, TICKET_STATUSES, ticketCategorySchema, ticketPrioritySchema } from './ticket.ts';

const ticketIds = { buildingId: z.string(), ticketId: z.string() };
const statusSchema = z.enum(TICKET_STATUSES);

export const ticketOpened = /* @__PURE__ */ defineEvent({
  name: 'ticket-opened',
  version: 1,
  entity: 'ticket',
  description: 'A fault was reported.',
  when: { kind: 'created' },
  schema: () =>
    z.strictObject({
      ...ticketIds,
      reference: z.string(),
      userId: z.string(),
      unitId: z.string().optional(),
      area: z.enum(['unit', 'common']),
      category: ticketCategorySchema,
      priority: ticketPrioritySchema,
      dueAt: z.string(),
      missionId: z.string().optional(),
      conversationId: z.string().optional(),
    }),
  examples: {
    good: [
      {
        buildingId: 'demo',
        ticketId: '01M8127JV3NT13VHJQXTKB9RY0',
        reference: 'QV9XYG',
        userId: 'maria',
        unitId: '1203',
        area: 'unit',
        category: 'plumbing',
        priority: 'high',
        dueAt: '2026-11-23T12:00:00.000Z',
      },
    ],
    bad: [
      {
        buildingId: 'demo',
        ticketId: '01M8127JV3NT13VHJQXTKB9RY0',
        reference: 'QV9XYG',
        userId: 'maria',
        area: 'unit',
        category: 'plumbing',
        priority: 'high',
        dueAt: '2026-11-23T12:00:00.000Z',
        description: 'A torneira da cozinha está vazando',
      },
    ],
  },
});

const openness = (fields: Readonly<Record<string, unknown>> | undefined): boolean =>
  isOpen({ status: statusSchema.parse(fields?.status) });

export const ticketStatusChanged = /* @__PURE__ */ defineEvent({
  name: 'ticket-status-changed',
  version: 1,
  entity: 'ticket',
  description:
    'A ticket was taken up, put right, closed, reopened … `wasOpen` and `isOpen`: whether somebody has to do something.',
  when: { kind: 'changed', field: 'status' },
  schema: () =>
    z.strictObject({
      ...ticketIds,
      from: statusSchema,
      to: statusSchema,
      wasOpen: z.boolean(),
      isOpen: z.boolean(),
      assignedTo: z.string().optional(),
    }),
  derive: (before, after) => ({
    from: before?.status,
    to: after?.status,
    wasOpen: openness(before),
    isOpen: openness(after),
  }),
  examples: {
    good: [
      {
        buildingId: 'demo',
        ticketId: '01M8127JV3NT13VHJQXTKB9RY0',
        from: 'open',
        to: 'assigned',
        wasOpen: true,
        isOpen: true,
        assignedTo: 'bruno',
      },
    ],
    bad: [
      {
        buildingId: 'demo',
        ticketId: '01M8127JV3NT13VHJQXTKB9RY0',
        from: 'open',
        to: 'forgotten',
        wasOpen: true,
        isOpen: true,
      },
    ],
  },
});

export const ticketDueChanged = /* @__PURE__ */ defineEvent({
  name: 'ticket-due-changed',
  version: 1,
  entity: 'ticket',
  description: 'A ticket is to be resolved by another time: its priority changed, or it was reopened.',
  when: { kind: 'changed', field: 'dueAt' },
  schema: () => z.strictObject({ ...ticketIds, priority: ticketPrioritySchema, dueAt: z.string() }),
  examples: {
    good: [
      {
        buildingId: 'demo',
        ticketId: '01M8127JV3NT13VHJQXTKB9RY0',
        priority: 'emergency',
        dueAt: '2026-11-22T13:00:00.000Z',
      },
    ],
    bad: [{ buildingId: 'demo', ticketId: '01M8127JV3NT13VHJQXTKB9RY0', priority: 'emergency' }],
  },
});

export const ticketEscalated = /* @__PURE__ */ defineEvent({
  name: 'ticket-escalated',
  version: 1,
  entity: 'ticket',
  description: 'A ticket was found open after its due time.',
  when: { kind: 'changed', field: 'escalatedAt' },
  schema: () =>
    z.strictObject({ ...ticketIds, priority: ticketPrioritySchema, dueAt: z.string(), escalatedAt: z.string() }),
  examples: {
    good: [
      {
        buildingId: 'demo',
        ticketId: '01M8127JV3NT13VHJQXTKB9RY0',
        priority: 'high',
        dueAt: '2026-11-23T12:00:00.000Z',
        escalatedAt: '2026-11-23T12:00:01.000Z',
      },
    ],
    bad: [
      {
        buildingId: 'demo',
        ticketId: '01M8127JV3NT13VHJQXTKB9RY0',
        priority: 'high',
        dueAt: '2026-11-23T12:00:00.000Z',
        escalatedAt: true,
      },
    ],
  },
});
