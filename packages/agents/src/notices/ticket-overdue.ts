import { localTime } from '@bos/kernel/time-zone';
import type { Ticket } from '@bos/operations/tickets/ticket';
import type { Table } from '@bos/table/table';
import { phraseBook } from '../wording/phrase-book.ts';
import { CATEGORY_NAMES } from '../wording/ticket-words.ts';
import { tellStaff } from './tell-staff.ts';

const phrase = phraseBook({
  title: {
    pt: 'Chamado atrasado: {reference}',
    en: 'Ticket overdue: {reference}',
    es: 'Reclamo atrasado: {reference}',
  },
  body: {
    pt: 'O chamado {reference} ({category}{unit}) devia estar resolvido até {due} e continua aberto.',
    en: 'Ticket {reference} ({category}{unit}) was to be resolved by {due} and is still open.',
    es: 'El reclamo {reference} ({category}{unit}) debía estar resuelto para el {due} y sigue abierto.',
  },
});

/** Tells managers and maintenance that a ticket is overdue, each once for one due time, however often it is called. */
export async function tellOfOverdueTicket(table: Table, ticket: Ticket, at: Date): Promise<void> {
  const { buildingId, ticketId, reference, category, unitId, userId, priority, missionId, conversationId } = ticket;
  const dueAt = new Date(ticket.dueAt);
  await tellStaff(
    table,
    { buildingId, roles: ['manager', 'maintenance'], at },
    {
      name: ['ticket-overdue', ticketId],
      urgency: priority === 'emergency' ? 'emergency' : 'urgent',
      happenedAt: dueAt,
      text(language, timeZone) {
        const { date, time } = localTime(dueAt, timeZone);
        const parts = {
          reference,
          category: CATEGORY_NAMES[category][language],
          unit: unitId === undefined ? '' : `, ${unitId}`,
          due: `${date} ${time}`,
        };
        return { title: phrase('title', language, parts), body: phrase('body', language, parts) };
      },
      aboutUserId: userId,
      links: { ticketId, missionId, conversationId },
    },
  );
}
