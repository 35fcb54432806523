import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { type FileHandle, link, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Clock, HOUR } from '@bos/kernel/clock';
import {
  checkDocumentKey,
  checkLifetime,
  checkUploadLimits,
  type DocumentDescription,
  type DocumentStorage,
  type DocumentToPut,
} from '@bos/kernel/document-storage';
import { DomainError } from '@bos/kernel/errors';
import { sha256 } from '@bos/kernel/hash';
import type { IdSource } from '@bos/kernel/ids';
import { contentOf, describeFile, writeDocumentFile } from './document-file.ts';
import type { DocumentLinks } from './document-links.ts';

export interface FileStorageOptions {
  /** Made when it is not there. */
  readonly folder: string;
  readonly links: DocumentLinks;
  readonly clock: Clock;
  readonly ids: IdSource;
}

/** What a killed process was writing stays behind, and is cleared away at a start after this time. */
const ABANDONED_AFTER = HOUR;

/**
 * Documents as files of one machine. A file is named by the hash of its key, so that no key leads out of the folder and
 * none is another's folder. It is written under another name, brought to the disk, and then put in its place.
 */
export function openFileDocumentStorage({ folder, links, clock, ids }: FileStorageOptions): DocumentStorage {
  const incoming = join(folder, 'incoming');
  mkdirSync(incoming, { recursive: true, mode: 0o700 });
  clearAbandoned(incoming, clock);

  function pathOf(key: string): string {
    const name = sha256(checkDocumentKey(key));
    return join(folder, name.slice(0, 2), name.slice(2));
  }

  async function put({ key, contentType, content, ifAbsent = false }: DocumentToPut): Promise<'stored' | 'exists'> {
    const path = pathOf(key);
    const draft = join(incoming, ids.next());
    try {
      await writeDocumentFile(draft, { key, contentType, content });
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      // Unlike rename, link fails when there is one already: of two at once, one is told so.
      if (!ifAbsent) await rename(draft, path);
      else if (!(await linked(draft, path))) return 'exists';
      await syncFolder(dirname(path));
      return 'stored';
    } finally {
      await rm(draft, { force: true });
    }
  }

  async function described(key: string): Promise<DocumentDescription | undefined> {
    const file = await openIfThere(pathOf(key));
    try {
      return file && (await describeFile(file));
    } finally {
      await file?.close();
    }
  }

  return {
    async signUpload(request) {
      checkDocumentKey(request.key);
      checkLifetime(request.expiresInSeconds);
      checkUploadLimits(request);
      return links.upload(request);
    },
    async signDownload(request) {
      checkDocumentKey(request.key);
      checkLifetime(request.expiresInSeconds);
      return links.download(request);
    },
    put: (document) => plainly(() => put(document)),
    read: (key) =>
      plainly(async () => {
        const description = await described(key);
        return description && { ...description, content: contentOf(pathOf(key), description) };
      }),
    describe: (key) => plainly(() => described(key)),
    remove: (key) => plainly(async () => rm(pathOf(key), { force: true })),
  };
}

/** What the disk says is no business of the caller, but that it may try again. */
async function plainly<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof DomainError) throw cause;
    throw new DomainError('unavailable', 'DOCUMENTS_UNAVAILABLE', 'The documents cannot be reached.', { cause });
  }
}

const isCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code;

async function openIfThere(path: string): Promise<FileHandle | undefined> {
  try {
    return await open(path, 'r');
  } catch (error) {
    if (isCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

async function linked(draft: string, path: string): Promise<boolean> {
  try {
    await link(draft, path);
    return true;
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false;
    throw error;
  }
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

function clearAbandoned(incoming: string, clock: Clock): void {
  const before = clock.now().getTime() - ABANDONED_AFTER;
  for (const name of readdirSync(incoming)) {
    const path = join(incoming, name);
    if ((statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? before) < before) rmSync(path, { force: true });
  }
}
