import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { DomainError } from '@bos/kernel/errors';
import type { Timers } from '@bos/kernel/timers';
import { pause } from '../runtime/pause.ts';

export interface EngineCommand {
  readonly binary: string;
  readonly databasePath: string;
  readonly port: number;
  /** The engine's side door, for sweeping expired items: see `ttl-sweep.ts`. */
  readonly adminPort: number;
  readonly adminToken: string;
  /** What the engine prints; begun anew with each start. */
  readonly logPath: string;
  readonly timers: Timers;
}

/** One life of the engine. */
export interface EngineProcess {
  readonly pid: number;
  /** Resolves when it has ended, with its exit code or signal. */
  readonly ended: Promise<string>;
  /** SIGTERM, then SIGKILL after two seconds; resolves when it has ended. */
  stop(): Promise<void>;
}

const HEALTH_PATIENCE_MILLISECONDS = 10_000;
const HEALTH_POLL_MILLISECONDS = 5;
const STOP_PATIENCE_MILLISECONDS = 2_000;

/** Starts the engine and waits until it answers. Throws TABLE_ENGINE_FAILED with the last lines that it printed. */
export async function startEngineProcess(command: EngineCommand): Promise<EngineProcess> {
  const log = openSync(command.logPath, 'w', 0o600);
  const child = spawn(
    command.binary,
    // biome-ignore format: one option a line
    ['serve',
      '--host', '127.0.0.1', '--port', String(command.port),
      '--db-path', command.databasePath,
      '--mcp', '--mcp-host', '127.0.0.1', '--mcp-port', String(command.adminPort)],
    {
      // A file, not a pipe: an orphan must not die of a broken pipe. The token is not shown in the list of processes.
      stdio: ['ignore', log, log],
      env: { DYNOXIDE_MCP_AUTH_TOKEN: command.adminToken },
      // A group of its own: an interrupt at the terminal must reach us first, so that we end it in order.
      detached: true,
    },
  );
  closeSync(log);
  let outcome: string | undefined;
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.name));
    child.once('exit', (code, signal) => resolve(signal ?? `code ${code}`));
  }).then((how) => {
    outcome = how;
    return how;
  });
  const endWithUs = (): void => void child.kill('SIGTERM');
  process.once('exit', endWithUs);
  void ended.then(() => process.off('exit', endWithUs));

  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    const patience = new AbortController();
    void ended.then(() => patience.abort());
    await pause(command.timers, STOP_PATIENCE_MILLISECONDS, patience.signal);
    if (outcome === undefined) child.kill('SIGKILL');
    await ended;
  };

  const health = `http://127.0.0.1:${command.port}/`;
  for (let waited = 0; waited < HEALTH_PATIENCE_MILLISECONDS; waited += HEALTH_POLL_MILLISECONDS) {
    const healthy = await answers(health);
    if (outcome !== undefined || child.pid === undefined) throw failed(command, await ended);
    if (healthy) return { pid: child.pid, ended, stop };
    await pause(command.timers, HEALTH_POLL_MILLISECONDS);
  }
  await stop();
  throw failed(command, 'no answer');
}

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(1_000), headers: { connection: 'close' } });
    return (await response.text()).startsWith('healthy');
  } catch {
    return false;
  }
}

function failed({ logPath, databasePath }: EngineCommand, how: string): DomainError {
  const printed = readFileSync(logPath, 'utf8').trim().split('\n').slice(-3).join(' | ');
  const message = `The table engine did not start on ${databasePath} (${how}): ${printed}`;
  return new DomainError('unavailable', 'TABLE_ENGINE_FAILED', message);
}
