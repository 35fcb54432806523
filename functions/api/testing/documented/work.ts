import type { Walk } from './walk.ts';

/** A fault from its report to the work on it. */
export async function documentTickets({ document, refuse }: Walk): Promise<void> {
  const { id: ticketId, version } = await document('openTicket', { as: 'maria' });
  await refuse('openTicket', 'UNIT_UNKNOWN', { as: 'lucia' });
  await document('listTickets', { query: { status: 'open' }, as: 'bruno' });
  await document('getTicket', { params: { ticketId }, as: 'maria' });
  await refuse('updateTicket', 'TICKET_CHANGE_FORBIDDEN', { params: { ticketId }, version, as: 'maria' });
  await document('updateTicket', { params: { ticketId }, version, as: 'bruno' });
}

/** A task that the desk gives to a department, and who claims it. */
export async function documentTasks({ document, refuse }: Walk): Promise<void> {
  const { id: taskId, version } = await document('openTask', { as: 'rafael' });
  await document('listTasks', { query: { department: 'maintenance' }, as: 'bruno' });
  await document('getTask', { params: { taskId }, as: 'bruno' });
  await document('moveTask', { params: { taskId }, version, as: 'bruno' });
  await refuse('moveTask', 'TASK_TAKEN', { params: { taskId }, as: 'ana' });
}
