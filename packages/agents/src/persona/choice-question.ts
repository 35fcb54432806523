import type { Button } from '@bos/conversations/messages/message';
import { fold } from '@bos/kernel/fold';
import type { Language } from '@bos/kernel/language';
import type { Choice, Intent } from '../understanding/understanding.ts';
import { INTENT_TITLES } from '../wording/intent-title.ts';
import { say } from './phrases.ts';

/** WhatsApp allows three buttons, and twenty characters on each. */
const MAX_BUTTONS = 3;
const MAX_TITLE = 20;

export const PERSON_BUTTON = 'person';
const CHOICE_PREFIX = 'choice:';

/** One meaning that was offered, under the id of its button. */
export interface OfferedChoice {
  readonly id: string;
  readonly intents: readonly Intent[];
}

export interface ChoiceQuestion {
  readonly text: string;
  readonly buttons: readonly Button[];
  readonly choices: readonly OfferedChoice[];
}

const titleOf = (intents: readonly Intent[], language: Language) =>
  intents.map((intent) => INTENT_TITLES[intent][language]).join(' + ');

function buttonTitle(intents: readonly Intent[], position: number, language: Language): string {
  const title = titleOf(intents, language);
  return title.length <= MAX_TITLE ? title : `${position + 1}. ${title}`.slice(0, MAX_TITLE - 1).concat('…');
}

/**
 * One question with up to three meanings and one way to a person: a button while one is free, else a word to write.
 * Titles too long for a button are told apart by their number, and the text lists them in full.
 */
export function askWhich(choices: readonly Choice[], language: Language): ChoiceQuestion {
  const offered = choices
    .slice(0, MAX_BUTTONS)
    .map(({ intents }, position) => ({ id: `${CHOICE_PREFIX}${position + 1}`, intents }));
  const buttons: Button[] = offered.map(({ id, intents }, position) => ({
    id,
    title: buttonTitle(intents, position, language),
  }));
  const lines = [
    say('whichMeaning', language),
    ...offered.map(({ intents }, i) => `${i + 1}. ${titleOf(intents, language)}`),
  ];
  if (buttons.length < MAX_BUTTONS) buttons.push({ id: PERSON_BUTTON, title: say('person', language) });
  else lines.push(say('orAPerson', language));
  return { text: lines.join('\n'), buttons, choices: offered };
}

const PERSON_WORDS = new Set(['pessoa', 'person', 'persona', 'humano', 'human', 'alguem', 'someone', 'alguien', '0']);

/** What the person chose: by tapping, by the number or title, or by the word for a person. */
export function choiceOf(
  offered: readonly OfferedChoice[],
  answer: { readonly selection?: string | undefined; readonly text?: string | undefined },
): OfferedChoice | 'person' | undefined {
  const words = fold(answer.text ?? '');
  if (answer.selection === PERSON_BUTTON || PERSON_WORDS.has(words)) return 'person';
  return offered.find(({ id }) => id === answer.selection || id === `${CHOICE_PREFIX}${words}`);
}
