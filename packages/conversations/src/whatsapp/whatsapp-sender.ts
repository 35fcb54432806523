import type { Conversation } from '../conversations/conversation.ts';
import type { Button } from '../messages/message.ts';
import type { Remedy } from './error-codes.ts';

export interface OutgoingMessage {
  /** The business number that sends. */
  readonly phoneNumberId: string;
  readonly address: Conversation['address'];
  readonly text: string;
  readonly buttons: readonly Button[];
  /** Comes back in every delivery report of the message. */
  readonly callbackData: string;
}

/**
 * What became of a call. `accepted` is not yet delivered; `refused` did surely not go out; of `unknown` nobody can
 * say: the call may have been carried out and its answer lost.
 */
export type SendOutcome =
  | { readonly kind: 'accepted'; readonly providerMessageId: string }
  | { readonly kind: 'refused'; readonly code: string; readonly remedy: Remedy }
  | { readonly kind: 'unknown'; readonly reason: string };

export interface WhatsAppSender {
  send(message: OutgoingMessage): Promise<SendOutcome>;
}
