import type { Button } from '@bos/conversations/messages/message';
import { decide } from '@bos/governance/policy';
import { fold } from '@bos/kernel/fold';
import type { Language } from '@bos/kernel/language';
import { readSpokenTime } from '@bos/kernel/spoken-time';
import { localTime } from '@bos/kernel/time-zone';
import type { MissionIntent } from '@bos/missions/missions/mission';
import { readVisitWindow, type SpokenWindow } from '../director/tools/visit-window.ts';
import { type PhraseName, say } from './phrases.ts';
import type { Response, Turn } from './turn.ts';

/** A fact without which an intent cannot be carried out. */
export interface MissingSlot {
  readonly intent: string;
  readonly slot: string;
}

interface RequiredSlot {
  readonly ask: string;
  readonly question: PhraseName;
  /** Any of these is enough: an elevator sent to a floor needs no other. The slot itself when not given. */
  readonly enough?: readonly string[];
  /** Whether the words say it at all; any words do when not given. */
  readonly says?: (spoken: SpokenWindow) => boolean;
  readonly buttons?: Readonly<Record<Language, readonly Button[]>>;
}

interface Requirement {
  /** Who may not have it done is asked nothing: the desk gets the wish as it is. */
  readonly permission?: string;
  /** Asked in this order, one at a time. */
  readonly slots: readonly RequiredSlot[];
}

const buttons = (prefix: string, titles: Readonly<Record<string, string>>): readonly Button[] =>
  Object.entries(titles).map(([id, title]) => ({ id: `${prefix}:${id}`, title }));

const DOOR_BUTTONS = {
  pt: buttons('door', { gate: 'Portão', lobby: 'Portaria', garage: 'Garagem' }),
  en: buttons('door', { gate: 'Gate', lobby: 'Lobby', garage: 'Garage' }),
  es: buttons('door', { gate: 'Portón', lobby: 'Entrada', garage: 'Cochera' }),
};
const LOST_BUTTONS = {
  pt: buttons('item', { tag: 'Tag ou cartão', code: 'Código', key: 'Chave' }),
  en: buttons('item', { tag: 'Tag or card', code: 'Code', key: 'Key' }),
  es: buttons('item', { tag: 'Tag o tarjeta', code: 'Código', key: 'Llave' }),
};

const saysUntil = ({ words, language, timeZone, at }: SpokenWindow): boolean =>
  Object.keys(readSpokenTime(words, { ...localTime(at, timeZone), language, lone: 'day' })).length > 0;

/** Who comes, without a name. */
const SOMEBODY =
  /^(?:(?:um|uma|un|una|a|an|o|el|la|the) )?(?:visit(?:a|as|or|ors|ante|antes|e|es)|alguem|alguien|somebody|someone|guest)$/;

const REQUIRED: ReadonlyMap<string, Requirement> = new Map<string, Requirement>([
  ['elevator.call', { slots: [{ ask: 'from', question: 'whichFloor', enough: ['from', 'to'] }] }],
  ['access.open_door', { slots: [{ ask: 'door', question: 'whichDoor', buttons: DOOR_BUTTONS }] }],
  [
    'access.visitor',
    {
      permission: 'visitors:announce',
      slots: [
        { ask: 'visitor', question: 'whoComes', says: ({ words }) => !SOMEBODY.test(fold(words)) },
        { ask: 'when', question: 'whenComes', says: (spoken) => readVisitWindow(spoken) !== 'unsaid' },
      ],
    },
  ],
  ['access.lost', { slots: [{ ask: 'item', question: 'whatLost', buttons: LOST_BUTTONS }] }],
  ['reservation.extend', { slots: [{ ask: 'until', question: 'untilWhen', says: saysUntil }] }],
]);

function isSaid({ ask, enough = [ask], says }: RequiredSlot, { slots }: MissionIntent, spoken: Spoken): boolean {
  return enough.some((slot) => {
    const words = slots[slot]?.trim() ?? '';
    return words !== '' && (says?.({ ...spoken, words }) ?? true);
  });
}

type Spoken = Omit<SpokenWindow, 'words'>;

const spokenIn = ({ building, now }: Turn, language: Language): Spoken => ({
  language,
  timeZone: building.timeZone,
  at: now,
});

/** The first fact that is missing; one is asked for at a time. */
export function missingSlot(
  intents: readonly MissionIntent[],
  turn: Turn,
  language: Language,
): MissingSlot | undefined {
  for (const asked of intents) {
    const { permission, slots = [] } = REQUIRED.get(asked.intent) ?? {};
    if (permission !== undefined && !decide(turn.membership.roles, permission).allowed) continue;
    const missing = slots.find((slot) => !isSaid(slot, asked, spokenIn(turn, language)));
    if (missing) return { intent: asked.intent, slot: missing.ask };
  }
  return undefined;
}

const requiredSlot = ({ intent, slot }: MissingSlot): RequiredSlot | undefined =>
  REQUIRED.get(intent)?.slots.find(({ ask }) => ask === slot);

/** Whether words can be the answer to what was asked. */
export function answersSlot(missing: MissingSlot, words: string, turn: Turn, language: Language): boolean {
  const says = requiredSlot(missing)?.says;
  return says === undefined || says({ ...spokenIn(turn, language), words });
}

/** The slot that was asked for before this one: facts are asked for in order, so it was said. */
export function slotAskedBefore({ intent, slot }: MissingSlot): string | undefined {
  const slots = REQUIRED.get(intent)?.slots ?? [];
  return slots[slots.findIndex(({ ask }) => ask === slot) - 1]?.ask;
}

export interface QuestionContext {
  readonly turn: Turn;
  readonly language: Language;
  /** The message that says everything else. */
  readonly messageId: string;
}

export function slotQuestion(
  missing: MissingSlot,
  intents: readonly MissionIntent[],
  { turn, language, messageId }: QuestionContext,
): Response {
  const required = requiredSlot(missing);
  return {
    language,
    reply: {
      text: say(required?.question ?? 'whichFloor', language),
      ...(required?.buttons && { buttons: required.buttons[language] }),
    },
    question: {
      kind: 'slot',
      messageId,
      askedAt: turn.now.toISOString(),
      intents: intents.map((known) => known.intent),
      intent: missing.intent,
      slot: missing.slot,
    },
  };
}
