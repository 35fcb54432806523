import type { Language } from '@bos/kernel/language';
import { isOpen } from '@bos/operations/tickets/ticket';
import { createTicketStore } from '@bos/operations/tickets/ticket-store';
import type { Table } from '@bos/table/table';
import { describeTickets } from './describe-tickets.ts';
import { tell } from './reply/phrases.ts';

const MAX_TICKETS = 5;

/** How a person's own tickets stand, in words. */
export async function tellOpenTickets(
  table: Table,
  {
    buildingId,
    userId,
    language,
  }: { readonly buildingId: string; readonly userId: string; readonly language: Language },
): Promise<string> {
  const { items } = await createTicketStore(table).listOfUser(buildingId, userId, { limit: 25 });
  const open = items.filter(isOpen).slice(0, MAX_TICKETS);
  if (open.length === 0) return tell('noTickets', language);
  return `${tell('ticketsOpen', language)}\n${describeTickets(open, language)}`;
}
