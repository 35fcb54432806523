import { implement } from '@bos/http/bind';
import { invalid, notFound } from '@bos/kernel/errors';
import { deterministicId } from '@bos/kernel/ids';
import { moveTask } from '@bos/operations/tasks/change-task';
import { openTask } from '@bos/operations/tasks/open-task';
import type { Task } from '@bos/operations/tasks/task';
import {
  getTaskRoute,
  listTasksRoute,
  moveTaskRoute,
  openTaskRoute,
  taskRoutes,
  viewTask,
} from '@bos/operations/tasks/task-routes';
import { createTaskStore } from '@bos/operations/tasks/task-store';
import type { Stored } from '@bos/table/entity';
import type { Ports } from '../ports/ports.ts';
import { type ApiOptions, type ApiPorts, apiHandler } from './api-handler.ts';
import { mapPage, pageOf } from './pages.ts';

export const routes = taskRoutes;

/** An id that is known before the time is: the same caller's key gives the same task, whenever it is sent again. */
const TIMELESS = new Date(0);

const answer = (task: Stored<Task>) => ({ body: viewTask(task), etag: task.version });

export function build(ports: ApiPorts & Pick<Ports, 'ids'>, options?: ApiOptions) {
  const { table, clock, ids } = ports;
  const tasks = createTaskStore(table);

  const list = implement(listTasksRoute, async ({ params: { buildingId }, query, principal }) => {
    const { department, assignedTo, status } = query;
    if (department !== undefined && assignedTo !== undefined) {
      throw invalid('INVALID_INPUT', 'Invalid list.', [{ field: 'assignedTo', rule: 'not together with department' }]);
    }
    const page =
      department === undefined
        ? await tasks.listOfAssignee(buildingId, assignedTo ?? principal.userId, status, pageOf(query))
        : await tasks.listOfDepartment(buildingId, department, status, pageOf(query));
    return { body: mapPage(page, viewTask) };
  });

  const get = implement(getTaskRoute, async ({ params: { buildingId, taskId } }) => {
    const task = await tasks.get(buildingId, taskId);
    if (task === undefined) throw notFound('task', taskId);
    return answer(task);
  });

  const open = implement(openTaskRoute, async ({ params: { buildingId }, body, idempotencyKey, principal }) => {
    const { kind, department, priority, unitId, ticketId, dueAt } = body;
    const task = await openTask(ports, {
      buildingId,
      taskId:
        idempotencyKey === undefined
          ? ids.next()
          : deterministicId(TIMELESS, 'task', buildingId, principal.userId, idempotencyKey),
      actor: principal,
      kind,
      department,
      priority,
      ...(unitId !== undefined && { unitId }),
      ...(ticketId !== undefined && { ticketId }),
      dueAt: new Date(dueAt),
      at: clock.now(),
    });
    return { ...answer(task), location: `/v1/buildings/${buildingId}/tasks/${task.taskId}` };
  });

  const move = implement(moveTaskRoute, async ({ params, body, ifMatch, principal }) => {
    const { buildingId, taskId } = params;
    const task = await moveTask(ports, {
      buildingId,
      taskId,
      actor: principal,
      move: body.move,
      at: clock.now(),
      ...(ifMatch !== undefined && { expectedVersion: ifMatch }),
    });
    return answer(task);
  });

  return apiHandler(ports, [list, get, open, move], options);
}
