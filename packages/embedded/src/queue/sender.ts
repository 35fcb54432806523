import { sha256 } from '@bos/kernel/hash';
import type { IdSource } from '@bos/kernel/ids';
import { isQueueId } from '@bos/kernel/queue';
import type { Deduplication } from './deduplication.ts';
import type { OutgoingMessage, SentMessage } from './message.ts';
import type { MessageTable } from './message-table.ts';
import type { KeptMessage } from './schedule-table.ts';
import { QueueError, type SettingsTable } from './settings-table.ts';

export interface SenderParts {
  readonly settings: SettingsTable;
  readonly messages: MessageTable;
  readonly deduplication: Deduplication;
  readonly ids: IdSource;
}

/** Puts messages into queues, within a transaction of its caller. */
export class Sender {
  readonly #parts: SenderParts;

  constructor(parts: SenderParts) {
    this.#parts = parts;
  }

  /** Throws QueueError for what the kind of the queue cannot take. */
  check(queue: string, messages: readonly OutgoingMessage[]): void {
    const { fifo } = this.#parts.settings.of(queue);
    for (const { groupId, deduplicationId, delaySeconds } of messages) {
      for (const id of [groupId, deduplicationId]) {
        if (id !== undefined && !isQueueId(id))
          throw new QueueError(`SQS would not take ${JSON.stringify(id)} as an id`);
      }
      if (fifo && groupId === undefined) throw new QueueError(`messages to the FIFO queue ${queue} need a groupId`);
      if (!fifo && groupId !== undefined) throw new QueueError(`${queue} is no FIFO queue: it has no groups`);
      if (fifo && delaySeconds !== undefined) throw new QueueError(`${queue} is a FIFO queue: no delays per message`);
    }
  }

  send(queue: string, message: OutgoingMessage, now: number): SentMessage {
    const { deduplication, ids, messages } = this.#parts;
    const { body, groupId, deduplicationId, delaySeconds = 0 } = message;
    const earlier =
      deduplicationId === undefined ? undefined : deduplication.find(queue, groupId, deduplicationId, now);
    if (earlier !== undefined) return { id: earlier, deduplicated: true };
    const id = ids.next();
    messages.insert({ queue, id, body, groupId, deduplicationId, sentAt: now }, now + delaySeconds * 1000);
    if (deduplicationId !== undefined) deduplication.remember(queue, groupId, deduplicationId, id, now);
    return { id, deduplicated: false };
  }

  /** Duplicates are dropped by their content, as SQS does for messages without an id. */
  sendScheduled({ queue, body, groupId }: KeptMessage, now: number): void {
    this.send(queue, { body, groupId, deduplicationId: sha256(body) }, now);
  }
}
