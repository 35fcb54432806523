import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { keyPlaces } from './local-keys.ts';
import { claimFolder, clearFolder } from './table-folder.ts';

/** Where a table grows that is to take the place of the present one. */
const folderOf = (dataDir: string): string => join(dataDir, 'restore');
const readyFile = (dataDir: string): string => join(folderOf(dataDir), 'ready');
const progressFile = (dataDir: string): string => join(folderOf(dataDir), 'progress.json');

const progressSchema = z.object({ sha256: z.string(), items: z.number(), isComplete: z.boolean() });

export interface RestoreFolder {
  readonly path: string;
  /** Wrapped keys that take the place of the present ones, when the backup has any. */
  readonly keys: string;
  readonly documents: string;
  /** Items of the backup, from its first on, that lie in the table. */
  readonly items: number;
  /** All of them lay there once: what is missing since was erased again. */
  readonly isComplete: boolean;
  noteProgress(items: number, isComplete: boolean): void;
}

/** Writes a file that is there whole or not at all. */
function writeWhole(path: string, text: string): void {
  writeFileSync(`${path}.new`, text, { mode: 0o600, flush: true });
  renameSync(`${path}.new`, path);
}

/** The folder as a restore of the same backup has left it when it was killed, or an empty one. Throws DATA_IN_USE. */
export async function openRestoreFolder(dataDir: string, sha256: string): Promise<RestoreFolder> {
  const path = folderOf(dataDir);
  const progress = readProgress(dataDir);
  const goesOn = progress?.sha256 === sha256;
  if (!goesOn) await clearFolder(path);
  return {
    path,
    keys: join(path, 'keys.db'),
    documents: join(path, 'documents'),
    items: goesOn ? progress.items : 0,
    isComplete: goesOn && progress.isComplete,
    noteProgress: (items, isComplete) =>
      writeWhole(progressFile(dataDir), JSON.stringify({ sha256, items, isComplete })),
  };
}

function readProgress(dataDir: string): z.infer<typeof progressSchema> | undefined {
  const path = progressFile(dataDir);
  return existsSync(path) ? progressSchema.parse(JSON.parse(readFileSync(path, 'utf8'))) : undefined;
}

const SQLITE = ['', '-wal', '-shm'];

/** A database takes another's place; the log of the former must not meet the new one. */
function replaceDatabase(from: string, to: string): void {
  if (!existsSync(from)) return;
  for (const suffix of SQLITE.slice(1)) rmSync(`${to}${suffix}`, { force: true });
  renameSync(from, to);
}

/**
 * What belongs to the former table alone: work under way, the journal of missions, how far changes were read. All that is
 * pending in the restored table is found and driven on by the sweep.
 */
const LEFT_BEHIND = ['queues.db', 'missions.db', 'streams.db'];

/** Each step may be repeated, and finds what is left of its work. */
function putInPlace(dataDir: string): void {
  const restored = folderOf(dataDir);
  replaceDatabase(join(restored, 'keys.db'), keyPlaces(dataDir).database);
  replaceDatabase(join(restored, 'table.db'), join(dataDir, 'table.db'));
  if (existsSync(join(restored, 'documents'))) {
    rmSync(join(dataDir, 'documents'), { recursive: true, force: true });
    renameSync(join(restored, 'documents'), join(dataDir, 'documents'));
  }
  for (const name of LEFT_BEHIND) {
    for (const suffix of SQLITE) rmSync(join(dataDir, `${name}${suffix}`), { force: true });
  }
  rmSync(join(dataDir, 'migration.json'), { force: true });
  rmSync(readyFile(dataDir));
}

async function remove(folder: string): Promise<void> {
  if (!existsSync(folder)) return;
  await clearFolder(folder);
  rmSync(folder, { recursive: true });
}

/**
 * From here on the restored table is the table: what a kill cuts short is completed by the next start. No engine may
 * have any of the files open, and the caller has a claim on the data folder.
 */
export async function completeRestore(dataDir: string): Promise<void> {
  writeWhole(readyFile(dataDir), '');
  putInPlace(dataDir);
  await remove(folderOf(dataDir));
}

/**
 * Before a system starts: completes a restore that was cut short while it was put in place, and clears away what is
 * left of one that was not as far. Throws DATA_IN_USE while somebody is at work on the folder.
 */
export async function settleRestore(dataDir: string): Promise<void> {
  if (!existsSync(folderOf(dataDir))) return;
  const claim = await claimFolder(dataDir);
  try {
    if (existsSync(readyFile(dataDir))) putInPlace(dataDir);
    await remove(folderOf(dataDir));
  } finally {
    claim.release();
  }
}
