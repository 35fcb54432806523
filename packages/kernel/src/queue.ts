/**
 * A queue as domain code sees it. `group` is served serially and in order; `deduplicationId` drops a second
 * send within five minutes (the semantics of an SQS FIFO queue). Both are at most 128 letters, digits and punctuation: no
 * space, which SQS refuses.
 */
export interface QueueMessage {
  readonly body: string;
  readonly group: string;
  readonly deduplicationId: string;
}

export interface QueueSender {
  send(queue: string, messages: readonly QueueMessage[]): Promise<void>;
}

/** Whether SQS takes this as a group or a deduplication id; it refuses the message otherwise. */
export const isQueueId = (text: string): boolean => /^[!-~]{1,128}$/.test(text);

const FIRST_RETRY_SECONDS = 1;
const LONGEST_RETRY_SECONDS = 300;

/** How long a message waits after its n-th failed delivery, from 1: a second, doubled each time, five minutes at most. */
export function retryDelaySeconds(receiveCount: number): number {
  return Math.min(LONGEST_RETRY_SECONDS, FIRST_RETRY_SECONDS * 2 ** Math.min(receiveCount - 1, 30));
}
