import { type Task, taskEntity } from '@bos/operations/tasks/task';
import { createTaskStore } from '@bos/operations/tasks/task-store';
import type { Ticket } from '@bos/operations/tickets/ticket';
import { ticketEntity, ticketEventEntity, ticketReferenceEntity } from '@bos/operations/tickets/ticket-entity';
import { createTicketStore } from '@bos/operations/tickets/ticket-store';
import { ofStore, type RoomPatterns } from './patterns.ts';
import { AT, BUILDING, CONVERSATION, LATER, MARIA, MISSION, NOW, TEXT, TICKET } from './places.ts';
import { idOf, typical } from './typical.ts';

const buildingId = BUILDING;
const userId = MARIA;
const ticketId = TICKET;
const reference = 'K7M2QX';

const ticket: Ticket = {
  buildingId,
  ticketId,
  reference,
  userId,
  unitId: '1203',
  area: 'unit',
  category: 'plumbing',
  priority: 'normal',
  status: 'open',
  place: 'cozinha',
  description: TEXT,
  openedAt: AT,
  dueAt: LATER,
  missionId: MISSION,
  conversationId: CONVERSATION,
};
const resolved = { status: 'resolved', resolvedAt: LATER } as const;

const task: Task = {
  status: 'claimed',
  buildingId,
  taskId: idOf(1_300),
  kind: 'cleaning',
  department: 'housekeeping',
  priority: 'normal',
  unitId: '0704',
  reservationId: idOf(900),
  readyAt: AT,
  dueAt: LATER,
  openedBy: 'stay-clock',
  assignedTo: idOf(1),
  claimedAt: AT,
};
const cancelled = { status: 'cancelled', finishedAt: LATER, cancelledBy: idOf(1) } as const;
const done = { status: 'completed', startedAt: AT, finishedAt: LATER } as const;

export const operationPatterns: RoomPatterns = {
  items: async () => [
    typical(ticketEntity, ticket, { another: (n) => ({ ticketId: idOf(700 + n) }), end: resolved }),
    typical(
      ticketEntity,
      { ...ticket, ...resolved, ticketId: idOf(750) },
      { another: (n) => ({ ticketId: idOf(750 + n) }) },
    ),
    typical(taskEntity, task, {
      another: (n) => ({ taskId: idOf(1_300 + n) }),
      end: cancelled,
    }),
    typical(taskEntity, { ...task, ...done, taskId: idOf(1_350) }, { another: (n) => ({ taskId: idOf(1_350 + n) }) }),
    typical(ticketReferenceEntity, { buildingId, reference, ticketId }),
    typical(
      ticketEventEntity,
      { buildingId, ticketId, eventId: idOf(800), at: AT, actorId: userId, action: 'commented', comment: TEXT, userId },
      { another: (n) => ({ eventId: idOf(800 + n) }) },
    ),
  ],
  reads: [
    ...ofStore('tickets', ({ table }) => createTicketStore(table), {
      get: { by: 'console, and every change', run: (store) => store.get(buildingId, ticketId) },
      byReference: {
        by: 'whoever names a ticket as people do',
        run: (store) => store.byReference(buildingId, reference),
        of: ['the ticket of a reference', 'tickets.get'],
      },
      listOpen: { by: 'console: what is to be done', run: (store) => store.listOpen(buildingId) },
      listOverdue: {
        by: 'the sweep, each minute for each building; one request for each 100',
        run: (store) => store.listOverdue(buildingId, NOW),
      },
      listClosed: { by: 'console: what is done', run: (store) => store.listClosed(buildingId) },
      listOfUser: { by: 'a resident’s own', run: (store) => store.listOfUser(buildingId, userId) },
      events: { by: 'console: what happened to a ticket', run: (store) => store.events(buildingId, ticketId) },
    }),
    ...ofStore('tasks', ({ table }) => createTaskStore(table), {
      get: { by: 'console, and every change', run: (store) => store.get(buildingId, idOf(1_300)) },
      listOfDepartment: {
        by: 'console: what a department has to do',
        run: (store) => store.listOfDepartment(buildingId, 'housekeeping', 'open'),
      },
      listOfAssignee: {
        by: 'console: one’s own',
        run: (store) => store.listOfAssignee(buildingId, idOf(1), 'open'),
      },
      listOverdue: {
        by: 'the reconciliation, each hour for each department; one request for each 100',
        run: (store) => store.listOverdue(buildingId, 'housekeeping', NOW),
      },
    }),
    {
      name: 'the ticket of a reference',
      usedBy: 'whoever names a ticket as people do',
      run: ({ table }) => table.get(ticketReferenceEntity, { buildingId, reference }),
    },
    {
      name: 'one event of a ticket',
      usedBy: 'a change whose answer was lost',
      run: ({ table }) => table.get(ticketEventEntity, { buildingId, ticketId, eventId: idOf(800) }),
    },
  ],
};
