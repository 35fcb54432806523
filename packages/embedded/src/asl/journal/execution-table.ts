import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { integer, optionalInteger, optionalText, type Row, text } from '../../sqlite/rows.ts';

export const EXECUTION_STATUSES = ['RUNNING', 'SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED'] as const;
export type ExecutionStatus = (typeof EXECUTION_STATUSES)[number];

/** Input and output are JSON text, times milliseconds since the epoch. */
export interface ExecutionRecord {
  readonly name: string;
  readonly definition: string;
  readonly status: ExecutionStatus;
  readonly input: string;
  readonly output: string | undefined;
  readonly error: string | undefined;
  readonly cause: string | undefined;
  readonly startedAt: number;
  readonly stoppedAt: number | undefined;
  readonly timeoutAt: number | undefined;
  /** Events so far. */
  readonly events: number;
}

export interface ExecutionEnd {
  readonly status: Exclude<ExecutionStatus, 'RUNNING'>;
  readonly output?: string;
  readonly error?: string;
  readonly cause?: string;
}

function readStatus(row: Row): ExecutionStatus {
  const stored = text(row, 'status');
  const status = EXECUTION_STATUSES.find((known) => known === stored);
  if (status === undefined) throw new TypeError(`unknown execution status ${stored}`);
  return status;
}

function readExecution(row: Row): ExecutionRecord {
  return {
    name: text(row, 'name'),
    definition: text(row, 'definition'),
    status: readStatus(row),
    input: text(row, 'input'),
    output: optionalText(row, 'output'),
    error: optionalText(row, 'error'),
    cause: optionalText(row, 'cause'),
    startedAt: integer(row, 'started_at'),
    stoppedAt: optionalInteger(row, 'stopped_at'),
    timeoutAt: optionalInteger(row, 'timeout_at'),
    events: integer(row, 'events'),
  };
}

/** Statements on `executions` and on the definitions that they started with. */
export class ExecutionTable {
  readonly #select: StatementSync;
  readonly #insert: StatementSync;
  readonly #finish: StatementSync;
  readonly #count: StatementSync;
  readonly #overdue: StatementSync;
  readonly #nextTimeout: StatementSync;
  readonly #keepDefinition: StatementSync;
  readonly #definition: StatementSync;
  readonly #stoppedBefore: StatementSync;
  readonly #delete: StatementSync;
  readonly #dropDefinitions: StatementSync;

  constructor(database: DatabaseSync) {
    this.#select = database.prepare('SELECT * FROM executions WHERE name = ?');
    this.#insert = database.prepare(
      `INSERT INTO executions (name, definition, status, input, started_at, timeout_at, events)
       VALUES (?, ?, 'RUNNING', ?, ?, ?, 0)`,
    );
    this.#finish = database.prepare(
      `UPDATE executions SET status = ?, output = ?, error = ?, cause = ?, stopped_at = ?
       WHERE name = ? AND status = 'RUNNING'`,
    );
    this.#count = database.prepare('UPDATE executions SET events = events + 1 WHERE name = ? RETURNING events');
    this.#overdue = database.prepare("SELECT name FROM executions WHERE status = 'RUNNING' AND timeout_at <= ?");
    this.#nextTimeout = database.prepare(
      "SELECT min(timeout_at) AS at FROM executions WHERE status = 'RUNNING' AND timeout_at > ?",
    );
    this.#keepDefinition = database.prepare('INSERT OR IGNORE INTO definitions (hash, source) VALUES (?, ?)');
    this.#definition = database.prepare('SELECT source FROM definitions WHERE hash = ?');
    this.#stoppedBefore = database.prepare('SELECT name FROM executions WHERE stopped_at < ?');
    this.#delete = database.prepare('DELETE FROM executions WHERE name = ?');
    this.#dropDefinitions = database.prepare(
      'DELETE FROM definitions WHERE hash NOT IN (SELECT definition FROM executions)',
    );
  }

  find(name: string): ExecutionRecord | undefined {
    const row = this.#select.get(name);
    return row === undefined ? undefined : readExecution(row);
  }

  insert(name: string, definition: string, input: string, startedAt: number, timeoutAt: number | undefined): void {
    this.#insert.run(name, definition, input, startedAt, timeoutAt ?? null);
  }

  /** False when the execution was not running. */
  finish(name: string, end: ExecutionEnd, stoppedAt: number): boolean {
    const { output = null, error = null, cause = null } = end;
    return this.#finish.run(end.status, output, error, cause, stoppedAt, name).changes === 1;
  }

  /** The sequence number of the next event. */
  countEvent(name: string): number {
    const row = this.#count.get(name);
    if (row === undefined) throw new Error(`no execution ${name}`);
    return integer(row, 'events');
  }

  overdue(now: number): string[] {
    return this.#overdue.all(now).map((row) => text(row, 'name'));
  }

  nextTimeout(now: number): number | undefined {
    const row = this.#nextTimeout.get(now);
    return row === undefined ? undefined : optionalInteger(row, 'at');
  }

  keepDefinition(hash: string, source: string): void {
    this.#keepDefinition.run(hash, source);
  }

  definitionSource(hash: string): string | undefined {
    const row = this.#definition.get(hash);
    return row === undefined ? undefined : text(row, 'source');
  }

  stoppedBefore(time: number): string[] {
    return this.#stoppedBefore.all(time).map((row) => text(row, 'name'));
  }

  delete(name: string): void {
    this.#delete.run(name);
  }

  dropUnusedDefinitions(): void {
    this.#dropDefinitions.run();
  }
}
