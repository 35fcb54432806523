import { randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';

const KEY_BYTES = 32;

/** A master key with the time from which it wraps (ISO 8601); the first of all has none. */
export interface MasterKey {
  readonly key: Buffer;
  readonly from?: string;
}

/** A line a key, the newest first: 256 bits in base64url, and from when. */
function parse(path: string): readonly MasterKey[] {
  const keys = readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map((line): MasterKey => {
      const [text = '', from] = line.trim().split(' ');
      return { key: Buffer.from(text, 'base64url'), ...(from !== undefined && { from }) };
    });
  if (keys.some(({ key }) => key.length !== KEY_BYTES)) {
    throw new Error(`The key file ${path} does not hold 256-bit keys.`);
  }
  return keys;
}

function write(path: string, keys: readonly MasterKey[]): void {
  const file = openSync(path, 'wx', 0o600);
  try {
    writeSync(
      file,
      keys.map(({ key, from }) => [key.toString('base64url'), from].filter(Boolean).join(' ')).join('\n'),
    );
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

const scratch = (path: string): string => `${path}.${process.pid}.${randomBytes(4).toString('hex')}`;

/** The keys of the file, which is made at the first start. Whoever has it and the data folder reads everything. */
export function readKeyFile(path: string): readonly MasterKey[] {
  if (!existsSync(path)) {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    const made = scratch(path);
    write(made, [{ key: randomBytes(KEY_BYTES) }]);
    // A link, not a rename: of two processes that start at once, one makes the key and the other reads it.
    try {
      linkSync(made, path);
    } catch (error) {
      if (!existsSync(path)) throw error;
    } finally {
      rmSync(made);
    }
  }
  return parse(path);
}

/** Puts other keys into the file, and overwrites what it held before. A kill in between leaves one or the other. */
export function replaceKeyFile(path: string, keys: readonly MasterKey[]): void {
  const former = openSync(path, 'r+');
  try {
    const { length } = readFileSync(former);
    const made = scratch(path);
    write(made, keys);
    renameSync(made, path);
    writeSync(former, Buffer.alloc(length), 0, length, 0);
    fsyncSync(former);
  } finally {
    closeSync(former);
  }
}

/** A new key before the present ones. */
export function addMasterKey(path: string, from: Date): void {
  replaceKeyFile(path, [{ key: randomBytes(KEY_BYTES), from: from.toISOString() }, ...readKeyFile(path)]);
}
