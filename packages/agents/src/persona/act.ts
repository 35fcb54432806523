import type { Language } from '@bos/kernel/language';
import type { MissionIntent } from '@bos/missions/missions/mission';
import type { FaqDependencies } from '../director/faq-answer.ts';
import type { ExtractSlots } from '../understanding/slots/extract-slots.ts';
import type { Intent } from '../understanding/understanding.ts';
import { answer, isReadOnly } from './answers.ts';
import { grant, isWish, wishAmong } from './consent.ts';
import type { QuestionContext } from './missing-slot.ts';
import type { Response, Turn } from './turn.ts';
import { widenTimes } from './widen-times.ts';

/** One reading of a message: what is acted upon. */
export interface Reading {
  readonly language: Language;
  readonly text: string;
  /** The message that has this text; the one that is read now when not given. */
  readonly messageId?: string;
  readonly intents: readonly MissionIntent[];
}

/** A meaning that the person confirmed is sure, whatever the model thought. */
export function confirmedReading(
  extractSlots: ExtractSlots,
  intents: readonly Intent[],
  text: string,
  language: Language,
): Reading {
  return {
    language,
    text,
    intents: intents.map((intent) => ({
      intent,
      confidence: 1,
      sure: true,
      slots: extractSlots(text, intent),
    })),
  };
}

export function toAPerson(text: string, language: Language): Response {
  return {
    language,
    mission: { intents: [{ intent: 'human.agent', confidence: 1, sure: true, slots: {} }], request: text },
  };
}

/** The question for the first fact that is missing. */
async function askForFact(asked: readonly MissionIntent[], about: QuestionContext): Promise<Response | undefined> {
  // With it comes all that reads times; small talk and questions do without.
  const { missingSlot, slotQuestion } = await import('./missing-slot.ts');
  const missing = missingSlot(asked, about.turn, about.language);
  return missing && slotQuestion(missing, asked, about);
}

/**
 * Acts on a reading. What only reads is answered at once; as soon as one intent changes something, all of them
 * become steps of one mission, so that the person gets one reply.
 */
export async function act(deps: FaqDependencies, turn: Turn, reading: Reading): Promise<Response> {
  const { language, text, messageId = turn.messageId } = reading;
  const intents = widenTimes(reading.intents, text);
  const recorded = intents.map(({ intent, confidence }) => ({ intent, confidence }));
  const wish = wishAmong(intents);
  if (wish !== undefined) {
    const others = intents.filter((intent) => !isWish(intent) && intent.intent !== 'smalltalk');
    const response = others.length === 0 ? {} : await act(deps, turn, { ...reading, intents: others });
    return grant(wish, language, { ...response, intents: recorded });
  }
  const asked = intents.filter(({ intent }) => intent !== 'smalltalk' || intents.length === 1);

  // Somebody whom we do not know gets no facts of the house either: the front desk does.
  const greetsOnly = asked.every(({ intent }) => intent === 'smalltalk');
  if (greetsOnly || (turn.inForce && asked.every(({ intent }) => isReadOnly(intent as Intent)))) {
    const answers = await Promise.all(asked.map(({ intent }) => answer(deps, turn, intent as Intent, text, language)));
    const known = answers.filter((found) => found !== undefined);
    if (known.length === answers.length) return { language, reply: { text: known.join('\n\n') }, intents: recorded };
  }

  const question = turn.inForce ? await askForFact(asked, { turn, language, messageId }) : undefined;
  if (question) return { ...question, intents: recorded };
  return { language, mission: { intents: asked, request: text }, intents: recorded };
}
