import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { integer, optionalInteger, text } from '../sqlite/rows.ts';

/** A message that is kept until its time. `dueAt`: milliseconds since the epoch. */
export interface KeptMessage {
  readonly name: string;
  readonly dueAt: number;
  readonly queue: string;
  readonly groupId: string;
  readonly body: string;
}

/** Statements on `schedules`. */
export class ScheduleTable {
  readonly #put: StatementSync;
  readonly #delete: StatementSync;
  readonly #due: StatementSync;
  readonly #next: StatementSync;

  constructor(database: DatabaseSync) {
    this.#put = database.prepare(
      'INSERT OR REPLACE INTO schedules (name, due_at, queue, group_id, body) VALUES (?, ?, ?, ?, ?)',
    );
    this.#delete = database.prepare('DELETE FROM schedules WHERE name = ?');
    this.#due = database.prepare('SELECT * FROM schedules WHERE due_at <= ? ORDER BY due_at, name LIMIT ?');
    this.#next = database.prepare('SELECT min(due_at) AS at FROM schedules');
  }

  put({ name, dueAt, queue, groupId, body }: KeptMessage): void {
    this.#put.run(name, dueAt, queue, groupId, body);
  }

  /** False when there was none. */
  delete(name: string): boolean {
    return this.#delete.run(name).changes === 1;
  }

  due(now: number, limit: number): KeptMessage[] {
    return this.#due.all(now, limit).map((row) => ({
      name: text(row, 'name'),
      dueAt: integer(row, 'due_at'),
      queue: text(row, 'queue'),
      groupId: text(row, 'group_id'),
      body: text(row, 'body'),
    }));
  }

  /** When the next one is due. */
  next(): number | undefined {
    const row = this.#next.get();
    return row === undefined ? undefined : optionalInteger(row, 'at');
  }
}
