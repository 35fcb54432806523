import { MINUTE } from '@bos/kernel/clock';
import type { Language } from '@bos/kernel/language';
import type { FaqDependencies } from '../director/faq-answer.ts';
import type { ExtractSlots } from '../understanding/slots/extract-slots.ts';
import type { Understanding } from '../understanding/understanding.ts';
import { act, confirmedReading, toAPerson } from './act.ts';
import { choiceOf, PERSON_BUTTON } from './choice-question.ts';
import { isIntent } from './is-intent.ts';
import { say } from './phrases.ts';
import type { Response, Turn } from './turn.ts';

/** After this a tap no longer moves a door: the person may stand somewhere else by now. */
const QUESTION_LASTS = 15 * MINUTE;

export interface ResumeDependencies extends FaqDependencies {
  readonly extractSlots: () => Promise<ExtractSlots>;
  /** The words of an earlier message of this conversation. */
  readonly textOf: (messageId: string) => Promise<string | undefined>;
}

/**
 * Takes the message as the answer to what was asked, if it is one. Undefined: it is a message of its own.
 */
export async function resumeQuestion(
  deps: ResumeDependencies,
  turn: Turn,
  language: Language,
  understanding: Understanding,
): Promise<Response | undefined> {
  const { message, conversation, now } = turn;
  const question = conversation.pendingQuestion;
  const selection = message.selection?.id;
  const text = message.text?.trim() ?? '';
  const current = question !== undefined && now.getTime() - Date.parse(question.askedAt) <= QUESTION_LASTS;

  if (!current) {
    if (selection === PERSON_BUTTON) return toAPerson(text, language);
    return selection === undefined ? undefined : { language, reply: { text: say('choiceExpired', language) } };
  }

  const original = (await deps.textOf(question.messageId)) ?? text;
  switch (question.kind) {
    case 'choice': {
      const offered = question.choices.map(({ id, intents }) => ({ id, intents: intents.filter(isIntent) }));
      const chosen = choiceOf(offered, { selection, text });
      if (chosen === 'person') return toAPerson(original, language);
      if (chosen) {
        const reading = confirmedReading(await deps.extractSlots(), chosen.intents, original, language);
        return act(deps, turn, { ...reading, messageId: question.messageId });
      }
      return selection === undefined ? undefined : { language, reply: { text: say('choiceExpired', language) } };
    }
    case 'slot': {
      // Asked for seldom, and with it comes all that reads times.
      const { takeSlotAnswer } = await import('./slot-answer.ts');
      return takeSlotAnswer(deps, turn, { question, original, text, selection, language, understanding });
    }
  }
}
