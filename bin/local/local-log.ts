import { createWriteStream, existsSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from '@bos/kernel/clock';
import { jsonLog, type Log } from '@bos/kernel/log';

/** One file of the past is kept beside the present one. */
const LARGEST_BYTES = 64 * 1024 * 1024;

export const logFile = (dataDir: string): string => join(dataDir, 'log.jsonl');

/** Makes room at a start: a file that has grown too large is put aside. Before any thread writes. */
export function rotateLog(dataDir: string): void {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const path = logFile(dataDir);
  if (existsSync(path) && statSync(path).size > LARGEST_BYTES) renameSync(path, `${path}.1`);
}

/** Everything goes to the data folder's `log.jsonl`; what somebody should look at also to the terminal. */
export function openLocalLog(dataDir: string): Log {
  const file = createWriteStream(logFile(dataDir), { flags: 'a', mode: 0o600 });
  return jsonLog((line) => {
    file.write(`${line}\n`);
    if (!line.includes('"level":"info"')) process.stderr.write(`${line}\n`);
  }, systemClock.now);
}
