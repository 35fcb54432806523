import { listOf, listQuery } from '@bos/http/list';
import { pathId } from '@bos/http/path-id';
import { defineRoute, type RouteContract } from '@bos/http/route';
import * as z from 'zod';
import { departmentSchema, TASK_STATUSES, type Task, taskKindSchema, taskPrioritySchema } from './task.ts';
import { TASK_MOVES } from './task-rights.ts';

const TAG = 'Tasks';
const path = '/v1/buildings/{buildingId}/tasks';
const building = z.object({ buildingId: z.string() });
const task = building.extend({ taskId: pathId });

export const taskView = z
  .object({
    id: z.string(),
    kind: taskKindSchema,
    department: departmentSchema,
    status: z.enum(TASK_STATUSES),
    priority: taskPrioritySchema,
    unitId: z.string().optional(),
    reservationId: z.string().optional().describe('The stay after which it is to be done.'),
    ticketId: z.string().optional().describe('The ticket that says what is to be done.'),
    readyAt: z.string().describe('From when it can be done, such as the departure of who is still there.'),
    dueAt: z.string().describe('By when it is to be done.'),
    escalatedAt: z.string().optional().describe('Since when it is overdue and staff have been told.'),
    openedBy: z.string(),
    assignedTo: z.string().optional().describe('Who has claimed it.'),
    startedAt: z.string().optional(),
    finishedAt: z.string().optional(),
  })
  .meta({ id: 'Task' });

export const listTasksRoute = defineRoute({
  operationId: 'listTasks',
  method: 'GET',
  path,
  summary: 'Tasks',
  description: 'Of a department, or of who has claimed them; your own when neither is named.',
  tag: TAG,
  permission: 'tasks:read',
  params: building,
  query: listQuery.extend({
    department: departmentSchema.optional(),
    assignedTo: pathId.optional().describe('Not together with a department.'),
    status: z.enum(['open', 'closed']).default('open').describe('Open: the first due at the head.'),
  }),
  response: { status: 200, description: 'Tasks.', schema: listOf(taskView) },
  errors: [{ status: 400, code: 'INVALID_INPUT', description: 'A department and a person were named.' }],
});

export const getTaskRoute = defineRoute({
  operationId: 'getTask',
  method: 'GET',
  path: `${path}/{taskId}`,
  summary: 'One task',
  tag: TAG,
  permission: 'tasks:read',
  params: task,
  response: { status: 200, description: 'The task; its version as ETag.', schema: taskView },
});

export const openTaskRoute = defineRoute({
  operationId: 'openTask',
  method: 'POST',
  path,
  summary: 'Give a department a task',
  description: 'The cleaning after a stay opens by itself.',
  tag: TAG,
  permission: 'tasks:manage',
  params: building,
  body: z.object({
    kind: taskKindSchema,
    department: departmentSchema,
    priority: taskPrioritySchema.default('normal'),
    unitId: pathId.optional(),
    ticketId: pathId.optional().describe('That says what is to be done, where kind and unit do not.'),
    dueAt: z.iso.datetime(),
  }),
  idempotencyKey: 'optional',
  examples: {
    body: {
      kind: 'inspection',
      department: 'maintenance',
      unitId: '0704',
      dueAt: '2026-11-22T18:00:00.000Z',
    },
  },
  response: { status: 201, description: 'Opened. With a repeated Idempotency-Key: the first.', schema: taskView },
  errors: [
    { status: 400, code: 'UNIT_UNKNOWN', description: 'The building has no such unit.' },
    { status: 400, code: 'TICKET_UNKNOWN', description: 'The building has no such ticket.' },
  ],
});

export const moveTaskRoute = defineRoute({
  operationId: 'moveTask',
  method: 'PATCH',
  path: `${path}/{taskId}`,
  summary: 'Claim, put back, begin, complete or cancel a task',
  description: [
    'A department’s own people claim its tasks; of two at once one has it. Who has it begins and completes it, or puts it',
    'back before it is begun. To cancel, and to put back what somebody else has, needs `tasks:manage`.',
  ].join(' '),
  tag: TAG,
  permission: 'tasks:work',
  params: task,
  ifMatch: 'optional',
  body: z.object({ move: z.enum(TASK_MOVES) }),
  examples: { body: { move: 'claim' } },
  response: { status: 200, description: 'The task as it is now.', schema: taskView },
  errors: [
    { status: 403, code: 'TASK_NOT_ALLOWED', description: 'The work of another department, or not yours to cancel.' },
    { status: 409, code: 'TASK_TAKEN', description: 'Somebody else has it.' },
    { status: 409, code: 'TASK_TRANSITION_REFUSED', description: 'Not from its present status.' },
    { status: 412, code: 'TASK_CHANGED_MEANWHILE', description: 'Somebody changed it after you saw it.' },
  ],
});

export const taskRoutes: readonly RouteContract[] = [listTasksRoute, getTaskRoute, openTaskRoute, moveTaskRoute];

export function viewTask(stored: Task): z.infer<typeof taskView> {
  const { taskId: id, kind, department, status, priority, readyAt, dueAt, openedBy } = stored;
  const { unitId, reservationId, ticketId, escalatedAt } = stored;
  return {
    id,
    kind,
    department,
    status,
    priority,
    readyAt,
    dueAt,
    openedBy,
    ...(unitId !== undefined && { unitId }),
    ...(reservationId !== undefined && { reservationId }),
    ...(ticketId !== undefined && { ticketId }),
    ...(escalatedAt !== undefined && { escalatedAt }),
    ...('assignedTo' in stored && stored.assignedTo !== undefined && { assignedTo: stored.assignedTo }),
    ...('startedAt' in stored && { startedAt: stored.startedAt }),
    ...('finishedAt' in stored && { finishedAt: stored.finishedAt }),
  };
}
