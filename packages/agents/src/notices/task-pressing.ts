import type { Role } from '@bos/kernel/role';
import { localTime } from '@bos/kernel/time-zone';
import type { Department, Task } from '@bos/operations/tasks/task';
import type { Table } from '@bos/table/table';
import { phraseBook } from '../wording/phrase-book.ts';
import { tellStaff } from './tell-staff.ts';

const ROLES: Readonly<Record<Department, readonly Role[]>> = {
  housekeeping: ['housekeeping', 'manager'],
  maintenance: ['maintenance', 'manager'],
  front_desk: ['front_desk', 'concierge', 'manager'],
};

const kindName = phraseBook<Task['kind']>({
  cleaning: { pt: 'limpeza', en: 'cleaning', es: 'limpieza' },
  inspection: { pt: 'vistoria', en: 'inspection', es: 'inspección' },
  repair: { pt: 'reparo', en: 'repair', es: 'reparación' },
  delivery: { pt: 'entrega', en: 'delivery', es: 'entrega' },
});

const phrase = phraseBook({
  overdue: { pt: 'Tarefa atrasada', en: 'Task overdue', es: 'Tarea atrasada' },
  urgent: { pt: 'Tarefa urgente', en: 'Urgent task', es: 'Tarea urgente' },
  body: { pt: '{what}: para {due}.', en: '{what}: due {due}.', es: '{what}: para el {due}.' },
});

/**
 * Tells a department, and who manages it, that a task is overdue or urgent: each once for one due time, however often it
 * is called.
 */
export async function tellOfPressingTask(table: Table, task: Task, why: 'overdue' | 'urgent', at: Date): Promise<void> {
  const { buildingId, taskId, kind, unitId, department, priority } = task;
  const dueAt = new Date(task.dueAt);
  await tellStaff(
    table,
    { buildingId, roles: ROLES[department], at },
    {
      name: ['task', why, taskId],
      urgency: why === 'urgent' || priority === 'urgent' ? 'urgent' : 'normal',
      happenedAt: dueAt,
      text(language, timeZone) {
        const { date, time } = localTime(dueAt, timeZone);
        const name = kindName(kind, language);
        const what = unitId === undefined ? name : `${name}, ${unitId}`;
        return { title: phrase(why, language), body: phrase('body', language, { what, due: `${date} ${time}` }) };
      },
    },
  );
}
