import type { Walk } from './walk.ts';

/** The document itself, of which the beginning is enough; and what was done in the building. */
export async function documentSystem({ document, prepare }: Walk): Promise<void> {
  await document('getOpenApi', {}, ({ openapi, info }) => ({ openapi, info }));
  const { id, version } = await prepare('openTicket', { as: 'maria' });
  const body = { status: 'in_progress', assignedTo: 'bruno' };
  await prepare('updateTicket', { params: { ticketId: id }, version, body });
  await prepare('changeStayRules');
  await document('listAudit', { query: { month: '2026-11', limit: '2' } });
}
