import type { Language } from '@bos/kernel/language';
import type { MissionIntent } from '@bos/missions/missions/mission';
import type { Understand } from '../understanding/understand.ts';
import type { Choice, EmergencyKind, Understanding } from '../understanding/understanding.ts';
import { act, type Reading, toAPerson } from './act.ts';
import { askWhich } from './choice-question.ts';
import { grant, plainWish, sureWish } from './consent.ts';
import { FIRST_AID, say } from './phrases.ts';
import { type ResumeDependencies, resumeQuestion } from './resume-question.ts';
import type { Response, Turn } from './turn.ts';

export interface PersonaDependencies extends ResumeDependencies {
  readonly understand: () => Promise<Understand>;
}

/** A message so short says little about its language: the conversation's is kept. */
const TELLING_LENGTH = 12;

function languageOf({ conversation, building }: Turn, text: string, read: Language | undefined): Language {
  const usual = conversation.language ?? building.languages[0] ?? 'en';
  return conversation.language !== undefined && text.length < TELLING_LENGTH ? usual : (read ?? usual);
}

function readingOf(understanding: Understanding, language: Language, text: string): Reading {
  const sure = understanding.decision.kind === 'act';
  return {
    language,
    text,
    intents: understanding.intents.map((read) => ({ ...read, slots: { ...read.slots }, sure })),
  };
}

/** No language model stands before this, and nobody who has taken over silences it. */
function emergency(turn: Turn, text: string, kind: EmergencyKind, language: Language): Response {
  const lines = [
    FIRST_AID[kind][language],
    say('emergencyNumbers', language, turn.building.emergencyNumbers),
    say('alerting', language),
  ];
  const intent: MissionIntent = { intent: 'emergency', confidence: 1, sure: true, slots: { kind } };
  return {
    language,
    reply: { text: lines.join('\n') },
    mission: { intents: [intent], request: text },
    intents: [{ intent: 'emergency', confidence: 1 }],
  };
}

/** Messages that carry no words: honest about what cannot be read, silent where an answer would be noise. */
function wordless(turn: Turn, language: Language): Response {
  if (!turn.message.expectsReply) return { language };
  switch (turn.message.kind) {
    case 'sticker':
      return { language };
    case 'audio':
      return { language, reply: { text: say('voiceNote', language) } };
    case 'image':
    case 'video':
    case 'document':
      return { language, reply: { text: say('mediaWithoutWords', language) } };
    default:
      return { language, reply: { text: say('unreadable', language) } };
  }
}

/** One question with the likeliest meanings; the next message is taken as its answer, if it is one. */
function ask(turn: Turn, { intents }: Understanding, choices: readonly Choice[], language: Language): Response {
  const question = askWhich(choices, language);
  return {
    language,
    reply: { text: question.text, buttons: question.buttons },
    question: {
      kind: 'choice',
      messageId: turn.messageId,
      askedAt: turn.now.toISOString(),
      choices: question.choices.map((choice) => ({ id: choice.id, intents: [...choice.intents] })),
    },
    intents: intents.map(({ intent, confidence }) => ({ intent, confidence })),
  };
}

/** The persona's turn. Decides only; nothing is written here. */
export async function respond(deps: PersonaDependencies, turn: Turn): Promise<Response> {
  const { message, conversation } = turn;
  const text = message.text?.trim() ?? '';
  const understanding = (await deps.understand())(text);
  const language = languageOf(turn, text, text === '' ? undefined : understanding.language);

  if (understanding.emergency) return emergency(turn, text, understanding.emergency.kind, language);
  const wish = plainWish(message);
  if (conversation.state === 'escalated') {
    // The agent is silent, but a STOP is heard whoever answers.
    const heard = wish ?? sureWish(understanding);
    return { ...(heard === undefined ? { language } : grant(heard, language)), notifyStaff: true };
  }
  if (wish !== undefined) return grant(wish, language);

  const resumed = await resumeQuestion(deps, turn, language, understanding);
  if (resumed) return resumed;
  if (text === '') return wordless(turn, language);

  switch (understanding.decision.kind) {
    case 'act':
      return act(deps, turn, readingOf(understanding, language, text));
    case 'ask':
      if (sureWish(understanding) === 'stop') return grant('stop', language);
      return ask(turn, understanding, understanding.decision.choices, language);
    case 'handover':
      return toAPerson(text, language);
  }
}
