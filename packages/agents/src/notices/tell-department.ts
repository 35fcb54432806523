import { deterministicId } from '@bos/kernel/ids';
import type { Language } from '@bos/kernel/language';
import type { Role } from '@bos/kernel/role';
import { localTime } from '@bos/kernel/time-zone';
import type { Department, Task } from '@bos/operations/tasks/task';
import type { Table } from '@bos/table/table';
import { createSurroundings } from '../director/surroundings.ts';
import { deliverToInboxes, staffWith } from '../director/tools/staff-inbox.ts';

const ROLES: Readonly<Record<Department, readonly Role[]>> = {
  housekeeping: ['housekeeping', 'manager'],
  maintenance: ['maintenance', 'manager'],
  front_desk: ['front_desk', 'concierge', 'manager'],
};

const KINDS: Readonly<Record<Task['kind'], Readonly<Record<Language, string>>>> = {
  cleaning: { pt: 'limpeza', en: 'cleaning', es: 'limpieza' },
  inspection: { pt: 'vistoria', en: 'inspection', es: 'inspección' },
  repair: { pt: 'reparo', en: 'repair', es: 'reparación' },
  delivery: { pt: 'entrega', en: 'delivery', es: 'entrega' },
};

const TITLES: Readonly<Record<'overdue' | 'urgent', Readonly<Record<Language, string>>>> = {
  overdue: { pt: 'Tarefa atrasada', en: 'Task overdue', es: 'Tarea atrasada' },
  urgent: { pt: 'Tarefa urgente', en: 'Urgent task', es: 'Tarea urgente' },
};
const BODY: Readonly<Record<Language, (what: string, due: string) => string>> = {
  pt: (what, due) => `${what}: para ${due}.`,
  en: (what, due) => `${what}: due ${due}.`,
  es: (what, due) => `${what}: para el ${due}.`,
};

/**
 * Tells a department, and who manages it, that a task is overdue or urgent: each once for one due time, however often it
 * is called.
 */
export async function tellDepartment(table: Table, task: Task, why: 'overdue' | 'urgent', at: Date): Promise<void> {
  const { buildingId, taskId, kind, unitId, dueAt, department, priority } = task;
  const { staffLanguage, timeZone } = await createSurroundings(table).place(buildingId);
  const { date, time } = localTime(new Date(dueAt), timeZone);
  const what = unitId === undefined ? KINDS[kind][staffLanguage] : `${KINDS[kind][staffLanguage]}, ${unitId}`;
  const staff = await staffWith(table, buildingId, ROLES[department], at);
  await deliverToInboxes(
    table,
    staff.map((member) => ({
      buildingId,
      userId: member,
      notificationId: deterministicId(new Date(dueAt), 'task', why, taskId, member),
      kind: 'system',
      urgency: why === 'urgent' || priority === 'urgent' ? 'urgent' : 'normal',
      title: TITLES[why][staffLanguage],
      body: BODY[staffLanguage](what, `${date} ${time}`),
      // It speaks of work, not of people.
      aboutUserId: member,
    })),
  );
}
