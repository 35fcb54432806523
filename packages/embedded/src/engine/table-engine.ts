import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '@bos/kernel/clock';
import type { Log } from '@bos/kernel/log';
import type { Timers } from '@bos/kernel/timers';
import { backOff, pause } from '../runtime/pause.ts';
import { engineBinary } from './binary.ts';
import { type EngineCommand, type EngineProcess, startEngineProcess } from './engine-process.ts';
import { freePort } from './free-port.ts';
import { startMaintenance, trimBeforeStart, trimStream } from './maintenance.ts';
import { claimDatabase } from './ownership.ts';
import { createStreamIndex, hasStreamIndex } from './stream-records.ts';

export interface TableEngineOptions {
  /** Made when absent. Holds `table.db`, `table.pid` and the engine's own `table.log`. */
  readonly dataDir: string;
  readonly tableName: string;
  /** The sequence number that every stream reader has done with; older records are trimmed after a day. */
  readonly acknowledged?: () => string | undefined;
  /** How often expired items are swept: a look at every item, so not too often. 900 s when not given. */
  readonly sweepSeconds?: number;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly log: Log;
}

export interface TableEngine {
  /** For the AWS SDK. Stays the same when the engine has to be started again. */
  readonly endpoint: string;
  /** Removes acknowledged stream records older than this at once, as an erasure needs; says how many. */
  trim(olderThan: Date): Promise<number>;
  stop(): Promise<void>;
}

const FIRST_BACK_OFF_MILLISECONDS = 50;
const LONGEST_BACK_OFF_MILLISECONDS = 5_000;
/** A life at least this long shows that the engine works: the next death starts counting anew. */
const STEADY_MILLISECONDS = 30_000;

/**
 * Runs the DynamoDB engine of this machine as a child process on `<dataDir>/table.db` and keeps it running.
 * Throws TABLE_ENGINE_UNAVAILABLE, DATA_IN_USE or TABLE_ENGINE_FAILED; later deaths are logged and mended.
 */
export async function startTableEngine(options: TableEngineOptions): Promise<TableEngine> {
  const { dataDir, tableName, clock, timers, log, acknowledged = () => undefined } = options;
  const binary = engineBinary();
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const databasePath = join(dataDir, 'table.db');
  const ownership = await claimDatabase({ file: join(dataDir, 'table.pid'), binary, databasePath, timers });
  const command: EngineCommand = {
    binary,
    databasePath,
    port: await freePort(),
    adminPort: await freePort(),
    adminToken: randomBytes(32).toString('hex'),
    logPath: join(dataDir, 'table.log'),
    timers,
  };
  const start = async (): Promise<EngineProcess> => {
    const life = await startEngineProcess(command);
    ownership.note(life.pid);
    return life;
  };
  const stopping = new AbortController();

  async function first(): Promise<EngineProcess> {
    if (!hasStreamIndex(databasePath)) {
      // The first start makes the tables; the index is added while no engine has the file open.
      await (await start()).stop();
      createStreamIndex(databasePath);
    }
    trimBeforeStart({ databasePath, tableName, acknowledged, clock, timers });
    return start();
  }

  /** Starts it again until it stands; undefined when the wish to stop came first. */
  async function revive(firstAttempt: number): Promise<EngineProcess | undefined> {
    for (let attempt = firstAttempt; ; attempt++) {
      const delay = backOff(attempt, FIRST_BACK_OFF_MILLISECONDS, LONGEST_BACK_OFF_MILLISECONDS);
      await pause(timers, delay, stopping.signal);
      if (stopping.signal.aborted) return undefined;
      try {
        return await start();
      } catch (error) {
        log.error('table.engine-start-failed', error, { attempt });
      }
    }
  }

  async function keepRunning(firstLife: EngineProcess): Promise<void> {
    let life: EngineProcess | undefined = firstLife;
    for (let deaths = 0; life !== undefined; ) {
      const born = clock.now().getTime();
      const how = await Promise.race([life.ended, aborted(stopping.signal)]);
      if (stopping.signal.aborted) return life.stop();
      deaths = clock.now().getTime() - born >= STEADY_MILLISECONDS ? 1 : deaths + 1;
      log.warn('table.engine-died', { reason: how, attempt: deaths, port: command.port });
      life = await revive(deaths);
    }
  }

  try {
    const running = keepRunning(await first());
    const everySeconds = options.sweepSeconds ?? 900;
    const maintenance = startMaintenance({ ...command, tableName, acknowledged, everySeconds, clock, timers, log });
    return {
      endpoint: `http://127.0.0.1:${command.port}`,
      trim: (olderThan) => trimStream({ databasePath, tableName, acknowledged, clock, timers }, olderThan),
      async stop() {
        stopping.abort();
        await maintenance.stop();
        await running;
        ownership.release();
      },
    };
  } catch (error) {
    ownership.release();
    throw error;
  }
}

function aborted(signal: AbortSignal): Promise<string> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve('stopped');
    else signal.addEventListener('abort', () => resolve('stopped'), { once: true });
  });
}
