import { canMove } from '@bos/kernel/transitions';
import { MESSAGE_MOVES, type MessageStatus } from './message.ts';

/** Whether a report brings a message further. The two moves back, only our own call can make. */
export function isForward(from: MessageStatus, to: MessageStatus): boolean {
  const back = to === 'queued' || (from === 'failed' && to === 'sent');
  return canMove(MESSAGE_MOVES, from, to) && !back;
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
