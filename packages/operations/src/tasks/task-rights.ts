import { decide } from '@bos/governance/policy';
import { DomainError } from '@bos/kernel/errors';
import type { Department, Task } from './task.ts';

export interface TaskActor {
  readonly userId: string;
  /** From the membership. */
  readonly roles: readonly string[];
}

export const TASK_MOVES = ['claim', 'release', 'start', 'complete', 'cancel'] as const;
export type TaskMove = (typeof TASK_MOVES)[number];

/** Whose work a role does; who plans tasks may do all of it. */
const DEPARTMENT_OF: Readonly<Record<string, Department>> = {
  housekeeping: 'housekeeping',
  maintenance: 'maintenance',
  front_desk: 'front_desk',
  concierge: 'front_desk',
};

function forbidden(text: string): DomainError {
  return new DomainError('forbidden', 'TASK_NOT_ALLOWED', text);
}

/** Throws TASK_NOT_ALLOWED. */
export function assertMayPlan({ userId, roles }: TaskActor): void {
  if (!decide(roles, 'tasks:manage').allowed) throw forbidden(`${userId} plans no tasks.`);
}

/**
 * Who plans tasks may end and put back anybody's; what is begun and completed is done by who has it. Throws
 * TASK_NOT_ALLOWED for the work of another department, and TASK_TAKEN for what somebody else has.
 */
export function assertMayMove(actor: TaskActor, task: Task, move: TaskMove): void {
  const { userId, roles } = actor;
  if (move === 'cancel') {
    assertMayPlan(actor);
    return;
  }
  const plans = decide(roles, 'tasks:manage').allowed;
  if (!plans) {
    const works = decide(roles, 'tasks:work').allowed && roles.some((role) => DEPARTMENT_OF[role] === task.department);
    if (!works) throw forbidden(`${userId} does not work for ${task.department}.`);
  }
  const holder = 'assignedTo' in task ? task.assignedTo : undefined;
  if (holder === undefined || holder === userId || (plans && move === 'release')) return;
  throw new DomainError('conflict', 'TASK_TAKEN', `Task ${task.taskId} is somebody else’s.`);
}
