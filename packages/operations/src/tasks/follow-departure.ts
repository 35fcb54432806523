import { deterministicId } from '@bos/kernel/ids';
import { retryConflicts } from '@bos/table/retry-conflicts';
import type { Table } from '@bos/table/table';
import { replace } from '@bos/table/write';
import { cleaningTimes } from './cleaning-times.ts';
import { createTask } from './open-task.ts';
import { isUnfinished, type Task, taskEntity } from './task.ts';
import { cancelled } from './task-moves.ts';

/** Who opens, moves and cancels tasks because a stay did. */
export const STAY_CLOCK = 'stay-clock';

/** An id that is known before the time is: a stay has one cleaning task, whoever looks and whenever. */
const TIMELESS = new Date(0);

export interface Departure {
  readonly buildingId: string;
  readonly reservationId: string;
  /** Absent where nobody stays, or nobody will. */
  readonly leaves?: {
    readonly unitId: string;
    /** When the guest leaves, or has left. */
    readonly at: Date;
    /** When somebody comes next to that unit, where that is within two days. */
    readonly nextArrival?: Date;
  };
  readonly at: Date;
}

export function cleaningTaskId(buildingId: string, reservationId: string): string {
  return deterministicId(TIMELESS, 'cleaning', buildingId, reservationId);
}

/** With other times, and with a due time of its own that has not been missed yet. */
function retimed(task: Task, unitId: string, readyAt: string, dueAt: string): Task {
  const after: Task = { ...task, unitId, readyAt, dueAt };
  if (dueAt !== task.dueAt) delete after.escalatedAt;
  return after;
}

/**
 * Brings the cleaning after a stay to what the stay is now: opens it, once, moves it with unit, day and the next arrival,
 * and cancels it where nobody will have stayed. What is done, and what somebody cancelled, stays so. The stay decides, not
 * whoever asks: late, twice or once more comes to the same. Undefined where there is no task.
 */
export async function followDeparture(
  { table }: { readonly table: Table },
  { buildingId, reservationId, leaves, at }: Departure,
): Promise<Task | undefined> {
  const taskId = cleaningTaskId(buildingId, reservationId);
  return retryConflicts(async () => {
    const task = await table.get(taskEntity, { buildingId, taskId });
    if (task !== undefined && !isUnfinished(task)) return task;
    if (leaves === undefined) {
      if (task === undefined) return undefined;
      const after = cancelled(task, STAY_CLOCK, at);
      await table.write([replace(taskEntity, task, after)]);
      return after;
    }
    const { unitId } = leaves;
    const times = cleaningTimes(leaves.at, leaves.nextArrival);
    const [readyAt, dueAt] = [times.readyAt.toISOString(), times.dueAt.toISOString()];
    if (task === undefined) {
      const what = { kind: 'cleaning', department: 'housekeeping', priority: 'normal' } as const;
      const ids = { buildingId, taskId, unitId, reservationId };
      return createTask(table, { status: 'open', ...ids, ...what, readyAt, dueAt, openedBy: STAY_CLOCK }, at);
    }
    if (task.unitId === unitId && task.readyAt === readyAt && task.dueAt === dueAt) return task;
    const after = retimed(task, unitId, readyAt, dueAt);
    await table.write([replace(taskEntity, task, after)]);
    return after;
  });
}
