import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { integer, text } from '../sqlite/rows.ts';

const WINDOW_MILLISECONDS = 5 * 60_000;

/** What is told apart within a queue: of a FIFO queue an id within its group, of another the id. */
const scoped = (groupId: string | undefined, deduplicationId: string): string =>
  groupId === undefined ? deduplicationId : JSON.stringify([groupId, deduplicationId]);

/**
 * Ids of sends, for five minutes; they outlive their message, as in SQS. They count within their message group: the only
 * scope that SQS allows a queue whose throughput is limited by the group instead of by the queue (`FifoThroughputLimit`
 * in its CreateQueue), which the queues on AWS are.
 */
export class Deduplication {
  readonly #find: StatementSync;
  readonly #remember: StatementSync;
  readonly #forget: StatementSync;

  constructor(database: DatabaseSync) {
    this.#find = database.prepare(
      'SELECT message_id, expires_at FROM deduplication WHERE queue = ? AND deduplication_id = ?',
    );
    this.#remember = database.prepare(
      'INSERT OR REPLACE INTO deduplication (queue, deduplication_id, message_id, expires_at) VALUES (?, ?, ?, ?)',
    );
    this.#forget = database.prepare('DELETE FROM deduplication WHERE expires_at <= ?');
  }

  /** The id of the message that was sent with this deduplication id, if it still counts. */
  find(queue: string, groupId: string | undefined, deduplicationId: string, now: number): string | undefined {
    const row = this.#find.get(queue, scoped(groupId, deduplicationId));
    return row !== undefined && integer(row, 'expires_at') > now ? text(row, 'message_id') : undefined;
  }

  remember(queue: string, groupId: string | undefined, deduplicationId: string, messageId: string, now: number): void {
    this.#forget.run(now);
    this.#remember.run(queue, scoped(groupId, deduplicationId), messageId, now + WINDOW_MILLISECONDS);
  }
}
