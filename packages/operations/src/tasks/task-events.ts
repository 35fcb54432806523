import { defineEvent } from '@bos/table/domain-event';
import * as z from 'zod';
import { DEPARTMENTS, TASK_STATUSES, taskKindSchema, taskPrioritySchema } from './task.ts';

const taskIds = { buildingId: z.string(), taskId: z.string() };
const departmentSchema = z.enum(DEPARTMENTS);

const example = {
  buildingId: 'demo',
  taskId: '01M8127JV3NT13VHJQXTKB9RY0',
  department: 'housekeeping' as const,
  priority: 'normal' as const,
  dueAt: '2026-11-27T17:30:00.000Z',
};

export const taskOpened = /* @__PURE__ */ defineEvent({
  name: 'task-opened',
  version: 1,
  entity: 'task',
  description: 'A department has something to do.',
  when: { kind: 'created' },
  schema: () =>
    z.strictObject({
      ...taskIds,
      kind: taskKindSchema,
      department: departmentSchema,
      priority: taskPrioritySchema,
      unitId: z.string().optional(),
      reservationId: z.string().optional(),
      readyAt: z.string(),
      dueAt: z.string(),
    }),
  examples: {
    good: [{ ...example, kind: 'cleaning', unitId: '0704', readyAt: '2026-11-27T14:00:00.000Z' }],
    bad: [{ ...example, kind: 'cleaning', readyAt: '2026-11-27T14:00:00.000Z', said: 'The guest is ill.' }],
  },
});

export const taskStatusChanged = /* @__PURE__ */ defineEvent({
  name: 'task-status-changed',
  version: 1,
  entity: 'task',
  description: 'A task was claimed, put back, begun, completed or cancelled.',
  when: { kind: 'changed', field: 'status' },
  schema: () =>
    z.strictObject({
      ...taskIds,
      department: departmentSchema,
      from: z.enum(TASK_STATUSES),
      to: z.enum(TASK_STATUSES),
      assignedTo: z.string().optional(),
    }),
  derive: (before, after) => ({ from: before?.status, to: after?.status }),
  examples: {
    good: [
      {
        buildingId: 'demo',
        taskId: example.taskId,
        department: 'housekeeping',
        from: 'open',
        to: 'claimed',
        assignedTo: 'rosa',
      },
    ],
    bad: [{ buildingId: 'demo', taskId: example.taskId, department: 'housekeeping', from: 'open', to: 'done' }],
  },
});

export const taskDueChanged = /* @__PURE__ */ defineEvent({
  name: 'task-due-changed',
  version: 1,
  entity: 'task',
  description: 'A task is to be done by another time: the stay or the next arrival moved.',
  when: { kind: 'changed', field: 'dueAt' },
  schema: () =>
    z.strictObject({ ...taskIds, department: departmentSchema, priority: taskPrioritySchema, dueAt: z.string() }),
  examples: {
    good: [example],
    bad: [{ ...example, dueAt: true }],
  },
});

export const taskEscalated = /* @__PURE__ */ defineEvent({
  name: 'task-escalated',
  version: 1,
  entity: 'task',
  description: 'A task was found undone after its due time.',
  when: { kind: 'changed', field: 'escalatedAt' },
  schema: () =>
    z.strictObject({
      ...taskIds,
      department: departmentSchema,
      priority: taskPrioritySchema,
      dueAt: z.string(),
      escalatedAt: z.string(),
    }),
  examples: {
    good: [{ ...example, escalatedAt: '2026-11-27T17:30:01.000Z' }],
    bad: [example],
  },
});
