import type { Language } from '@bos/kernel/language';
import type { Step } from '@bos/missions/missions/step';
import { TICKET_STATUSES, ticketCategorySchema } from '@bos/operations/tickets/ticket';
import * as z from 'zod';
import { intentTitle } from '../../wording/intent-title.ts';
import { CATEGORY_NAMES } from '../../wording/ticket-words.ts';
import { describeTickets } from '../describe-tickets.ts';
import { tell } from './phrases.ts';
import type { ReplyContext, Report } from './reply-context.ts';
import { reportOf } from './report.ts';

function floorName(floor: number, language: Language): string {
  if (floor === 0) return tell('ground', language);
  return tell(floor > 0 ? 'floor' : 'basement', language, { floor: String(Math.abs(floor)) });
}

const ticket = z.object({ reference: z.string(), category: ticketCategorySchema });
const status = z.object({
  tickets: z.array(ticket.extend({ status: z.enum(TICKET_STATUSES), place: z.string().optional() })),
});

const REPORTS: ReadonlyMap<string, Report> = new Map<string, Report>([
  [
    'tickets.open',
    reportOf(ticket, ({ reference, category }, language) =>
      tell('ticketOpened', language, { reference, category: CATEGORY_NAMES[category][language] }),
    ),
  ],
  [
    'tickets.status',
    reportOf(status, ({ tickets }, language) =>
      tickets.length === 0
        ? tell('noTickets', language)
        : `${tell('ticketsOpen', language)}\n${describeTickets(tickets, language)}`,
    ),
  ],
  [
    'door.open',
    reportOf(z.object({ name: z.string() }), ({ name }, language) => tell('doorOpened', language, { name })),
  ],
  [
    'elevator.call',
    reportOf(z.object({ name: z.string(), floor: z.number() }), ({ name, floor }, language) =>
      tell('elevatorSent', language, { name, floor: floorName(floor, language) }),
    ),
  ],
  [
    'knowledge.answer',
    reportOf(
      z.object({ question: z.string(), answer: z.string() }),
      ({ question, answer }, language) => `${answer}\n${tell('source', language, { source: question })}`,
    ),
  ],
]);

/** What a completed step has done. */
export function reportStep({ tool, intent, output }: Step, language: Language, context: ReplyContext): string {
  const own = context.vocabularies.map(({ reports }) => reports.get(tool)).find((report) => report !== undefined);
  return (own ?? REPORTS.get(tool))?.(output, language, context) ?? intentTitle(intent, language);
}
