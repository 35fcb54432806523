import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';

/** Without it every write looks through all stream records for the last sequence number. */
const INDEX = `CREATE INDEX IF NOT EXISTS bos_stream_records
  ON _stream_records(table_name, CAST(sequence_number AS INTEGER))`;

const ROWS_AT_ONCE = 1_000;

export interface TrimRequest {
  readonly tableName: string;
  /** The last sequence number that every reader has done with; nothing newer is removed. */
  readonly acknowledged: string;
  readonly olderThan: Date;
}

function open(databasePath: string): DatabaseSync {
  return new DatabaseSync(databasePath, { timeout: 5_000 });
}

/** False also when there is no database yet. */
export function hasStreamIndex(databasePath: string): boolean {
  if (!existsSync(databasePath)) return false;
  const database = open(databasePath);
  try {
    return database.prepare(`SELECT 1 FROM sqlite_master WHERE name = 'bos_stream_records'`).get() !== undefined;
  } finally {
    database.close();
  }
}

/** Only while no engine runs, and after one has made the tables. */
export function createStreamIndex(databasePath: string): void {
  const database = open(databasePath);
  try {
    database.exec(INDEX);
  } finally {
    database.close();
  }
}

/**
 * Removes up to 1,000 stream records that nobody will read again, and says how many. The newest record always stays:
 * the engine counts on from it. Holds the write lock for a few milliseconds, which a running engine waits out.
 */
export function trimStreamRecords(databasePath: string, { tableName, acknowledged, olderThan }: TrimRequest): number {
  const database = open(databasePath);
  try {
    const { changes } = database
      .prepare(
        `DELETE FROM _stream_records WHERE id IN (
           SELECT id FROM _stream_records
           WHERE table_name = ?1
             AND CAST(sequence_number AS INTEGER) <= CAST(?2 AS INTEGER)
             AND CAST(sequence_number AS INTEGER) <
                 (SELECT MAX(CAST(sequence_number AS INTEGER)) FROM _stream_records WHERE table_name = ?1)
             AND created_at < ?3
           ORDER BY CAST(sequence_number AS INTEGER)
           LIMIT ${ROWS_AT_ONCE})`,
      )
      .run(tableName, acknowledged, Math.floor(olderThan.getTime() / 1000));
    return Number(changes);
  } finally {
    database.close();
  }
}
