import { retryConflicts } from '@bos/table/retry-conflicts';
import type { Table } from '@bos/table/table';
import { replace } from '@bos/table/write';
import { isUnfinished, type Task, taskEntity } from './task.ts';

export interface EscalateTaskCommand {
  readonly buildingId: string;
  readonly taskId: string;
  readonly at: Date;
}

/** `settled`: over, or there is none. `early`: its time is still to come. `escalated`: overdue, now or before. */
export type TaskDueOutcome =
  | { readonly kind: 'settled' }
  | { readonly kind: 'early'; readonly task: Task }
  | { readonly kind: 'escalated'; readonly task: Task };

/**
 * Marks a task that is not done at its due time, once for each due time. The table decides, not whoever asks: asked too
 * early, too late or twice it does what is right then.
 */
export async function escalateTask(
  { table }: { readonly table: Table },
  { buildingId, taskId, at }: EscalateTaskCommand,
): Promise<TaskDueOutcome> {
  return retryConflicts(async (): Promise<TaskDueOutcome> => {
    const task = await table.get(taskEntity, { buildingId, taskId });
    if (task === undefined || !isUnfinished(task)) return { kind: 'settled' };
    if (at.getTime() < Date.parse(task.dueAt)) return { kind: 'early', task };
    if (task.escalatedAt !== undefined) return { kind: 'escalated', task };
    const escalated: Task = { ...task, escalatedAt: at.toISOString() };
    await table.write([replace(taskEntity, task, escalated)]);
    return { kind: 'escalated', task: escalated };
  });
}
