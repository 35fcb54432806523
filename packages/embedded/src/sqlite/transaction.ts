import type { DatabaseSync } from 'node:sqlite';

export type Transaction = <T>(work: () => T) => T;

/** Runs work between BEGIN IMMEDIATE and COMMIT; rolls back when it throws. Work must be synchronous. */
export function transactions(database: DatabaseSync): Transaction {
  const begin = database.prepare('BEGIN IMMEDIATE');
  const commit = database.prepare('COMMIT');
  return (work) => {
    begin.run();
    try {
      const result = work();
      commit.run();
      return result;
    } catch (error) {
      // A failed COMMIT may have ended the transaction already.
      if (database.isTransaction) database.exec('ROLLBACK');
      throw error;
    }
  };
}
