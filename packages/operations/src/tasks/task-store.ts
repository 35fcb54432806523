import type { Stored } from '@bos/table/entity';
import { listWhile } from '@bos/table/list-while';
import type { ListOptions, Page, Table } from '@bos/table/table';
import { type Department, type Task, taskEntity } from './task.ts';

type PageRequest = Pick<ListOptions, 'limit' | 'cursor'>;
type OpenOrClosed = 'open' | 'closed';

export interface TaskStore {
  get(buildingId: string, taskId: string): Promise<Stored<Task> | undefined>;
  /** Of a department: unfinished ones, the first due at the head, or those that are over, the latest due first. */
  listOfDepartment(
    buildingId: string,
    department: Department,
    state: OpenOrClosed,
    page?: PageRequest,
  ): Promise<Page<Stored<Task>>>;
  /** The same of who has claimed them. */
  listOfAssignee(
    buildingId: string,
    assignedTo: string,
    state: OpenOrClosed,
    page?: PageRequest,
  ): Promise<Page<Stored<Task>>>;
  /** Unfinished ones of a department whose due time is before that and that are not escalated; it looks at 1,000. */
  listOverdue(buildingId: string, department: Department, before: Date): Promise<Stored<Task>[]>;
}

const PAGE = 100;
const MOST_READ = 1_000;

export function createTaskStore(table: Table): TaskStore {
  const store: TaskStore = {
    get: (buildingId, taskId) => table.get(taskEntity, { buildingId, taskId }),
    listOfDepartment: (buildingId, department, openOrClosed, page = {}) =>
      table.list(
        taskEntity,
        { buildingId, department, openOrClosed },
        { ...page, index: 'GSI1', newestFirst: openOrClosed === 'closed' },
      ),
    listOfAssignee: (buildingId, assignedTo, openOrClosed, page = {}) =>
      table.list(
        taskEntity,
        { buildingId, assignedTo, openOrClosed },
        { ...page, index: 'GSI2', newestFirst: openOrClosed === 'closed' },
      ),
    async listOverdue(buildingId, department, before) {
      const limit = before.toISOString();
      const due = await listWhile(
        (cursor) =>
          store.listOfDepartment(buildingId, department, 'open', {
            limit: PAGE,
            ...(cursor !== undefined && { cursor }),
          }),
        ({ dueAt }) => dueAt < limit,
        MOST_READ,
      );
      return due.filter(({ escalatedAt }) => escalatedAt === undefined);
    },
  };
  return store;
}
