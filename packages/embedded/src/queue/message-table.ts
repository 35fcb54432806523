import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { integer, optionalInteger, optionalText, type Row, text } from '../sqlite/rows.ts';

/** A row of `messages`; times are milliseconds since the epoch. */
export interface StoredMessage {
  readonly sequence: number;
  readonly queue: string;
  readonly id: string;
  readonly body: string;
  readonly groupId: string | undefined;
  readonly deduplicationId: string | undefined;
  readonly sentAt: number;
  readonly receives: number;
  readonly firstReceivedAt: number | undefined;
}

function readMessage(row: Row): StoredMessage {
  return {
    sequence: integer(row, 'sequence'),
    queue: text(row, 'queue'),
    id: text(row, 'id'),
    body: text(row, 'body'),
    groupId: optionalText(row, 'group_id'),
    deduplicationId: optionalText(row, 'deduplication_id'),
    sentAt: integer(row, 'sent_at'),
    receives: integer(row, 'receives'),
    firstReceivedAt: optionalInteger(row, 'first_received_at'),
  };
}

/** Statements on `messages` and `groups`. */
export class MessageTable {
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /** Prepared at first use, once each. */
  #sql(sql: string): StatementSync {
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    const statement = this.#database.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }

  insert(message: Omit<StoredMessage, 'sequence' | 'receives' | 'firstReceivedAt'>, visibleAt: number): void {
    const { queue, id, body, groupId = null, deduplicationId = null, sentAt } = message;
    const { lastInsertRowid } = this.#sql(
      `INSERT INTO messages (queue, id, body, group_id, deduplication_id, sent_at, visible_at, receives)
       VALUES (?, ?, ?, ?, ?, ?, ?, 0)`,
    ).run(queue, id, body, groupId, deduplicationId, sentAt, visibleAt);
    if (groupId === null) return;
    // Behind others of its group it changes nothing; the first of a group opens it.
    this.#sql('INSERT OR IGNORE INTO groups (queue, group_id, visible_at, sequence) VALUES (?, ?, ?, ?)').run(
      queue,
      groupId,
      visibleAt,
      lastInsertRowid,
    );
  }

  /**
   * Writes down again when the first message of a group may be received: not before `now`, so that a group which was
   * just served stands behind those that wait, however old its messages are.
   */
  refreshGroup(queue: string, groupId: string | undefined, now: number): void {
    if (groupId === undefined) return;
    const first = this.#sql(
      'SELECT sequence, visible_at FROM messages WHERE queue = ? AND group_id = ? ORDER BY sequence LIMIT 1',
    ).get(queue, groupId);
    if (first === undefined) {
      this.#sql('DELETE FROM groups WHERE queue = ? AND group_id = ?').run(queue, groupId);
      return;
    }
    this.#sql('INSERT OR REPLACE INTO groups (queue, group_id, visible_at, sequence) VALUES (?, ?, ?, ?)').run(
      queue,
      groupId,
      Math.max(now, integer(first, 'visible_at')),
      integer(first, 'sequence'),
    );
  }

  /** The FIFO group that has waited longest, if its first message may be received. */
  readyGroup(queue: string, now: number): string | undefined {
    const row = this.#sql(
      'SELECT group_id FROM groups WHERE queue = ? AND visible_at <= ? ORDER BY visible_at, sequence LIMIT 1',
    ).get(queue, now);
    return row === undefined ? undefined : text(row, 'group_id');
  }

  /** The first messages of a group up to the first that may not be received. */
  ofGroup(queue: string, groupId: string, now: number, limit: number): StoredMessage[] {
    const rows = this.#sql('SELECT * FROM messages WHERE queue = ? AND group_id = ? ORDER BY sequence LIMIT ?').all(
      queue,
      groupId,
      limit,
    );
    const blocked = rows.findIndex((row) => integer(row, 'visible_at') > now);
    return (blocked === -1 ? rows : rows.slice(0, blocked)).map(readMessage);
  }

  /** Receivable messages of a standard queue. */
  ready(queue: string, now: number, limit: number): StoredMessage[] {
    const rows = this.#sql(
      'SELECT * FROM messages WHERE queue = ? AND visible_at <= ? ORDER BY visible_at, sequence LIMIT ?',
    ).all(queue, now, limit);
    return rows.map(readMessage);
  }

  byReceipt(queue: string, receipt: string): StoredMessage | undefined {
    const row = this.#sql('SELECT * FROM messages WHERE receipt = ? AND queue = ?').get(receipt, queue);
    return row === undefined ? undefined : readMessage(row);
  }

  /** Puts a message in flight. */
  take(sequence: number, receipt: string, now: number, visibleAt: number): void {
    this.#sql(
      `UPDATE messages SET receipt = ?, visible_at = ?, receives = receives + 1,
       first_received_at = coalesce(first_received_at, ?) WHERE sequence = ?`,
    ).run(receipt, visibleAt, now, sequence);
  }

  /** Ends the flight of a message; it may be received from `visibleAt` on. */
  putBack(sequence: number, visibleAt: number, receives: number): void {
    this.#sql('UPDATE messages SET receipt = NULL, visible_at = ?, receives = ? WHERE sequence = ?').run(
      visibleAt,
      receives,
      sequence,
    );
  }

  prolong(sequence: number, visibleAt: number): void {
    this.#sql('UPDATE messages SET visible_at = ? WHERE sequence = ?').run(visibleAt, sequence);
  }

  delete(sequence: number): void {
    this.#sql('DELETE FROM messages WHERE sequence = ?').run(sequence);
  }

  /** Moves a message to the end of another queue; `source` is remembered for the way back. */
  move(sequence: number, queue: string, source: string | undefined, receives: number, now: number): void {
    this.#sql(
      `INSERT INTO messages (queue, id, body, group_id, deduplication_id, sent_at, visible_at, receives, source)
       SELECT ?, id, body, group_id, deduplication_id, sent_at, ?, ?, ? FROM messages WHERE sequence = ?`,
    ).run(queue, now, receives, source ?? null, sequence);
    this.delete(sequence);
  }

  /** What came to a dead-letter queue from this one, in order. */
  movedFrom(source: string, deadLetterQueue: string): StoredMessage[] {
    const rows = this.#sql('SELECT * FROM messages WHERE queue = ? AND source = ? ORDER BY sequence');
    return rows.all(deadLetterQueue, source).map(readMessage);
  }

  countFrom(source: string, deadLetterQueue: string): number {
    const row = this.#sql('SELECT count(*) AS dead FROM messages WHERE queue = ? AND source = ?').get(
      deadLetterQueue,
      source,
    );
    return row === undefined ? 0 : integer(row, 'dead');
  }

  inFlight(): StoredMessage[] {
    return this.#sql('SELECT * FROM messages WHERE receipt IS NOT NULL').all().map(readMessage);
  }

  counts(queue: string, now: number): { visible: number; inFlight: number; delayed: number } {
    const row = this.#sql(
      `SELECT count(*) FILTER (WHERE visible_at <= ?1) AS visible,
              count(*) FILTER (WHERE visible_at > ?1 AND receipt IS NOT NULL) AS in_flight,
              count(*) FILTER (WHERE visible_at > ?1 AND receipt IS NULL) AS delayed
       FROM messages WHERE queue = ?2`,
    ).get(now, queue);
    if (row === undefined) return { visible: 0, inFlight: 0, delayed: 0 };
    return {
      visible: integer(row, 'visible'),
      inFlight: integer(row, 'in_flight'),
      delayed: integer(row, 'delayed'),
    };
  }

  /** When the next message that may not be received now may be. */
  nextVisible(queue: string, fifo: boolean, now: number): number | undefined {
    const table = fifo ? 'groups' : 'messages';
    const row = this.#sql(`SELECT min(visible_at) AS at FROM ${table} WHERE queue = ? AND visible_at > ?`).get(
      queue,
      now,
    );
    return row === undefined ? undefined : optionalInteger(row, 'at');
  }
}
