import { decide } from '@bos/governance/policy';
import type { Language } from '@bos/kernel/language';
import { answerFromFaq, type FaqDependencies } from '../director/faq-answer.ts';
import type { Intent } from '../understanding/understanding.ts';
import { say } from './phrases.ts';
import type { Turn } from './turn.ts';

/** What the persona answers by itself, for it only reads. */
const READ_ONLY: ReadonlySet<Intent> = new Set<Intent>([
  'smalltalk',
  'maintenance.status',
  'knowledge.question',
  'package.status',
]);

export function isReadOnly(intent: Intent): boolean {
  return READ_ONLY.has(intent);
}

/** The standing answer to the question, with the question that it answers; undefined when no entry is close enough. */
async function fromFaq(deps: FaqDependencies, { building }: Turn, question: string, language: Language) {
  const found = await answerFromFaq(deps, { buildingId: building.buildingId, question, language });
  return found && `${found.answer}\n${say('source', language, { source: found.question })}`;
}

async function ticketStatus({ table }: FaqDependencies, { building, membership }: Turn, language: Language) {
  const { tellOpenTickets } = await import('../director/tell-tickets.ts');
  return tellOpenTickets(table, { buildingId: building.buildingId, userId: membership.userId, language });
}

/** What waits for the person; for whom parcels are not kept, the desk answers. */
async function parcelStatus({ table }: FaqDependencies, { building, membership }: Turn, language: Language) {
  if (!decide(membership.roles, 'parcels:read_own').allowed) return undefined;
  const { tellWaitingParcels } = await import('../director/tell-parcels.ts');
  return tellWaitingParcels(table, { buildingId: building.buildingId, userId: membership.userId, language });
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
    case 'package.status':
      return parcelStatus(deps, turn, language);
    case 'knowledge.question':
      return fromFaq(deps, turn, text, language);
    default:
      return undefined;
  }
}
