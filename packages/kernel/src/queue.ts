/**
 * A queue as domain code sees it. `group` is served serially and in order; `deduplicationId` drops a second
 * send within five minutes (the semantics of an SQS FIFO queue).
 */
export interface QueueMessage {
  readonly body: string;
  readonly group: string;
  readonly deduplicationId: string;
}

export interface QueueSender {
  send(queue: string, messages: readonly QueueMessage[]): Promise<void>;
}
