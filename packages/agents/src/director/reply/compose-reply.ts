import type { Language } from '@bos/kernel/language';
import type { Mission } from '@bos/missions/missions/mission';
import type { Step } from '@bos/missions/missions/step';
import { intentTitle } from '../../wording/intent-title.ts';
import { tell } from './phrases.ts';
import type { ReplyContext } from './reply-context.ts';
import { reportIntent } from './report-intent.ts';

/** WhatsApp's limit for a text. */
const LONGEST_REPLY = 4_096;

/** Paragraphs as long as they fit; the first is cut rather than left out. */
function joined(paragraphs: readonly string[]): string {
  const [first = '', ...others] = paragraphs;
  let text = first.slice(0, LONGEST_REPLY);
  for (const paragraph of others) {
    const longer = `${text}\n\n${paragraph}`;
    if (longer.length <= LONGEST_REPLY) text = longer;
  }
  return text;
}

/** The intents of a mission in their order, each with its steps. Two of the same intent are one group. */
function byIntent(mission: Mission, steps: readonly Step[]): (readonly Step[])[] {
  const intents = [...new Set(mission.intents.map(({ intent }) => intent))];
  return intents.map((intent) => steps.filter((step) => step.intent === intent)).filter((group) => group.length > 0);
}

/** What was cancelled, and by whom; nothing of a mission that was not. */
function cancelled({ status, intents, language, cancellation, userId }: Mission, steps: readonly Step[]): string[] {
  if (status !== 'cancelled') return [];
  const carriedOut = (intent: string): boolean => {
    const own = steps.filter((step) => step.intent === intent);
    return own.length > 0 && own.every((step) => step.status === 'completed' || step.status === 'failed');
  };
  const left = [...new Set(intents.map(({ intent }) => intent))].filter((intent) => !carriedOut(intent));
  const titles = left.map((intent) => intentTitle(intent, language));
  const phrase = cancellation?.by === userId ? 'cancelledAsAsked' : 'cancelledByStaff';
  return [tell(phrase, language, { title: titles.join(', ') })];
}

/** Whether something of the intent was done and stays, or has failed: of a cancelled mission only that is told. */
const hasOutcome = (steps: readonly Step[]): boolean =>
  steps.some(({ status }) => status === 'completed' || status === 'failed');

/** One reply for a whole mission. It says what the stored steps show, and nothing else. */
export function composeReply(mission: Mission, steps: readonly Step[], context: ReplyContext): string {
  const language: Language = mission.language;
  const groups = byIntent(mission, steps).filter((group) => mission.status !== 'cancelled' || hasOutcome(group));
  const paragraphs = groups.map((group) => reportIntent(group, language, context).join(' '));
  const said = [...cancelled(mission, steps), ...paragraphs.filter((paragraph) => paragraph !== '')];
  return joined(said.length > 0 ? said : [tell('nothingDone', language)]);
}
