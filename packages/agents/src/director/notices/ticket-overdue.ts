import { deterministicId } from '@bos/kernel/ids';
import { localTime } from '@bos/kernel/time-zone';
import type { Ticket } from '@bos/operations/tickets/ticket';
import type { Table } from '@bos/table/table';
import { CATEGORY_NAMES } from '../describe-tickets.ts';
import { createSurroundings } from '../surroundings.ts';
import { deliverToInboxes, staffWith } from '../tools/staff-inbox.ts';
import { notice } from './notice-phrases.ts';

const ROLES = ['manager', 'maintenance'] as const;

/** Tells managers and maintenance that a ticket is overdue, each once for one due time, however often it is called. */
export async function noticeTicketOverdue(table: Table, ticket: Ticket, at: Date): Promise<void> {
  const { buildingId, ticketId, reference, category, unitId, dueAt, priority, missionId, conversationId } = ticket;
  const { staffLanguage, timeZone } = await createSurroundings(table).place(buildingId);
  const { date, time } = localTime(new Date(dueAt), timeZone);
  const parts = {
    reference,
    category: CATEGORY_NAMES[category][staffLanguage],
    unit: unitId === undefined ? '' : `, ${unitId}`,
    due: `${date} ${time}`,
  };
  const staff = await staffWith(table, buildingId, ROLES, at);
  await deliverToInboxes(
    table,
    staff.map((member) => ({
      buildingId,
      userId: member,
      notificationId: deterministicId(new Date(dueAt), 'ticket-overdue', ticketId, member),
      kind: 'system',
      urgency: priority === 'emergency' ? 'emergency' : 'urgent',
      title: notice('ticketOverdue', staffLanguage, parts),
      body: notice('ticketOverdueBody', staffLanguage, parts),
      aboutUserId: ticket.userId,
      ticketId,
      ...(missionId !== undefined && { missionId }),
      ...(conversationId !== undefined && { conversationId }),
    })),
  );
}
