import { tellOfPressingTask } from '@bos/agents/notices/task-pressing';
import { scheduleName } from '@bos/kernel/one-time-schedules';
import { escalateTask } from '@bos/operations/tasks/escalate-task';
import type { Ports } from '../../ports/ports.ts';
import { QUEUES } from '../../queue-definitions.ts';
import { type TaskIds, taskTimerMessage } from '../timer-orders.ts';

type TaskPorts = Pick<Ports, 'table' | 'clock' | 'log' | 'schedules'>;

/**
 * Looks whether a task is overdue, tells its department when it is, and sets its timer when it is not yet. An urgent one
 * that nobody has claimed is told of as it comes.
 */
export async function lookAtTask(
  { table, clock, log, schedules }: TaskPorts,
  { buildingId, taskId }: TaskIds,
): Promise<void> {
  const name = scheduleName('task-due', buildingId, taskId);
  const at = clock.now();
  const outcome = await escalateTask({ table }, { buildingId, taskId, at });
  switch (outcome.kind) {
    case 'settled':
      return schedules.cancel(name);
    case 'early': {
      const { task } = outcome;
      if (task.priority === 'urgent' && task.status === 'open') await tellOfPressingTask(table, task, 'urgent', at);
      const message = taskTimerMessage({ buildingId, taskId }, at);
      return schedules.schedule({ name, at: new Date(task.dueAt), queue: QUEUES.timers.name, message });
    }
    case 'escalated':
      // After a kill between the two this comes again: whoever has been told is not told twice.
      await tellOfPressingTask(table, outcome.task, 'overdue', at);
      log.info('task.escalated', { buildingId, item: taskId });
  }
}
