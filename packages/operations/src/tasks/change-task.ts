import { DomainError, notFound } from '@bos/kernel/errors';
import type { Stored } from '@bos/table/entity';
import { retryConflicts } from '@bos/table/retry-conflicts';
import type { Table } from '@bos/table/table';
import { replace } from '@bos/table/write';
import { type Task, taskEntity } from './task.ts';
import { moved } from './task-moves.ts';
import { assertMayMove, type TaskActor, type TaskMove } from './task-rights.ts';

export interface MoveTaskCommand {
  readonly buildingId: string;
  readonly taskId: string;
  readonly actor: TaskActor;
  readonly move: TaskMove;
  /** The version that the actor saw; any when not given. */
  readonly expectedVersion?: number;
  readonly at: Date;
}

/**
 * Claims, puts back, begins, completes or cancels a task. Of two who claim it at once one has it, for it is written under
 * the version that was read; the same move of the same person again changes nothing. Throws TASK_NOT_FOUND, TASK_TAKEN,
 * TASK_NOT_ALLOWED, TASK_TRANSITION_REFUSED, and TASK_CHANGED_MEANWHILE when it is not at the expected version.
 */
export async function moveTask(
  deps: { readonly table: Table },
  { buildingId, taskId, actor, move, expectedVersion, at }: MoveTaskCommand,
): Promise<Stored<Task>> {
  return retryConflicts(async () => {
    const task = await deps.table.get(taskEntity, { buildingId, taskId });
    if (task === undefined) throw notFound('task', taskId);
    assertMayMove(actor, task, move);
    if (expectedVersion !== undefined && expectedVersion !== task.version) {
      const text = `Task ${taskId} is at version ${task.version}.`;
      throw new DomainError('precondition_failed', 'TASK_CHANGED_MEANWHILE', text);
    }
    const after = moved(task, move, actor.userId, at);
    if (after === undefined) return task;
    await deps.table.write([replace(taskEntity, task, after)]);
    return { ...after, version: task.version + 1, createdAt: task.createdAt, updatedAt: at.toISOString() };
  });
}
