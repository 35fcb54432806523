import { assertMove } from '@bos/kernel/transitions';
import { TASK_TRANSITIONS, type Task, type TaskStatus } from './task.ts';
import type { TaskMove } from './task-rights.ts';

const LEADS_TO: Readonly<Record<TaskMove, TaskStatus>> = {
  claim: 'claimed',
  release: 'open',
  start: 'in_progress',
  complete: 'completed',
  cancel: 'cancelled',
};

/** What every state has. */
export function baseOf(task: Task) {
  const { buildingId, taskId, kind, department, priority, unitId, reservationId, ticketId } = task;
  const { readyAt, dueAt, escalatedAt, openedBy } = task;
  return {
    buildingId,
    taskId,
    kind,
    department,
    priority,
    ...(unitId !== undefined && { unitId }),
    ...(reservationId !== undefined && { reservationId }),
    ...(ticketId !== undefined && { ticketId }),
    readyAt,
    dueAt,
    ...(escalatedAt !== undefined && { escalatedAt }),
    openedBy,
  };
}

/** The task, ended before it was done. Throws TASK_TRANSITION_REFUSED. */
export function cancelled(task: Task, cancelledBy: string, at: Date): Task {
  assertMove(TASK_TRANSITIONS, 'task', task.status, 'cancelled');
  const holder = 'assignedTo' in task ? task.assignedTo : undefined;
  return {
    ...baseOf(task),
    status: 'cancelled',
    ...(holder !== undefined && { assignedTo: holder }),
    finishedAt: at.toISOString(),
    cancelledBy,
  };
}

/** The task after a move of that person; undefined when it is so already. Throws TASK_TRANSITION_REFUSED. */
export function moved(task: Task, move: TaskMove, userId: string, at: Date): Task | undefined {
  if (task.status === LEADS_TO[move]) return undefined;
  const time = at.toISOString();
  assertMove(TASK_TRANSITIONS, 'task', task.status, LEADS_TO[move]);
  if (move === 'cancel') return cancelled(task, userId, at);
  switch (task.status) {
    case 'open':
      return { ...baseOf(task), status: 'claimed', assignedTo: userId, claimedAt: time };
    case 'claimed': {
      const { assignedTo, claimedAt } = task;
      return move === 'release'
        ? { ...baseOf(task), status: 'open' }
        : { ...baseOf(task), status: 'in_progress', assignedTo, claimedAt, startedAt: time };
    }
    case 'in_progress': {
      const { assignedTo, claimedAt, startedAt } = task;
      return { ...baseOf(task), status: 'completed', assignedTo, claimedAt, startedAt, finishedAt: time };
    }
    case 'completed':
    case 'cancelled':
      throw new RangeError(`${task.status} has no moves`);
  }
}
