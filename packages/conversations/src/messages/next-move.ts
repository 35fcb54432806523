import { HOUR, MINUTE } from '@bos/kernel/clock';
import { timeOfId } from '@bos/kernel/ids';
import type { Consent } from '@bos/people/consent/consent';
import { isSilenced, type Utterance } from '@bos/people/consent/silence';
import type { Conversation } from '../conversations/conversation.ts';
import type { Message } from './message.ts';

/** From the person's last message on, WhatsApp takes free replies for this long; then only templates. */
const SERVICE_WINDOW = 24 * HOUR;
/** How long the outcome of a call may be reported late, before the call counts as lost. */
const OUTCOME_WAIT = MINUTE;
/** The first call, and one more when the first one's outcome stayed unknown. */
const MAX_CALLS = 2;

export type Move =
  /** Take it and send. */
  | { readonly kind: 'claim'; readonly text: string; readonly conversation: Conversation }
  /** Another call may still be under way. */
  | { readonly kind: 'wait' }
  /** It may have gone out and must not be repeated. */
  | { readonly kind: 'give_up' }
  | { readonly kind: 'fail'; readonly code: string }
  | { readonly kind: 'nothing' };

export function isWindowOpen({ lastInboundAt }: Pick<Conversation, 'lastInboundAt'>, now: Date): boolean {
  return lastInboundAt !== undefined && now.getTime() - Date.parse(lastInboundAt) < SERVICE_WINDOW;
}

function utteranceOf({ messageId, missionId, queuedAt, sentAt }: Message): Utterance {
  if (missionId !== undefined) return { messageId, askedAt: timeOfId(missionId), reports: true };
  return { messageId, askedAt: new Date(queuedAt ?? sentAt), reports: false };
}

/** What to do with a message of the outbox, from what is stored of it and nothing else. */
export function nextMove(
  message: Message,
  conversation: Conversation | undefined,
  consent: Consent | undefined,
  now: Date,
): Move {
  const { status, text, claimedAt, attempts = 0 } = message;
  if (status !== 'queued' && status !== 'sending') return { kind: 'nothing' };
  if (status === 'sending' && now.getTime() - Date.parse(claimedAt ?? '') < OUTCOME_WAIT) return { kind: 'wait' };
  // A call whose outcome is unknown stands behind it: from here on, "failed" would claim what nobody knows.
  const stop = (code: string): Move => (attempts > 0 ? { kind: 'give_up' } : { kind: 'fail', code });
  if (attempts >= MAX_CALLS) return { kind: 'give_up' };
  if (conversation === undefined) return stop('CONVERSATION_NOT_FOUND');
  if (text === undefined) return stop('TEXT_MISSING');
  if (consent && isSilenced(consent, utteranceOf(message), conversation.lastInboundAt)) return stop('CONSENT_STOPPED');
  if (!isWindowOpen(conversation, now)) return stop('WINDOW_CLOSED');
  return { kind: 'claim', text, conversation };
}
