import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { integer, optionalInteger, optionalText, type Row, text } from '../../sqlite/rows.ts';
import { type Branch, PHASES, type Phase } from '../branch.ts';

export type NewBranch = Pick<
  Branch,
  'execution' | 'parent' | 'itemIndex' | 'item' | 'state' | 'enteredAt' | 'phase' | 'input'
>;

function readPhase(row: Row): Phase {
  const stored = text(row, 'phase');
  const phase = PHASES.find((known) => known === stored);
  if (phase === undefined) throw new TypeError(`unknown phase ${stored}`);
  return phase;
}

function readBranch(row: Row): Branch {
  return {
    id: integer(row, 'id'),
    execution: text(row, 'execution'),
    parent: optionalInteger(row, 'parent'),
    itemIndex: optionalInteger(row, 'item_index'),
    item: optionalText(row, 'item'),
    state: text(row, 'state'),
    enteredAt: integer(row, 'entered_at'),
    phase: readPhase(row),
    input: text(row, 'input'),
    variables: text(row, 'variables'),
    retries: text(row, 'retries'),
    work: optionalText(row, 'work'),
    token: optionalText(row, 'token'),
    dueAt: optionalInteger(row, 'due_at'),
    timeoutAt: optionalInteger(row, 'timeout_at'),
    heartbeatAt: optionalInteger(row, 'heartbeat_at'),
    heartbeatSeconds: optionalInteger(row, 'heartbeat_seconds'),
    revision: integer(row, 'revision'),
  };
}

function alarmOf(branch: Pick<Branch, 'dueAt' | 'timeoutAt' | 'heartbeatAt'>): number | null {
  const times = [branch.dueAt, branch.timeoutAt, branch.heartbeatAt].filter((time) => time !== undefined);
  return times.length === 0 ? null : Math.min(...times);
}

/** A branch and all iterations below it. */
const DESCENDANTS = `WITH RECURSIVE below(id) AS (
  SELECT id FROM branches WHERE parent = ?
  UNION ALL SELECT branches.id FROM branches JOIN below ON branches.parent = below.id)`;

/** Statements on `branches`. */
export class BranchTable {
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

  insert(branch: NewBranch): number {
    const { execution, parent = null, itemIndex = null, item = null, state, enteredAt, phase, input } = branch;
    const insert = this.#sql(
      `INSERT INTO branches (execution, parent, item_index, item, state, entered_at, phase, input, variables, retries,
       revision) VALUES (?, ?, ?, ?, ?, ?, ?, ?, '{}', '[]', 0)`,
    );
    return Number(insert.run(execution, parent, itemIndex, item, state, enteredAt, phase, input).lastInsertRowid);
  }

  find(id: number): Branch | undefined {
    const row = this.#sql('SELECT * FROM branches WHERE id = ?').get(id);
    return row === undefined ? undefined : readBranch(row);
  }

  revisionOf(id: number): number | undefined {
    const row = this.#sql('SELECT revision FROM branches WHERE id = ?').get(id);
    return row === undefined ? undefined : integer(row, 'revision');
  }

  findByToken(token: string): Branch | undefined {
    const row = this.#sql('SELECT * FROM branches WHERE token = ?').get(token);
    return row === undefined ? undefined : readBranch(row);
  }

  /** Writes the branch if its revision is still the stored one; false when somebody was faster. */
  save(branch: Branch): boolean {
    const { state, enteredAt, phase, input, variables, retries, work = null, token = null, id, revision } = branch;
    const { dueAt = null, timeoutAt = null, heartbeatAt = null, heartbeatSeconds = null } = branch;
    const update = this.#sql(
      `UPDATE branches SET state = ?, entered_at = ?, phase = ?, input = ?, variables = ?, retries = ?, work = ?,
       token = ?, due_at = ?, timeout_at = ?, heartbeat_at = ?, heartbeat_seconds = ?, alarm_at = ?,
       revision = revision + 1 WHERE id = ? AND revision = ?`,
    );
    const alarm = alarmOf(branch);
    const values = [state, enteredAt, phase, input, variables, retries, work, token];
    const times = [dueAt, timeoutAt, heartbeatAt, heartbeatSeconds, alarm];
    return update.run(...values, ...times, id, revision).changes === 1;
  }

  /** Moves the heartbeat only: a task in flight keeps its revision. */
  beat(branch: Branch, heartbeatAt: number): void {
    const alarm = alarmOf({ ...branch, heartbeatAt });
    this.#sql('UPDATE branches SET heartbeat_at = ?, alarm_at = ? WHERE id = ?').run(heartbeatAt, alarm, branch.id);
  }

  firstQueued(parent: number): Branch | undefined {
    const row = this.#sql("SELECT * FROM branches WHERE parent = ? AND phase = 'queued' ORDER BY id LIMIT 1").get(
      parent,
    );
    return row === undefined ? undefined : readBranch(row);
  }

  hasUnfinished(parent: number): boolean {
    return (
      this.#sql("SELECT 1 FROM branches WHERE parent = ? AND phase <> 'finished' LIMIT 1").get(parent) !== undefined
    );
  }

  /** The outputs of a Map's iterations, JSON, in the order of the items. */
  outputs(parent: number): string[] {
    const rows = this.#sql('SELECT work FROM branches WHERE parent = ? ORDER BY item_index').all(parent);
    return rows.map((row) => text(row, 'work'));
  }

  /** Deletes all iterations below a branch and returns their ids. */
  deleteBelow(parent: number): number[] {
    const ids = this.#sql(`${DESCENDANTS} SELECT id FROM below`).all(parent);
    this.#sql(`${DESCENDANTS} DELETE FROM branches WHERE id IN (SELECT id FROM below)`).run(parent);
    return ids.map((row) => integer(row, 'id'));
  }

  /** Deletes all branches of an execution and returns their ids. */
  deleteExecution(execution: string): number[] {
    const ids = this.#sql('DELETE FROM branches WHERE execution = ? RETURNING id').all(execution);
    return ids.map((row) => integer(row, 'id'));
  }

  due(now: number): Branch[] {
    return this.#sql('SELECT * FROM branches WHERE alarm_at <= ?').all(now).map(readBranch);
  }

  nextAlarm(now: number): number | undefined {
    const row = this.#sql('SELECT min(alarm_at) AS at FROM branches WHERE alarm_at > ?').get(now);
    return row === undefined ? undefined : optionalInteger(row, 'at');
  }

  inPhases(phases: readonly Phase[]): { id: number; phase: Phase }[] {
    const places = phases.map(() => '?').join(', ');
    const rows = this.#sql(`SELECT id, phase FROM branches WHERE phase IN (${places}) ORDER BY id`).all(...phases);
    return rows.map((row) => ({ id: integer(row, 'id'), phase: readPhase(row) }));
  }
}
