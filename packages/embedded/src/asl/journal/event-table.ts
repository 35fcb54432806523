import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { integer, optionalText, type Row, text } from '../../sqlite/rows.ts';

/** One entry of an execution's history; types are those of Step Functions where it has one. */
export interface HistoryEvent {
  /** From 1, without gaps. */
  readonly id: number;
  readonly at: Date;
  readonly type: string;
  readonly state: string | undefined;
  readonly details: Readonly<Record<string, unknown>>;
}

function readEvent(row: Row): HistoryEvent {
  const details: unknown = JSON.parse(text(row, 'details'));
  return {
    id: integer(row, 'sequence'),
    at: new Date(integer(row, 'at')),
    type: text(row, 'type'),
    state: optionalText(row, 'state'),
    details: typeof details === 'object' && details !== null ? { ...details } : {},
  };
}

export class EventTable {
  readonly #insert: StatementSync;
  readonly #select: StatementSync;
  readonly #delete: StatementSync;

  constructor(database: DatabaseSync) {
    this.#insert = database.prepare(
      'INSERT INTO events (execution, sequence, at, type, state, details) VALUES (?, ?, ?, ?, ?, ?)',
    );
    this.#select = database.prepare('SELECT * FROM events WHERE execution = ? ORDER BY sequence');
    this.#delete = database.prepare('DELETE FROM events WHERE execution = ?');
  }

  append(execution: string, event: Omit<HistoryEvent, 'at'> & { readonly at: number }): void {
    this.#insert.run(execution, event.id, event.at, event.type, event.state ?? null, JSON.stringify(event.details));
  }

  delete(execution: string): void {
    this.#delete.run(execution);
  }

  of(execution: string): HistoryEvent[] {
    return this.#select.all(execution).map(readEvent);
  }
}
