import type { TransitionTable } from '@bos/kernel/transitions';
import { defineEntity } from '@bos/table/entity';
import * as z from 'zod';

export const TASK_STATUSES = ['open', 'claimed', 'in_progress', 'completed', 'cancelled'] as const;
export type TaskStatus = (typeof TASK_STATUSES)[number];

/** Who has claimed a task may put it back until it is begun. What is over stays so: the next is another task. */
export const TASK_TRANSITIONS: TransitionTable<TaskStatus> = {
  open: ['claimed', 'cancelled'],
  claimed: ['open', 'in_progress', 'cancelled'],
  in_progress: ['completed', 'cancelled'],
  completed: [],
  cancelled: [],
};

export const DEPARTMENTS = ['housekeeping', 'maintenance', 'front_desk'] as const;
export const departmentSchema = z.enum(DEPARTMENTS);
export type Department = z.infer<typeof departmentSchema>;

export const TASK_KINDS = ['cleaning', 'inspection', 'repair', 'delivery'] as const;
export const taskKindSchema = z.enum(TASK_KINDS);

export const taskPrioritySchema = z.enum(['normal', 'urgent']);

const common = {
  buildingId: z.string(),
  taskId: z.string(),
  kind: taskKindSchema,
  department: departmentSchema,
  priority: taskPrioritySchema,
  unitId: z.string().optional(),
  /** The stay that it is for. */
  reservationId: z.string().optional(),
  /** The ticket that says what is to be done, where kind and unit do not: words about people lie with their person. */
  ticketId: z.string().optional(),
  /** ISO 8601: from when it can be done, such as the departure of who is still there. */
  readyAt: z.string(),
  /** By when it is to be done. */
  dueAt: z.string(),
  /** When it was found open after its due time; gone when it gets another one. */
  escalatedAt: z.string().optional(),
  openedBy: z.string(),
};
const taken = { assignedTo: z.string(), claimedAt: z.string() };

export const taskSchema = z.discriminatedUnion('status', [
  z.object({ status: z.literal('open'), ...common }),
  z.object({ status: z.literal('claimed'), ...common, ...taken }),
  z.object({ status: z.literal('in_progress'), ...common, ...taken, startedAt: z.string() }),
  z.object({ status: z.literal('completed'), ...common, ...taken, startedAt: z.string(), finishedAt: z.string() }),
  z.object({
    status: z.literal('cancelled'),
    ...common,
    /** Who had it, if anybody. */
    assignedTo: z.string().optional(),
    finishedAt: z.string(),
    cancelledBy: z.string(),
  }),
]);

/** Something that a department has to do by a time. */
export type Task = z.infer<typeof taskSchema>;
export type TaskInStatus<S extends TaskStatus> = Extract<Task, { readonly status: S }>;
export type UnfinishedTask = TaskInStatus<'open' | 'claimed' | 'in_progress'>;

/** Whether somebody still has to do something about it. */
export function isUnfinished<T extends Task>(task: T): task is T & UnfinishedTask {
  return task.status === 'open' || task.status === 'claimed' || task.status === 'in_progress';
}

export const taskEntity = defineEntity<Task>({
  type: 'task',
  description: 'Something that a department has to do by a time.',
  schemaVersion: 1,
  schema: taskSchema,
  keys: {
    PK: 'BUILDING#{buildingId}',
    SK: 'TASK#{taskId}',
    GSI1PK: 'BUILDING#{buildingId}#DEPARTMENT#{department}',
    GSI1SK: '{openOrClosed}#{dueAt}#{taskId}',
    GSI2PK: 'BUILDING#{buildingId}#ASSIGNEE#{assignedTo}',
    GSI2SK: '{openOrClosed}#{dueAt}#{taskId}',
  },
  derived: (task) => ({ openOrClosed: isUnfinished(task) ? 'open' : 'closed' }),
  states: { field: 'status', moves: TASK_TRANSITIONS },
  retention: { period: 'operation', from: (task) => ('finishedAt' in task ? task.finishedAt : undefined) },
});
