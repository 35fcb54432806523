import type { Language } from '@bos/kernel/language';
import type { Ticket } from '@bos/operations/tickets/ticket';
import { CATEGORY_NAMES, STATUS_NAMES } from '../wording/ticket-words.ts';

/** One line a ticket: what it is called, what it is about, how it stands. */
export function describeTickets(
  tickets: readonly (Pick<Ticket, 'reference' | 'category' | 'status'> & { readonly place?: string | undefined })[],
  language: Language,
): string {
  return tickets
    .map(({ reference, category, status, place }) => {
      const where = place === undefined ? '' : ` (${place})`;
      return `• ${reference}: ${CATEGORY_NAMES[category][language]}${where} – ${STATUS_NAMES[status][language]}`;
    })
    .join('\n');
}
