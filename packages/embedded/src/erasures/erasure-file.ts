import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { type Erasure, type ErasureLedger, erasureSchema } from '@bos/people/erasure/erasure-ledger';

/** A line of a kill in the middle of a write ends the file without an end of line, and was never promised. */
function linesOf(path: string): string[] {
  if (!existsSync(path)) return [];
  return readFileSync(path, 'utf8').split('\n').slice(0, -1);
}

/** The ledger of one machine: a file to which lines of JSON are appended. A backup carries it along, and a restore merges it. */
export function openErasureFile(path: string): ErasureLedger {
  return {
    async note(erasure) {
      mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
      const torn = existsSync(path) && !/(^|\n)$/.test(readFileSync(path, 'utf8'));
      const file = openSync(path, 'a', 0o600);
      try {
        writeSync(file, `${torn ? '\n' : ''}${JSON.stringify(erasure)}\n`);
        fsyncSync(file);
      } finally {
        closeSync(file);
      }
    },
    async entries() {
      const entries = new Map<string, Erasure>();
      for (const line of linesOf(path)) {
        const erasure = readLine(line);
        if (erasure) entries.set(erasure.userId, erasure);
      }
      return [...entries.values()];
    },
  };
}

/** Undefined for a line that a kill has cut off. */
function readLine(line: string): Erasure | undefined {
  try {
    return erasureSchema.parse(JSON.parse(line));
  } catch {
    return undefined;
  }
}
