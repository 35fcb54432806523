import type { PendingQuestion } from '@bos/conversations/conversations/conversation';
import type { Language } from '@bos/kernel/language';
import type { FaqDependencies } from '../director/faq-answer.ts';
import type { ExtractSlots } from '../understanding/slots/extract-slots.ts';
import type { Understanding } from '../understanding/understanding.ts';
import { act, confirmedReading } from './act.ts';
import { isIntent } from './is-intent.ts';
import { answersSlot, slotAskedBefore } from './missing-slot.ts';
import type { Response, Turn } from './turn.ts';

/** A longer answer to a short question is a new message. */
const ANSWER_LENGTH = 40;
/** Who comes and when may need more words. */
const VISITOR_LENGTH = 80;

type SlotQuestion = Extract<PendingQuestion, { kind: 'slot' }>;

const lengthOf = ({ intent }: SlotQuestion): number => (intent === 'access.visitor' ? VISITOR_LENGTH : ANSWER_LENGTH);

/** What is surely another wish is no name, and what says no time answers no "when". */
function isAnswer(
  question: SlotQuestion,
  value: string,
  turn: Turn,
  language: Language,
  { decision, intents }: Understanding,
): boolean {
  const isOtherWish = decision.kind === 'act' && intents.every(({ intent }) => intent !== question.intent);
  return question.slot === 'visitor' ? !isOtherWish : answersSlot(question, value, turn, language);
}

/** In front of a name: "é o João", "it's Tom". */
const BEFORE_NAME = /^(?:[ée] (?:o |a )?|es (?:el |la )?|it[’']?s |it is )/i;

/** Who is asked for a name and a time may say both at once. */
function slotsToldBy({ intent, slot }: SlotQuestion, value: string, extractSlots: ExtractSlots) {
  if (slot !== 'visitor' || !isIntent(intent)) return { [slot]: value };
  const { when } = extractSlots(value, intent);
  if (when === undefined) return { visitor: value.replace(BEFORE_NAME, '') };
  const name = value
    .replace(when, ' ')
    .replace(BEFORE_NAME, '')
    .replace(/[\s,.;-]+/g, ' ')
    .replace(/ (?:às|as|a las|at|no|na|on|el|de)$/i, '');
  return { visitor: name.trim() || value, when };
}

/** The message before this one answered the question before this one, where its words say nothing of it by themselves. */
function slotsBefore(question: SlotQuestion, original: string): Readonly<Record<string, string>> {
  const before = slotAskedBefore(question);
  return before === undefined || original.length > VISITOR_LENGTH ? {} : { [before]: original };
}

export interface SlotAnswer {
  readonly question: SlotQuestion;
  /** The message that the question was about. */
  readonly original: string;
  readonly text: string;
  /** The id of a tapped button. */
  readonly selection: string | undefined;
  readonly language: Language;
  readonly understanding: Understanding;
}

/** Takes a message as the fact that was asked for, and acts. Undefined: it is a message of its own. */
export async function takeSlotAnswer(
  deps: FaqDependencies & { readonly extractSlots: () => Promise<ExtractSlots> },
  turn: Turn,
  { question, original, text, selection, language, understanding }: SlotAnswer,
): Promise<Response | undefined> {
  const tapped = selection?.startsWith(`${question.slot}:`);
  const value = tapped ? selection?.slice(question.slot.length + 1) : text;
  if (value === undefined || value === '' || value.length > lengthOf(question)) return undefined;
  if (!tapped && !isAnswer(question, value, turn, language, understanding)) return undefined;
  const extractSlots = await deps.extractSlots();
  const reading = confirmedReading(extractSlots, question.intents.filter(isIntent), original, language);
  const told = slotsToldBy(question, value, extractSlots);
  const intents = reading.intents.map((read) =>
    read.intent === question.intent
      ? { ...read, slots: { ...slotsBefore(question, original), ...read.slots, ...told } }
      : read,
  );
  return act(deps, turn, { ...reading, intents });
}
