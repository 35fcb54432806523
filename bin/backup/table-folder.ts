import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { engineBinary } from '@bos/embedded/engine/binary';
import { claimDatabase, type Ownership } from '@bos/embedded/engine/ownership';
import { startTableEngine, type TableEngine } from '@bos/embedded/engine/table-engine';
import { systemClock } from '@bos/kernel/clock';
import { silentLog } from '@bos/kernel/log';
import { systemTimers } from '@bos/kernel/timers';
import { LOCAL_TABLE } from '../local/system.ts';

/** Whoever has a claim on a folder is alone with its table; the system at work has one. Throws DATA_IN_USE. */
export function claimFolder(folder: string): Promise<Ownership> {
  return claimDatabase({
    file: join(folder, 'table.pid'),
    binary: engineBinary(),
    databasePath: join(folder, 'table.db'),
    timers: systemTimers,
  });
}

/**
 * Makes an empty folder where a table may have lain: one that somebody was killed at, engine and all. Throws DATA_IN_USE
 * while somebody is at work there.
 */
export async function clearFolder(folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  (await claimFolder(folder)).release();
  rmSync(folder, { recursive: true });
  mkdirSync(folder, { mode: 0o700 });
}

/** Three weeks: what lies here is copied, not tidied. */
const NO_SWEEP_SECONDS = 1_800_000;

/** The engine on a folder's table, with nobody else. Throws DATA_IN_USE. */
export function startEngineOn(folder: string): Promise<TableEngine> {
  return startTableEngine({
    dataDir: folder,
    tableName: LOCAL_TABLE,
    sweepSeconds: NO_SWEEP_SECONDS,
    clock: systemClock,
    timers: systemTimers,
    log: silentLog,
  });
}
