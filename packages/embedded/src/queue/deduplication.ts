import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { integer, text } from '../sqlite/rows.ts';

const WINDOW_MILLISECONDS = 5 * 60_000;

/** Ids of sends, for five minutes; they outlive their message, as in SQS. */
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
  find(queue: string, deduplicationId: string, now: number): string | undefined {
    const row = this.#find.get(queue, deduplicationId);
    return row !== undefined && integer(row, 'expires_at') > now ? text(row, 'message_id') : undefined;
  }

  remember(queue: string, deduplicationId: string, messageId: string, now: number): void {
    this.#forget.run(now);
    this.#remember.run(queue, deduplicationId, messageId, now + WINDOW_MILLISECONDS);
  }
}
