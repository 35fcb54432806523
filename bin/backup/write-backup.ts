import { createHash } from 'node:crypto';
import { createWriteStream, existsSync, rmSync } from 'node:fs';
import { open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { OperatorError } from '../local/operator-error.ts';
import { type BackupEnd, type BackupHead, type BackupLine, countLines } from './backup-format.ts';

/** Lines that are handed on together: one call of the compression for each would cost more than the line. */
const LINES_AT_ONCE = 200;

export interface BackupContents {
  readonly head: BackupHead;
  readonly lines: AsyncIterable<BackupLine>;
}

/**
 * Writes a backup that its owner alone can read, under another name until it is whole and on the disk. Holds a few
 * hundred lines in memory, however many there are. Throws OperatorError when the file stands already.
 */
export async function writeBackup(path: string, { head, lines }: BackupContents): Promise<BackupEnd> {
  if (existsSync(path)) throw new OperatorError(`${path} stands already.`);
  const draft = `${path}.${process.pid}.part`;
  const hash = createHash('sha256');
  const counted = countLines();
  let end: BackupEnd | undefined;

  async function* text(): AsyncGenerator<Buffer> {
    let pending: string[] = [];
    const flush = (): Buffer => {
      const bytes = Buffer.from(pending.map((line) => `${line}\n`).join(''));
      hash.update(bytes);
      pending = [];
      return bytes;
    };
    pending.push(JSON.stringify({ Backup: head }));
    for await (const line of lines) {
      counted.note(line);
      pending.push(JSON.stringify(line));
      if (pending.length >= LINES_AT_ONCE) yield flush();
    }
    yield flush();
    end = { ...counted.counts, sha256: hash.digest('hex') };
    yield Buffer.from(`${JSON.stringify({ End: end })}\n`);
  }

  try {
    await pipeline(text, createGzip(), createWriteStream(draft, { flags: 'wx', mode: 0o600, flush: true }));
    await rename(draft, path);
    await syncFolder(dirname(path));
  } finally {
    rmSync(draft, { force: true });
  }
  if (end === undefined) throw new Error('A backup ended before its last line.');
  return end;
}

/** A name is on the disk only when its folder is. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
