import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { DomainError } from '@bos/kernel/errors';
import type { Timers } from '@bos/kernel/timers';
import * as z from 'zod';
import { pause } from '../runtime/pause.ts';
import { argumentsOf, isAlive, startOf } from './process-table.ts';

const recordSchema = z.object({
  owner: z.number().int().positive(),
  /** Pids are used again: the start tells the owner from a later process with its pid. */
  ownerStarted: z.string().optional(),
  engine: z.number().int().positive().optional(),
});

type OwnershipRecord = z.infer<typeof recordSchema>;

export interface Ownership {
  /** Notes the engine's pid, so that it is found if this process dies without ending it. */
  note(enginePid: number): void;
  release(): void;
}

const GRACE_MILLISECONDS = 2_000;
const POLL_MILLISECONDS = 5;

/**
 * Makes this process the owner of a database. An engine left behind by an owner that was killed is ended, but only
 * if its arguments show that it is our program on our database. Throws DATA_IN_USE while another owner lives.
 */
export async function claimDatabase(options: {
  readonly file: string;
  readonly binary: string;
  readonly databasePath: string;
  readonly timers: Timers;
}): Promise<Ownership> {
  const { file, binary, databasePath, timers } = options;
  const previous = read(file);
  if (previous !== undefined) {
    if (ownerLives(previous)) throw inUse(databasePath, previous.owner);
    if (previous.engine !== undefined && isOurs(previous.engine, binary, databasePath)) {
      await end(previous.engine, () => isOurs(previous.engine ?? 0, binary, databasePath), timers);
    }
  }
  rmSync(file, { force: true });
  const mine: OwnershipRecord = { owner: process.pid, ownerStarted: startOf(process.pid) };
  // Exclusive: of two processes that found the same stale file, one wins.
  try {
    writeFileSync(file, JSON.stringify(mine), { flag: 'wx', mode: 0o600 });
  } catch (cause) {
    throw new DomainError('conflict', 'DATA_IN_USE', `${databasePath} is being opened by another process.`, { cause });
  }
  return {
    note(enginePid) {
      writeFileSync(`${file}.new`, JSON.stringify({ ...mine, engine: enginePid }), { mode: 0o600 });
      renameSync(`${file}.new`, file);
    },
    release: () => rmSync(file, { force: true }),
  };
}

function read(file: string): OwnershipRecord | undefined {
  try {
    return recordSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return undefined; // No file, or one cut short by a kill: nobody can be named.
  }
}

function ownerLives({ owner, ownerStarted }: OwnershipRecord): boolean {
  return isAlive(owner) && (ownerStarted === undefined || startOf(owner) === ownerStarted);
}

function isOurs(pid: number, binary: string, databasePath: string): boolean {
  const given = argumentsOf(pid);
  return given[0] === binary && given[given.indexOf('--db-path') + 1] === databasePath;
}

async function end(pid: number, running: () => boolean, timers: Timers): Promise<void> {
  for (const [signal, patience] of [
    ['SIGTERM', GRACE_MILLISECONDS],
    ['SIGKILL', GRACE_MILLISECONDS],
  ] as const) {
    if (!running()) return;
    process.kill(pid, signal);
    for (let waited = 0; waited < patience && running(); waited += POLL_MILLISECONDS) {
      await pause(timers, POLL_MILLISECONDS);
    }
  }
}

function inUse(databasePath: string, owner: number): DomainError {
  return new DomainError('conflict', 'DATA_IN_USE', `${databasePath} is in use by process ${owner}.`);
}
