import { unitEntity } from '@bos/buildings/units/unit';
import { invalid } from '@bos/kernel/errors';
import type { Stored } from '@bos/table/entity';
import type { Table } from '@bos/table/table';
import { create, WriteConflictError } from '@bos/table/write';
import { ticketEntity } from '../tickets/ticket-entity.ts';
import { type Task, type TaskInStatus, taskEntity } from './task.ts';
import { assertMayPlan, type TaskActor } from './task-rights.ts';

export interface OpenTaskCommand
  extends Pick<
    TaskInStatus<'open'>,
    'buildingId' | 'taskId' | 'kind' | 'department' | 'priority' | 'unitId' | 'ticketId'
  > {
  readonly actor: TaskActor;
  readonly dueAt: Date;
  readonly at: Date;
}

/** Writes a new task; an id that was used before gives the task as it stands. */
export async function createTask(table: Table, task: TaskInStatus<'open'>, at: Date): Promise<Stored<Task>> {
  const { buildingId, taskId } = task;
  try {
    await table.write([create(taskEntity, task)]);
  } catch (error) {
    const existing = await table.get(taskEntity, { buildingId, taskId });
    if (!(error instanceof WriteConflictError) || existing === undefined) throw error;
    return existing;
  }
  const time = at.toISOString();
  return { ...task, version: 1, createdAt: time, updatedAt: time };
}

/**
 * Somebody who plans the work gives a department a task. The same id again is the same task. Throws TASK_NOT_ALLOWED,
 * UNIT_UNKNOWN, TICKET_UNKNOWN, and INVALID_INPUT for a time that is over.
 */
export async function openTask(deps: { readonly table: Table }, command: OpenTaskCommand): Promise<Stored<Task>> {
  const { buildingId, actor, unitId, ticketId, at, dueAt, taskId, kind, department, priority } = command;
  assertMayPlan(actor);
  if (dueAt <= at) throw invalid('INVALID_INPUT', 'Invalid task.', [{ field: 'dueAt', rule: 'still to come' }]);
  if (unitId !== undefined && (await deps.table.get(unitEntity, { buildingId, unitId })) === undefined) {
    throw invalid('UNIT_UNKNOWN', `No unit ${unitId}.`, [{ field: 'unitId', rule: 'a unit of this building' }]);
  }
  if (ticketId !== undefined && (await deps.table.get(ticketEntity, { buildingId, ticketId })) === undefined) {
    throw invalid('TICKET_UNKNOWN', `No ticket ${ticketId}.`, [
      { field: 'ticketId', rule: 'a ticket of this building' },
    ]);
  }
  return createTask(
    deps.table,
    {
      status: 'open',
      buildingId,
      taskId,
      kind,
      department,
      priority,
      ...(unitId !== undefined && { unitId }),
      ...(ticketId !== undefined && { ticketId }),
      readyAt: at.toISOString(),
      dueAt: dueAt.toISOString(),
      openedBy: actor.userId,
    },
    at,
  );
}
