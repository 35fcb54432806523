import { DatabaseSync } from 'node:sqlite';

/**
 * messages: in order of `sequence`; `receipt` is set while one is in flight, `visible_at` says when it may be
 * received (again) · groups: of a FIFO queue, each with the time at which its first message may be received, so that
 * a receive never searches · deduplication: ids of sends of the last five minutes · schedules: messages that are sent
 * at a time.
 */
const SCHEMA = `
CREATE TABLE IF NOT EXISTS queues (
  name TEXT PRIMARY KEY, fifo INTEGER NOT NULL, visibility_seconds INTEGER NOT NULL, max_receives INTEGER,
  dead_letter_queue TEXT
) STRICT;
CREATE TABLE IF NOT EXISTS messages (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT, queue TEXT NOT NULL, id TEXT NOT NULL, body TEXT NOT NULL,
  group_id TEXT, deduplication_id TEXT, sent_at INTEGER NOT NULL, visible_at INTEGER NOT NULL,
  receives INTEGER NOT NULL, first_received_at INTEGER, receipt TEXT, source TEXT
) STRICT;
CREATE INDEX IF NOT EXISTS messages_by_time ON messages (queue, visible_at, sequence);
CREATE INDEX IF NOT EXISTS messages_by_source ON messages (queue, source, sequence) WHERE source IS NOT NULL;
CREATE INDEX IF NOT EXISTS messages_by_group ON messages (queue, group_id, sequence) WHERE group_id IS NOT NULL;
CREATE UNIQUE INDEX IF NOT EXISTS messages_by_receipt ON messages (receipt) WHERE receipt IS NOT NULL;
CREATE TABLE IF NOT EXISTS groups (
  queue TEXT NOT NULL, group_id TEXT NOT NULL, visible_at INTEGER NOT NULL, sequence INTEGER NOT NULL,
  PRIMARY KEY (queue, group_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS groups_by_time ON groups (queue, visible_at, sequence);
CREATE TABLE IF NOT EXISTS deduplication (
  queue TEXT NOT NULL, deduplication_id TEXT NOT NULL, message_id TEXT NOT NULL, expires_at INTEGER NOT NULL,
  PRIMARY KEY (queue, deduplication_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS deduplication_by_time ON deduplication (expires_at);
CREATE TABLE IF NOT EXISTS schedules (
  name TEXT PRIMARY KEY, due_at INTEGER NOT NULL, queue TEXT NOT NULL, group_id TEXT NOT NULL, body TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS schedules_by_time ON schedules (due_at);
`;

/** Opens (and creates) the queues' database. Survives kill -9; a power cut may lose the last commits. */
export function openQueueDatabase(path: string): DatabaseSync {
  const database = new DatabaseSync(path, { timeout: 5_000 });
  // A checkpoint waits for the disk: every 16 MB instead of every 4.
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 4000;');
  database.exec(SCHEMA);
  return database;
}
