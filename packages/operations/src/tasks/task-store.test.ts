import { create, replace } from '@bos/table/write';
import { writeChunks } from '@bos/table/write-chunks';
import { describeOnEachTable } from '@bos/testing/each-table';
import { expect, test } from 'vitest';
import { type Task, type TaskInStatus, taskEntity } from './task.ts';
import { createTaskStore } from './task-store.ts';

let buildings = 0;
const minute = (n: number) => new Date(Date.UTC(2026, 10, 22, 10, n));
/** In a building of its own, so that one table serves the whole suite. */
const taskOf = (over: Partial<TaskInStatus<'open'>> = {}): TaskInStatus<'open'> => ({
  buildingId: `tasks-${buildings++}`,
  taskId: 't1',
  kind: 'cleaning',
  department: 'housekeeping',
  priority: 'normal',
  status: 'open',
  unitId: '0704',
  readyAt: minute(0).toISOString(),
  dueAt: minute(30).toISOString(),
  openedBy: 'rafael',
  ...over,
});
const due = (n: number) => ({ taskId: `t${n}`, dueAt: minute(n).toISOString() });
const claimed = (task: TaskInStatus<'open'>, assignedTo: string): Task => ({
  ...task,
  status: 'claimed',
  assignedTo,
  claimedAt: minute(0).toISOString(),
});
const over = (task: TaskInStatus<'open'>, assignedTo?: string): Task => ({
  ...task,
  status: 'cancelled',
  finishedAt: '2999-01-01T00:00:00.000Z',
  cancelledBy: 'ana',
  ...(assignedTo !== undefined && { assignedTo }),
});
const ids = (tasks: readonly Task[]) => tasks.map(({ taskId }) => taskId);
const createAll = (tasks: readonly Task[]) => tasks.map((one) => create(taskEntity, one));

describeOnEachTable('the store of tasks', (open) => {
  test('gives back what was created, creates it once, and knows no other', async () => {
    const { table, clock } = open();
    const store = createTaskStore(table);
    const task = taskOf({ ticketId: 't9' });
    const { buildingId } = task;
    await table.write(createAll([task]));
    const at = clock.now().toISOString();
    expect(await store.get(buildingId, 't1')).toEqual({ ...task, version: 1, createdAt: at, updatedAt: at });
    expect(await store.get(buildingId, 't')).toBeUndefined();
    expect(await store.get(`${buildingId}1`, 't1')).toBeUndefined();
    await expect(table.write(createAll([task]))).rejects.toMatchObject({ code: 'WRITE_CONFLICT' });
  });

  test('lists a department’s unfinished ones, the first due at the head, and those that are over, the latest due first', async () => {
    const { table } = open();
    const store = createTaskStore(table);
    const { buildingId } = taskOf();
    const one = (n: number, more: Partial<TaskInStatus<'open'>> = {}) => taskOf({ buildingId, ...due(n), ...more });
    await table.write(
      createAll([
        claimed(one(3), 'rosa'),
        one(1),
        one(2),
        over(one(5)),
        over(one(4)),
        one(0, { department: 'maintenance' }),
        taskOf({ buildingId: `${buildingId}1`, ...due(6) }),
      ]),
    );
    const page = await store.listOfDepartment(buildingId, 'housekeeping', 'open', { limit: 2 });
    expect(ids(page.items)).toEqual(['t1', 't2']);
    const rest = { limit: 2, cursor: page.next ?? '' };
    expect(ids((await store.listOfDepartment(buildingId, 'housekeeping', 'open', rest)).items)).toEqual(['t3']);
    expect(ids((await store.listOfDepartment(buildingId, 'housekeeping', 'closed')).items)).toEqual(['t5', 't4']);
    expect(ids((await store.listOfDepartment(buildingId, 'maintenance', 'open')).items)).toEqual(['t0']);
  });

  test('lists what somebody has claimed, and no longer what was put back', async () => {
    const { table } = open();
    const store = createTaskStore(table);
    const { buildingId } = taskOf();
    const one = (n: number) => taskOf({ buildingId, ...due(n) });
    await table.write(
      createAll([
        claimed(one(2), 'rosa'),
        claimed(one(1), 'rosa'),
        over(one(3), 'rosa'),
        claimed(one(4), 'rosa2'),
        one(0),
      ]),
    );
    expect(ids((await store.listOfAssignee(buildingId, 'rosa', 'open')).items)).toEqual(['t1', 't2']);
    expect(ids((await store.listOfAssignee(buildingId, 'rosa', 'closed')).items)).toEqual(['t3']);
    const before = await store.get(buildingId, 't1');
    if (before === undefined) throw new Error('it is not there');
    await table.write([replace(taskEntity, before, one(1))]);
    expect(ids((await store.listOfAssignee(buildingId, 'rosa', 'open')).items)).toEqual(['t2']);
  });

  test('lists the overdue that are not escalated, over pages, up to that time', async () => {
    const { table } = open();
    const store = createTaskStore(table);
    const { buildingId } = taskOf();
    const tasks = Array.from({ length: 110 }, (_, n) => taskOf({ buildingId, ...due(n) }));
    const told = taskOf({ buildingId, ...due(1), taskId: 'told', escalatedAt: minute(2).toISOString() });
    await writeChunks(table, createAll([...tasks, told]));
    expect(ids(await store.listOverdue(buildingId, 'housekeeping', minute(105)))).toEqual(ids(tasks.slice(0, 105)));
    expect(await store.listOverdue(buildingId, 'maintenance', minute(105))).toEqual([]);
  });
});
