import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { createGunzip } from 'node:zlib';
import { OperatorError } from '../local/operator-error.ts';
import {
  type BackupEnd,
  type BackupHead,
  type BackupLine,
  countLines,
  FORMAT_VERSION,
  readFirstLine,
  readLine,
} from './backup-format.ts';
import { splitLines } from './split-lines.ts';

export interface CheckedBackup {
  readonly head: BackupHead;
  readonly end: BackupEnd;
}

/**
 * The lines of a backup, first and last included, judged as they pass. Throws OperatorError when the file is no backup,
 * is of a later format, or is not, to the last byte, what was written.
 */
export async function* readBackup(
  path: string,
): AsyncGenerator<{ readonly head: BackupHead } | BackupLine | { readonly End: BackupEnd }> {
  const hash = createHash('sha256');
  const counted = countLines();
  let end: BackupEnd | undefined;
  let place = 0;
  for await (const text of linesOf(path)) {
    place++;
    if (end !== undefined) throw damaged(path, 'something stands after its end');
    if (place === 1) {
      yield { head: headOf(path, text) };
    } else {
      const line = readLine(text);
      if (line === undefined) throw damaged(path, `line ${place} cannot be read`);
      if ('End' in line) {
        end = line.End;
        const { sha256, ...counts } = end;
        if (hash.copy().digest('hex') !== sha256) throw damaged(path, 'it is not what was written');
        if (!isDeepStrictEqual(counts, counted.counts)) throw damaged(path, 'its parts are not as many as it says');
      } else counted.note(line);
      yield line;
    }
    hash.update(`${text}\n`);
  }
  if (end === undefined) throw damaged(path, 'its end is missing');
}

/** Reads all of it and keeps nothing. Throws OperatorError as `readBackup` does. */
export async function checkBackup(path: string): Promise<CheckedBackup> {
  let [head, end]: [BackupHead | undefined, BackupEnd | undefined] = [undefined, undefined];
  for await (const line of readBackup(path)) {
    if ('head' in line) head = line.head;
    else if ('End' in line) end = line.End;
  }
  if (head === undefined || end === undefined) throw damaged(path, 'its end is missing');
  return { head, end };
}

async function* linesOf(path: string): AsyncGenerator<string> {
  const file = createReadStream(path);
  const unzipped = file.pipe(createGunzip());
  // An error of the file would otherwise leave the reader of what comes out of it waiting.
  file.once('error', (error) => unzipped.destroy(error));
  try {
    for await (const each of splitLines(unzipped)) {
      if ('rest' in each) throw damaged(path, 'its last line is cut off');
      yield each.line;
    }
  } catch (error) {
    throw explained(path, error);
  } finally {
    file.destroy();
  }
}

function explained(path: string, error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ENOENT') return new OperatorError(`There is no file ${path}.`);
  if (code === 'Z_BUF_ERROR') return damaged(path, 'it is cut off');
  return code.startsWith('Z_') ? damaged(path, 'it cannot be unpacked') : error;
}

function headOf(path: string, line: string): BackupHead {
  const first = readFirstLine(line);
  switch (first.kind) {
    case 'head':
      return first.head;
    case 'newer':
      throw new OperatorError(
        `${path} has the format ${first.version}; this release reads up to ${FORMAT_VERSION}: restore it with the release that made it.`,
      );
    case 'foreign':
      throw new OperatorError(`${path} is no backup of BuildingOS.`);
  }
}

function damaged(path: string, how: string): OperatorError {
  return new OperatorError(`${path} is damaged: ${how}. Nothing was restored from it.`);
}
