import { unitEntity } from '@bos/buildings/units/unit';
import { DAY, HOUR, MINUTE } from '@bos/kernel/clock';
import type { Role } from '@bos/kernel/role';
import { create } from '@bos/table/write';
import { virtualClock } from '@bos/testing/clocks';
import { createMemoryTable } from '@bos/testing/memory-table';
import { describe, expect, test } from 'vitest';
import { moveTask } from './change-task.ts';
import { cleaningTimes } from './cleaning-times.ts';
import { escalateTask } from './escalate-task.ts';
import { cleaningTaskId, type Departure, followDeparture } from './follow-departure.ts';
import { type OpenTaskCommand, openTask } from './open-task.ts';
import type { TaskMove } from './task-rights.ts';
import { createTaskStore } from './task-store.ts';

const buildingId = 'b1';
const rafael = { userId: 'rafael', roles: ['front_desk'] };

async function house() {
  const clock = virtualClock();
  const { table, items } = createMemoryTable({ clock });
  await table.write([create(unitEntity, { buildingId, unitId: '0704', floor: 7 })]);
  const store = createTaskStore(table);
  const inHours = (hours: number) => new Date(clock.now().getTime() + hours * HOUR);
  return {
    table,
    items,
    clock,
    store,
    inHours,
    open: (changes: Partial<OpenTaskCommand> = {}) =>
      openTask(
        { table },
        {
          buildingId,
          taskId: 't1',
          kind: 'delivery',
          department: 'housekeeping',
          priority: 'normal',
          unitId: '0704',
          actor: rafael,
          dueAt: inHours(4),
          at: clock.now(),
          ...changes,
        },
      ),
    move: (userId: string, role: Role, move: TaskMove, expectedVersion?: number) =>
      moveTask(
        { table },
        {
          buildingId,
          taskId: 't1',
          actor: { userId, roles: [role] },
          move,
          at: clock.now(),
          ...(expectedVersion !== undefined && { expectedVersion }),
        },
      ),
    departs: (leaves: Departure['leaves'], reservationId = 'r1') =>
      followDeparture(
        { table },
        { buildingId, reservationId, ...(leaves !== undefined && { leaves }), at: clock.now() },
      ),
    cleaning: (reservationId = 'r1') => store.get(buildingId, cleaningTaskId(buildingId, reservationId)),
  };
}

describe('a task', () => {
  test('is claimed, begun and completed by one of its department', async () => {
    const { open, move, store } = await house();
    await open();
    await move('rosa', 'housekeeping', 'claim');
    await move('rosa', 'housekeeping', 'start');
    const done = await move('rosa', 'housekeeping', 'complete');
    expect(done).toMatchObject({ status: 'completed', assignedTo: 'rosa', kind: 'delivery' });
    expect(await store.get(buildingId, 't1')).toEqual(done);
  });

  test('that two claim at once has one of them, and the other is told so', async () => {
    const { open, move, store } = await house();
    await open();
    const people = Array.from({ length: 20 }, (_, n) => `p${n}`);
    const results = await Promise.allSettled(people.map((person) => move(person, 'housekeeping', 'claim')));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const result of results) if (result.status === 'rejected') expect(result.reason.code).toBe('TASK_TAKEN');
    expect(await store.get(buildingId, 't1')).toMatchObject({ version: 2, status: 'claimed' });
  });

  test('is left alone by the same move once more', async () => {
    const { open, move } = await house();
    await open();
    expect(await move('rosa', 'housekeeping', 'claim')).toMatchObject({ version: 2 });
    expect(await move('rosa', 'housekeeping', 'claim')).toMatchObject({ version: 2 });
  });

  test('is put back by who has it or who plans, and claimed by another', async () => {
    const { open, move } = await house();
    await open();
    await move('rosa', 'housekeeping', 'claim');
    await expect(move('dora', 'housekeeping', 'release')).rejects.toMatchObject({ code: 'TASK_TAKEN' });
    expect(await move('rafael', 'front_desk', 'release')).toMatchObject({ status: 'open' });
    expect(await move('dora', 'housekeeping', 'claim')).toMatchObject({ assignedTo: 'dora' });
  });

  test.each<[string, Role, TaskMove, string]>([
    ['somebody of another department', 'maintenance', 'claim', 'TASK_NOT_ALLOWED'],
    ['a resident', 'resident', 'claim', 'TASK_NOT_ALLOWED'],
    ['who does not plan', 'housekeeping', 'cancel', 'TASK_NOT_ALLOWED'],
    ['who skips the claim', 'housekeeping', 'start', 'TASK_TRANSITION_REFUSED'],
  ])('is not moved by %s', async (_title, role, move, code) => {
    const { open, move: run } = await house();
    await open();
    await expect(run('x', role, move)).rejects.toMatchObject({ code });
  });

  test('is not moved by who saw an older version, and not found where there is none', async () => {
    const { open, move } = await house();
    await expect(move('rosa', 'housekeeping', 'claim')).rejects.toMatchObject({ code: 'TASK_NOT_FOUND' });
    await open();
    await expect(move('rosa', 'housekeeping', 'claim', 7)).rejects.toMatchObject({ code: 'TASK_CHANGED_MEANWHILE' });
  });

  test('is given by who plans alone, for a unit that there is and a time to come; the same id is the same task', async () => {
    const { open, inHours } = await house();
    const rosa = { userId: 'rosa', roles: ['housekeeping'] };
    await expect(open({ actor: rosa })).rejects.toMatchObject({ code: 'TASK_NOT_ALLOWED' });
    await expect(open({ unitId: '9999' })).rejects.toMatchObject({ code: 'UNIT_UNKNOWN' });
    await expect(open({ ticketId: 't9' })).rejects.toMatchObject({ code: 'TICKET_UNKNOWN' });
    await expect(open({ dueAt: inHours(0) })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await open();
    expect(await open({ kind: 'repair' })).toMatchObject({ kind: 'delivery', version: 1 });
  });

  test('is escalated once for each due time, and not before, nor when it is done', async () => {
    const { table, open, clock, move } = await house();
    const look = () => escalateTask({ table }, { buildingId, taskId: 't1', at: clock.now() });
    expect(await look()).toEqual({ kind: 'settled' });
    await open();
    expect(await look()).toMatchObject({ kind: 'early' });
    await clock.advance(4 * HOUR);
    const escalatedAt = clock.now().toISOString();
    expect(await look()).toMatchObject({ kind: 'escalated', task: { escalatedAt } });
    await clock.advance(HOUR);
    expect(await look()).toMatchObject({ kind: 'escalated', task: { escalatedAt, version: 2 } });
    await move('ana', 'manager', 'cancel');
    expect(await look()).toEqual({ kind: 'settled' });
  });

  test('goes a year after it was done', async () => {
    const { open, move, store, clock } = await house();
    await open();
    await move('ana', 'manager', 'cancel');
    await clock.advance(360 * DAY);
    expect(await store.get(buildingId, 't1')).toBeDefined();
    await clock.advance(10 * DAY);
    expect(await store.get(buildingId, 't1')).toBeUndefined();
  });
});

describe('the cleaning after a stay', () => {
  test('is one task, due before the next guest comes, however often and by how many at once it is looked at', async () => {
    const { departs, cleaning, inHours, items } = await house();
    const leaves = { unitId: '0704', at: inHours(10), nextArrival: inHours(14) };
    await Promise.all([departs(leaves), departs(leaves), departs(leaves)]);
    const once = JSON.stringify(items());
    await departs(leaves);
    expect(JSON.stringify(items())).toBe(once);
    expect(await cleaning()).toMatchObject({
      status: 'open',
      kind: 'cleaning',
      department: 'housekeeping',
      unitId: '0704',
      reservationId: 'r1',
      readyAt: inHours(10).toISOString(),
      dueAt: new Date(inHours(14).getTime() - 30 * MINUTE).toISOString(),
    });
  });

  test('moves with the stay, also when somebody has claimed it', async () => {
    const { departs, cleaning, inHours, table, clock } = await house();
    await departs({ unitId: '0704', at: inHours(10) });
    const taskId = cleaningTaskId(buildingId, 'r1');
    const rosa = { userId: 'rosa', roles: ['housekeeping'] };
    await moveTask({ table }, { buildingId, taskId, actor: rosa, move: 'claim', at: clock.now() });
    await departs({ unitId: '0705', at: inHours(34) });
    expect(await cleaning()).toMatchObject({
      status: 'claimed',
      assignedTo: 'rosa',
      unitId: '0705',
      readyAt: inHours(34).toISOString(),
    });
  });

  test('gets a new clock with another due time', async () => {
    const { departs, cleaning, inHours, table, clock } = await house();
    await departs({ unitId: '0704', at: inHours(1), nextArrival: inHours(3) });
    await clock.advance(3 * HOUR);
    const taskId = cleaningTaskId(buildingId, 'r1');
    await escalateTask({ table }, { buildingId, taskId, at: clock.now() });
    expect(await cleaning()).toHaveProperty('escalatedAt');
    await departs({ unitId: '0704', at: inHours(20) });
    expect(await cleaning()).not.toHaveProperty('escalatedAt');
  });

  test('is cancelled where nobody will have stayed, and where none was it stays so', async () => {
    const { departs, cleaning, inHours } = await house();
    expect(await departs(undefined)).toBeUndefined();
    await departs({ unitId: '0704', at: inHours(10) });
    await departs(undefined);
    expect(await cleaning()).toMatchObject({ status: 'cancelled', cancelledBy: 'stay-clock' });
    await departs({ unitId: '0704', at: inHours(10) });
    expect(await cleaning()).toMatchObject({ status: 'cancelled', version: 2 });
  });

  test('that is done stays done', async () => {
    const { departs, cleaning, inHours, table, clock } = await house();
    await departs({ unitId: '0704', at: inHours(0) });
    const rosa = { userId: 'rosa', roles: ['housekeeping'] };
    const taskId = cleaningTaskId(buildingId, 'r1');
    for (const move of ['claim', 'start', 'complete'] as const) {
      await moveTask({ table }, { buildingId, taskId, actor: rosa, move, at: clock.now() });
    }
    await departs(undefined);
    await departs({ unitId: '0705', at: inHours(5) });
    expect(await cleaning()).toMatchObject({ status: 'completed', unitId: '0704' });
  });

  test('is due within a day where nobody comes, and at once where one leaves as the other comes', () => {
    const departure = new Date('2026-11-27T14:00:00.000Z');
    const hours = (n: number) => new Date(departure.getTime() + n * HOUR);
    expect(cleaningTimes(departure, undefined).dueAt).toEqual(hours(24));
    expect(cleaningTimes(departure, hours(40)).dueAt).toEqual(hours(24));
    expect(cleaningTimes(departure, hours(4)).dueAt).toEqual(hours(3.5));
    expect(cleaningTimes(departure, hours(-2)).dueAt).toEqual(departure);
  });
});
