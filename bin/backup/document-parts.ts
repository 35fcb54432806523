import { type FileHandle, mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { DomainError } from '@bos/kernel/errors';
import type { DataKeys } from '@bos/table/encryption/data-keys';
import { openBytes, sealBytes } from '@bos/table/encryption/seal';
import type { DocumentPart } from './backup-format.ts';

const PART_BYTES = 192 * 1024;

/** A part opens in its own place alone. */
const contextOf = ({ file, part, last }: Pick<DocumentPart, 'file' | 'part' | 'last'>): string =>
  `backup\n${file}\n${part}\n${last ? 'last' : 'more'}`;

/** Every file of the documents in parts, sealed with the platform's present key. None when there is no such folder. */
export async function* readDocuments(folder: string, keys: DataKeys): AsyncGenerator<DocumentPart> {
  for (const drawer of await namesIn(folder, /^[0-9a-f]{2}$/)) {
    for (const name of await namesIn(join(folder, drawer), /^[0-9a-f]{62}$/)) {
      yield* readDocument(folder, `${drawer}/${name}`, keys);
    }
  }
}

async function namesIn(folder: string, pattern: RegExp): Promise<string[]> {
  try {
    return (await readdir(folder)).filter((name) => pattern.test(name)).toSorted();
  } catch (error) {
    if (isAbsent(error)) return [];
    throw error;
  }
}

const isAbsent = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT';

async function* readDocument(folder: string, file: string, { current }: DataKeys): AsyncGenerator<DocumentPart> {
  const handle = await openIfThere(join(folder, file));
  if (handle === undefined) return;
  try {
    const { size } = await handle.stat();
    const parts = Math.max(1, Math.ceil(size / PART_BYTES));
    for (let part = 0; part < parts; part++) {
      const place = { file, part, last: part === parts - 1 };
      const bytes = await readAt(handle, part * PART_BYTES, Math.min(PART_BYTES, size - part * PART_BYTES));
      const sealed = sealBytes(current.key, bytes, contextOf(place)).toString('base64');
      yield { ...place, keyVersion: current.version, sealed };
    }
  } finally {
    await handle.close();
  }
}

/** It may have been removed since its folder was read: then nothing points to it any more. */
async function openIfThere(path: string): Promise<FileHandle | undefined> {
  try {
    return await open(path, 'r');
  } catch (error) {
    if (isAbsent(error)) return undefined;
    throw error;
  }
}

async function readAt(handle: FileHandle, position: number, length: number): Promise<Buffer> {
  const { bytesRead, buffer } = await handle.read(Buffer.alloc(length), 0, length, position);
  if (bytesRead !== length) throw new Error('A file of the documents became shorter while it was read.');
  return buffer;
}

/**
 * Writes the parts of files into a folder as they come, those of a file one after the other. A file is there whole or
 * not at all. Throws DECRYPTION_FAILED, and KEY_VERSION_UNKNOWN when the key of a part is gone.
 */
export function writeDocuments(folder: string, keys: DataKeys): (document: DocumentPart) => Promise<void> {
  return async ({ sealed, keyVersion, ...place }) => {
    const path = join(folder, place.file);
    const draft = `${path}.part`;
    const key = keys.all.find(({ version }) => version === keyVersion)?.key;
    if (key === undefined)
      throw new DomainError('unavailable', 'KEY_VERSION_UNKNOWN', `A file was sealed with the key ${keyVersion}.`);
    if (place.part === 0) {
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      await rm(draft, { force: true });
    }
    const handle = await open(draft, 'a', 0o600);
    try {
      await handle.writeFile(openBytes(key, Buffer.from(sealed, 'base64'), contextOf(place)));
      if (place.last) await handle.sync();
    } finally {
      await handle.close();
    }
    if (place.last) await rename(draft, path);
  };
}
