import type { Language } from '@bos/kernel/language';
import type { MissionIntent } from '@bos/missions/missions/mission';
import type { FaqDependencies } from '../director/faq-answer.ts';
import type { ExtractSlots } from '../understanding/slots/extract-slots.ts';
import type { Intent } from '../understanding/understanding.ts';
import { answer, isReadOnly } from './answers.ts';
import { grant, isWish, wishAmong } from './consent.ts';
import { missingSlot, slotQuestion } from './missing-slot.ts';
import type { Response, Turn } from './turn.ts';

/** One reading of a message: what is acted upon. */
export interface Reading {
  readonly language: Language;
  readonly text: string;
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

/**
 * Acts on a reading. What only reads is answered at once; as soon as one intent changes something, all of them
 * become steps of one mission, so that the person gets one reply.
 */
export async function act(deps: FaqDependencies, turn: Turn, reading: Reading): Promise<Response> {
  const { language, text, intents } = reading;
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

  const missing = turn.inForce ? missingSlot(asked) : undefined;
  if (missing) return { ...slotQuestion(missing, asked, turn, language), intents: recorded };
  return { language, mission: { intents: asked, request: text }, intents: recorded };
}
