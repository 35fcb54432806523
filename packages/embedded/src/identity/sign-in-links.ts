import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type Clock, MINUTE } from '@bos/kernel/clock';
import { sha256 } from '@bos/kernel/hash';
import * as z from 'zod';

/** How long a link is good for. */
export const LINK_LIFETIME_MILLISECONDS = 15 * MINUTE;

const CODE_BYTES = 32;

/** Links that sign a person in once. */
export interface SignInLinks {
  /** The path of a new link, `/sign-in?code=…`. Whoever has it is that person, once, for 15 minutes. */
  create(subject: string): string;
  /** Whose link this is; from then on it is nobody's. Undefined for a used, expired or invented code. */
  consume(code: string): string | undefined;
  close(): void;
}

const rowSchema = z.object({ subject: z.string() });

/**
 * Keeps links in `<dataDir>/sign-in-links.db`, so that one made by the command line opens at the running server.
 * Only hashes of the codes are stored: who reads the file cannot sign in with it.
 */
export function openSignInLinks(deps: {
  readonly dataDir: string;
  readonly clock: Clock;
  /** 32 bytes that nobody can guess. */
  readonly randomness?: () => Uint8Array;
}): SignInLinks {
  const { clock, randomness = () => randomBytes(CODE_BYTES) } = deps;
  mkdirSync(deps.dataDir, { recursive: true });
  const file = path.join(deps.dataDir, 'sign-in-links.db');
  const database = new DatabaseSync(file, { timeout: 5000 });
  chmodSync(file, 0o600);
  database.exec(
    'CREATE TABLE IF NOT EXISTS link (hash TEXT PRIMARY KEY, subject TEXT NOT NULL, expires_at INTEGER NOT NULL) STRICT',
  );
  const removeExpired = database.prepare('DELETE FROM link WHERE expires_at <= ?');
  const insert = database.prepare('INSERT INTO link (hash, subject, expires_at) VALUES (?, ?, ?)');
  // One statement finds and removes: two requests with one code cannot both win.
  const take = database.prepare('DELETE FROM link WHERE hash = ? AND expires_at > ? RETURNING subject');

  return {
    create(subject) {
      const now = clock.now().getTime();
      const code = Buffer.from(randomness()).toString('base64url');
      removeExpired.run(now);
      insert.run(sha256(code), subject, now + LINK_LIFETIME_MILLISECONDS);
      return `/sign-in?code=${code}`;
    },
    consume(code) {
      const row = take.get(sha256(code), clock.now().getTime());
      return row === undefined ? undefined : rowSchema.parse(row).subject;
    },
    close: () => database.close(),
  };
}
