import type { MessageStatus } from './message.ts';

/**
 * How far an outbound message has come. A report moves it forward and never back, so that the order in which reports
 * arrive does not matter: the furthest one stands. A failure outweighs "sent", a delivery outweighs a failure (of an
 * earlier attempt); "read" implies "delivered".
 */
const ORDER: Readonly<Record<MessageStatus, number>> = {
  queued: 0,
  sending: 1,
  uncertain: 2,
  sent: 3,
  failed: 4,
  delivered: 5,
  read: 6,
  // What came in is not delivered by us.
  received: 7,
};

export function isForward(from: MessageStatus, to: MessageStatus): boolean {
  return ORDER[to] > ORDER[from];
}

/** What WhatsApp reports, in our terms; undefined for a word that says nothing about delivery. */
export function reportedStatus(
  word: string,
): Extract<MessageStatus, 'sent' | 'failed' | 'delivered' | 'read'> | undefined {
  switch (word) {
    case 'sent':
    case 'failed':
    case 'delivered':
    case 'read':
      return word;
    // A voice note that was heard.
    case 'played':
      return 'read';
    default:
      return undefined;
  }
}
