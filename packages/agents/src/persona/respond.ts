import type { Language } from '@bos/kernel/language';
import type { MissionIntent } from '@bos/missions/missions/mission';
import type { EmergencyDetector } from '../understanding/emergency.ts';
import type { Understand } from '../understanding/understand.ts';
import type { EmergencyKind, Understanding } from '../understanding/understanding.ts';
import { act, type Reading, toAPerson } from './act.ts';
import { askWhich } from './choice-question.ts';
import { FIRST_AID, say } from './phrases.ts';
import { type ResumeDependencies, resumeQuestion } from './resume-question.ts';
import type { Response, Turn } from './turn.ts';

export interface PersonaDependencies extends ResumeDependencies {
  readonly understand: () => Promise<Understand>;
  readonly detectEmergency: () => Promise<EmergencyDetector>;
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

/** No model but the small detector stands before this, and nobody who has taken over silences it. */
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
  switch (turn.message.kind) {
    case 'reaction':
    case 'sticker':
    case 'system':
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

/** The persona's turn. Decides only; nothing is written here. */
export async function respond(deps: PersonaDependencies, turn: Turn): Promise<Response> {
  const { message, conversation } = turn;
  const text = message.text?.trim() ?? '';
  const usual = languageOf(turn, text, undefined);

  const danger = text === '' ? undefined : (await deps.detectEmergency())(text);
  if (danger) {
    const { language } = (await deps.understand())(text);
    return emergency(turn, text, danger.kind, languageOf(turn, text, language));
  }
  if (conversation.state === 'escalated') return { language: usual, notifyStaff: true };

  const resumed = await resumeQuestion(deps, turn, usual);
  if (resumed) return resumed;
  if (text === '') return wordless(turn, usual);

  const understanding = (await deps.understand())(text);
  const language = languageOf(turn, text, understanding.language);
  switch (understanding.decision.kind) {
    case 'act':
      return act(deps, turn, readingOf(understanding, language, text));
    case 'ask': {
      const { text: question, buttons, choices } = askWhich(understanding.decision.choices, language);
      return {
        language,
        reply: { text: question, buttons },
        question: {
          kind: 'choice',
          messageId: turn.messageId,
          askedAt: turn.now.toISOString(),
          choices: choices.map(({ id, intents }) => ({ id, intents: [...intents] })),
        },
        intents: understanding.intents.map(({ intent, confidence }) => ({ intent, confidence })),
      };
    }
    case 'handover':
      return toAPerson(text, language);
  }
}
