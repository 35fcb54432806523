import type { InboundMessage } from '@bos/conversations/whatsapp/inbound-message';
import { fold } from '@bos/kernel/fold';
import type { Language } from '@bos/kernel/language';
import type { Understanding } from '../understanding/understanding.ts';
import { say } from './phrases.ts';
import type { Response } from './turn.ts';

/** What somebody says of being written to. */
export type ConsentWish = 'stop' | 'start';

/**
 * Whole messages that mean this and nothing else, whatever was asked before: the words that our own confirmations and
 * WhatsApp's buttons name. Everything else that means it is for the understanding to tell.
 */
const WORDS: ReadonlyMap<string, ConsentWish> = new Map([
  ['stop', 'stop'],
  ['parar', 'stop'],
  ['pare', 'stop'],
  ['unsubscribe', 'stop'],
  ['baja', 'stop'],
  ['stop promotions', 'stop'],
  ['start', 'start'],
  ['unstop', 'start'],
  ['voltar', 'start'],
  ['volver', 'start'],
]);

/** The payload of the button that WhatsApp puts below advertisements. */
const STOP_BUTTON = 'stop-promotions';

const WISH_OF: Readonly<Record<string, ConsentWish>> = { 'consent.stop': 'stop', 'consent.start': 'start' };

/** The wish that a message says in so many words. */
export function plainWish({ text, selection }: Pick<InboundMessage, 'text' | 'selection'>): ConsentWish | undefined {
  if (selection?.id === STOP_BUTTON) return 'stop';
  return WORDS.get(fold(text ?? '').replace(/[.!]+$/, ''));
}

/** The first wish among the intents. */
export function wishAmong(intents: readonly { readonly intent: string }[]): ConsentWish | undefined {
  return intents.map(({ intent }) => WISH_OF[intent]).find((wish) => wish !== undefined);
}

export const isWish = ({ intent }: { readonly intent: string }): boolean => WISH_OF[intent] !== undefined;

/** A STOP by mistake is confirmed at once and taken back with one word; a question would be one more message. */
const LIKELY_STOP = 0.8;

/** The wish that is understood for sure, or a STOP that is likely enough and stands alone. */
export function sureWish({ decision, intents }: Understanding): ConsentWish | undefined {
  if (decision.kind === 'act') return wishAmong(intents);
  const [likeliest] = decision.kind === 'ask' ? decision.choices : [];
  const isStop = likeliest?.intents.every((intent) => intent === 'consent.stop') === true;
  const confident = intents.some(({ intent, confidence }) => intent === 'consent.stop' && confidence >= LIKELY_STOP);
  return isStop && confident ? 'stop' : undefined;
}

/** The wish is granted and confirmed, above whatever else is answered. */
export function grant(wish: ConsentWish, language: Language, response: Partial<Response> = {}): Response {
  const confirmation = say(wish === 'stop' ? 'stopped' : 'started', language);
  const { reply } = response;
  const text = reply === undefined ? confirmation : `${confirmation}\n\n${reply.text}`;
  return {
    intents: [{ intent: `consent.${wish}`, confidence: 1 }],
    ...response,
    language,
    reply: { ...reply, text },
    consent: wish,
  };
}
