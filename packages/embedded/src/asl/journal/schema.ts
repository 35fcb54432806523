import { DatabaseSync } from 'node:sqlite';

/**
 * executions: one row each · definitions: every definition that an execution started with · branches: where running
 * executions stand · events: what happened, in order. `alarm_at` is the earliest of a branch's times.
 */
const SCHEMA = `
CREATE TABLE IF NOT EXISTS definitions (hash TEXT PRIMARY KEY, source TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS executions (
  name TEXT PRIMARY KEY, definition TEXT NOT NULL, status TEXT NOT NULL, input TEXT NOT NULL,
  output TEXT, error TEXT, cause TEXT,
  started_at INTEGER NOT NULL, stopped_at INTEGER, timeout_at INTEGER, events INTEGER NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS executions_by_timeout ON executions (timeout_at)
  WHERE status = 'RUNNING' AND timeout_at IS NOT NULL;
CREATE INDEX IF NOT EXISTS executions_by_stop ON executions (stopped_at) WHERE stopped_at IS NOT NULL;
CREATE TABLE IF NOT EXISTS branches (
  id INTEGER PRIMARY KEY AUTOINCREMENT, execution TEXT NOT NULL, parent INTEGER, item_index INTEGER, item TEXT,
  state TEXT NOT NULL, entered_at INTEGER NOT NULL, phase TEXT NOT NULL, input TEXT NOT NULL, variables TEXT NOT NULL,
  retries TEXT NOT NULL, work TEXT, token TEXT, due_at INTEGER, timeout_at INTEGER, heartbeat_at INTEGER,
  heartbeat_seconds INTEGER, alarm_at INTEGER, revision INTEGER NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS branches_by_execution ON branches (execution);
CREATE INDEX IF NOT EXISTS branches_by_parent ON branches (parent, phase) WHERE parent IS NOT NULL;
CREATE UNIQUE INDEX IF NOT EXISTS branches_by_token ON branches (token) WHERE token IS NOT NULL;
CREATE INDEX IF NOT EXISTS branches_by_alarm ON branches (alarm_at) WHERE alarm_at IS NOT NULL;
CREATE TABLE IF NOT EXISTS events (
  execution TEXT NOT NULL, sequence INTEGER NOT NULL, at INTEGER NOT NULL, type TEXT NOT NULL, state TEXT,
  details TEXT NOT NULL, PRIMARY KEY (execution, sequence)
) STRICT, WITHOUT ROWID;
`;

/** Opens (and creates) a journal. Survives kill -9; a power cut may lose the last commits. */
export function openJournalDatabase(path: string): DatabaseSync {
  const database = new DatabaseSync(path, { timeout: 5_000 });
  // A checkpoint waits for the disk: every 16 MB instead of every 4.
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 4000;');
  database.exec(SCHEMA);
  return database;
}
