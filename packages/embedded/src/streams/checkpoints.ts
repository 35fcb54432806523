import { DatabaseSync } from 'node:sqlite';

/** How far one reader has come in one shard of a stream. */
export interface Checkpoint {
  /** The last record that is done with; undefined when the shard is known but not begun. */
  readonly sequenceNumber: string | undefined;
  /** The shard is closed and read to its end: its children may be read. */
  readonly finished: boolean;
}

/** The checkpoints of one reader of one stream. */
export interface Checkpoints {
  read(shardId: string): Checkpoint | undefined;
  write(shardId: string, checkpoint: Checkpoint): void;
}

export interface CheckpointFile {
  /** Forgets what that reader had read of any other stream: a table that was made anew has a new one. */
  open(reader: string, streamArn: string): Checkpoints;
  /** What all these readers have done with; undefined while one of them has done with nothing. */
  acknowledged(readers: readonly string[]): string | undefined;
  close(): void;
}

const SCHEMA = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = NORMAL;
  CREATE TABLE IF NOT EXISTS stream_checkpoint (
    reader TEXT NOT NULL,
    stream_arn TEXT NOT NULL,
    shard_id TEXT NOT NULL,
    sequence_number TEXT,
    finished INTEGER NOT NULL,
    PRIMARY KEY (reader, stream_arn, shard_id)
  ) STRICT, WITHOUT ROWID;`;

/**
 * Keeps checkpoints in a SQLite file. What is written survives the death of the process; a power cut may lose the
 * last ones, which repeats records.
 */
export function openCheckpoints(databasePath: string): CheckpointFile {
  const database = new DatabaseSync(databasePath, { timeout: 5_000 });
  database.exec(SCHEMA);
  const select = database.prepare(
    'SELECT sequence_number, finished FROM stream_checkpoint WHERE reader = ? AND stream_arn = ? AND shard_id = ?',
  );
  const upsert = database.prepare(
    `INSERT INTO stream_checkpoint VALUES (?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET sequence_number = excluded.sequence_number, finished = excluded.finished`,
  );
  const forget = database.prepare('DELETE FROM stream_checkpoint WHERE reader = ? AND stream_arn <> ?');
  const unfinished = database.prepare(
    'SELECT sequence_number FROM stream_checkpoint WHERE reader = ? AND finished = 0',
  );
  return {
    open(reader, streamArn) {
      forget.run(reader, streamArn);
      return {
        read(shardId) {
          const row = select.get(reader, streamArn, shardId);
          return row && { sequenceNumber: text(row.sequence_number), finished: row.finished === 1 };
        },
        write(shardId, { sequenceNumber, finished }) {
          upsert.run(reader, streamArn, shardId, sequenceNumber ?? null, finished ? 1 : 0);
        },
      };
    },
    acknowledged(readers) {
      const numbers = readers.flatMap((reader) => {
        const rows = unfinished.all(reader);
        return rows.length === 0 ? [undefined] : rows.map((row) => text(row.sequence_number));
      });
      return numbers.reduce(least, numbers[0]);
    },
    close: () => database.close(),
  };
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** Sequence numbers are decimal texts of up to 40 digits. */
function least(a: string | undefined, b: string | undefined): string | undefined {
  if (a === undefined || b === undefined) return undefined;
  return BigInt(a) < BigInt(b) ? a : b;
}
