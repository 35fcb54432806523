import type { Button } from '@bos/conversations/messages/message';
import type { Language } from '@bos/kernel/language';
import type { MissionIntent } from '@bos/missions/missions/mission';
import { say } from './phrases.ts';
import type { Response, Turn } from './turn.ts';

/** A fact without which an intent cannot be carried out. */
export interface MissingSlot {
  readonly intent: string;
  readonly slot: string;
}

/** The slot that is asked for, when none of the sufficient ones was said: an elevator sent to a floor needs no other. */
const REQUIRED: Readonly<Record<string, { readonly ask: string; readonly enough: readonly string[] }>> = {
  'elevator.call': { ask: 'from', enough: ['from', 'to'] },
  'access.open_door': { ask: 'door', enough: ['door'] },
};

const DOOR_BUTTONS: Readonly<Record<Language, readonly Button[]>> = {
  pt: [
    { id: 'door:gate', title: 'Portão' },
    { id: 'door:lobby', title: 'Portaria' },
    { id: 'door:garage', title: 'Garagem' },
  ],
  en: [
    { id: 'door:gate', title: 'Gate' },
    { id: 'door:lobby', title: 'Lobby' },
    { id: 'door:garage', title: 'Garage' },
  ],
  es: [
    { id: 'door:gate', title: 'Portón' },
    { id: 'door:lobby', title: 'Entrada' },
    { id: 'door:garage', title: 'Cochera' },
  ],
};

/** The first fact that is missing; one is asked for at a time. */
export function missingSlot(intents: readonly MissionIntent[]): MissingSlot | undefined {
  for (const { intent, slots } of intents) {
    const required = REQUIRED[intent];
    if (required?.enough.every((slot) => (slots[slot] ?? '') === '')) return { intent, slot: required.ask };
  }
  return undefined;
}

export function slotQuestion(
  { intent, slot }: MissingSlot,
  intents: readonly MissionIntent[],
  turn: Turn,
  language: Language,
): Response {
  const isDoor = slot === 'door';
  return {
    language,
    reply: {
      text: say(isDoor ? 'whichDoor' : 'whichFloor', language),
      ...(isDoor && { buttons: DOOR_BUTTONS[language] }),
    },
    question: {
      kind: 'slot',
      messageId: turn.messageId,
      askedAt: turn.now.toISOString(),
      intents: intents.map((known) => known.intent),
      intent,
      slot,
    },
  };
}
