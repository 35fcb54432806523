import type { Language } from '@bos/kernel/language';
import { isOpen } from '@bos/operations/tickets/ticket';
import { createTicketStore } from '@bos/operations/tickets/ticket-store';
import { describeTickets } from '../director/describe-tickets.ts';
import { answerFromFaq, type FaqDependencies } from '../director/faq-answer.ts';
import { tell } from '../director/reply/phrases.ts';
import type { Intent } from '../understanding/understanding.ts';
import { say } from './phrases.ts';
import type { Turn } from './turn.ts';

/** What the persona answers by itself, for it only reads. */
const READ_ONLY: ReadonlySet<Intent> = new Set<Intent>(['smalltalk', 'maintenance.status', 'knowledge.question']);

export function isReadOnly(intent: Intent): boolean {
  return READ_ONLY.has(intent);
}

const MAX_TICKETS = 5;

/** The standing answer to the question, with the question that it answers; undefined when no entry is close enough. */
async function fromFaq(deps: FaqDependencies, { building }: Turn, question: string, language: Language) {
  const found = await answerFromFaq(deps, { buildingId: building.buildingId, question, language });
  return found && `${found.answer}\n${say('source', language, { source: found.question })}`;
}

async function ticketStatus(deps: FaqDependencies, { building, membership }: Turn, language: Language) {
  const { items } = await createTicketStore(deps.table).listOfUser(building.buildingId, membership.userId, {
    limit: 25,
  });
  const open = items.filter(isOpen).slice(0, MAX_TICKETS);
  if (open.length === 0) return tell('noTickets', language);
  return `${tell('ticketsOpen', language)}\n${describeTickets(open, language)}`;
}

/** The answer to one read-only intent; undefined when nothing that we know answers it. */
export async function answer(
  deps: FaqDependencies,
  turn: Turn,
  intent: Intent,
  text: string,
  language: Language,
): Promise<string | undefined> {
  switch (intent) {
    case 'smalltalk':
      return say('greeting', language);
    case 'maintenance.status':
      return ticketStatus(deps, turn, language);
    case 'knowledge.question':
      return fromFaq(deps, turn, text, language);
    default:
      return undefined;
  }
}
