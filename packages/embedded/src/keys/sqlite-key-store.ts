import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { scopeName, scopeOfName, type WrappingScope, wrappingScope } from '@bos/table/encryption/key-scope';
import type { KeyRecord, KeyStore, StoredKeyRecord } from '@bos/table/encryption/key-store';
import * as z from 'zod';
import { integer, type Row, text } from '../sqlite/rows.ts';

/** What is overwritten or removed is filled with zeros in the file. */
const SETTINGS = `
  PRAGMA journal_mode = WAL;
  PRAGMA secure_delete = ON;`;

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS record (
    scope TEXT PRIMARY KEY, wrapped_by TEXT NOT NULL, revision INTEGER NOT NULL, keys TEXT NOT NULL, erased_at TEXT
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS record_by_wrapping ON record (wrapped_by, scope);`;

const keysSchema = z.array(
  z.object({ version: z.number(), by: z.number(), from: z.string(), wrapped: z.string() }).transform((key) => ({
    ...key,
    wrapped: new Uint8Array(Buffer.from(key.wrapped, 'base64url')),
  })),
);

const nameOf = (outer: WrappingScope): string => (outer === 'keeper' ? outer : scopeName(outer));

function keysText({ keys }: KeyRecord): string {
  return JSON.stringify(keys.map((key) => ({ ...key, wrapped: Buffer.from(key.wrapped).toString('base64url') })));
}

function recordOf(row: Row): StoredKeyRecord {
  const erasedAt = row.erased_at === null ? undefined : text(row, 'erased_at');
  const keys = keysSchema.parse(JSON.parse(text(row, 'keys')));
  return { revision: integer(row, 'revision'), keys, ...(erasedAt !== undefined && { erasedAt }) };
}

export interface SqliteKeyStore extends KeyStore {
  close(): void;
}

const PAGE = 500;

/** Wrapped keys in a SQLite file of their own, for several processes at once. Survives kill -9. */
export function openSqliteKeyStore(path: string): SqliteKeyStore {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  // SQLite gives its log the rights of the file.
  closeSync(openSync(path, 'a', 0o600));
  const database = new DatabaseSync(path, { timeout: 5_000 });
  database.exec(SETTINGS + SCHEMA);
  const select = database.prepare('SELECT revision, keys, erased_at FROM record WHERE scope = ?');
  const insert = database.prepare(
    'INSERT INTO record (scope, wrapped_by, revision, keys, erased_at) VALUES (?, ?, 1, ?, ?) ON CONFLICT DO NOTHING',
  );
  const update = database.prepare(
    'UPDATE record SET revision = revision + 1, keys = ?, erased_at = ? WHERE scope = ? AND revision = ?',
  );
  const erase = database.prepare('DELETE FROM record WHERE scope = ?');
  const list = database.prepare('SELECT scope FROM record WHERE wrapped_by = ? AND scope > ? ORDER BY scope LIMIT ?');

  let inForce = '';
  /** Whether the next write waits for the disk (`FULL`), so that a power cut cannot take it. */
  function synchronous(level: 'FULL' | 'NORMAL'): void {
    if (inForce !== level) database.exec(`PRAGMA synchronous = ${level}`);
    inForce = level;
  }

  const read = (name: string): StoredKeyRecord | undefined => {
    const row = select.get(name);
    return row && recordOf(row);
  };

  return {
    read: async (scope) => read(scopeName(scope)),
    async create(scope, record) {
      const name = scopeName(scope);
      // A sender's key protects a message for minutes; any other must not be lost.
      synchronous(scope.kind === 'sender' ? 'NORMAL' : 'FULL');
      const { changes } = insert.run(name, nameOf(wrappingScope(scope)), keysText(record), record.erasedAt ?? null);
      const lasting = { ...record, revision: 1 };
      return changes === 1 ? lasting : (read(name) ?? lasting);
    },
    async replace(scope, record, revision) {
      synchronous('FULL');
      return update.run(keysText(record), record.erasedAt ?? null, scopeName(scope), revision).changes === 1;
    },
    async remove(scope) {
      synchronous('FULL');
      erase.run(scopeName(scope));
    },
    async *wrappedBy(outer) {
      let last = '';
      for (;;) {
        const names = list.all(nameOf(outer), last, PAGE).map((row) => text(row, 'scope'));
        for (const name of names) yield scopeOfName(name);
        if (names.length < PAGE) return;
        last = names.at(-1) ?? '';
      }
    },
    async scrub() {
      // Moving rows between pages may leave copies behind, and the log keeps what was there before: both are written
      // anew. A key takes 200 bytes, so that is a matter of milliseconds.
      database.exec('VACUUM');
      const row = database.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get();
      if (row?.busy !== 0) throw new Error('The log of the key store could not be emptied: somebody is reading it.');
    },
    close: () => database.close(),
  };
}
