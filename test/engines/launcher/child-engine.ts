import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

export interface ChildEngineCommand {
  readonly name: string;
  readonly program: string;
  readonly parameters: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** Answers with a 2xx as soon as the engine stands. */
  readonly healthUrl: string;
  /** What the engine prints. */
  readonly logPath: string;
}

export interface ChildEngine {
  readonly pid: number;
  /** SIGTERM, then SIGKILL after five seconds; resolves when it has ended. */
  stop(): Promise<void>;
}

const HEALTH_PATIENCE_MILLISECONDS = 90_000;
const HEALTH_POLL_MILLISECONDS = 100;
const STOP_PATIENCE_MILLISECONDS = 5_000;

/**
 * Starts an engine and waits until it answers. Its standard input is a pipe that we hold: an engine that ends when
 * that closes does not outlive us, however we die. Throws with the last lines that it printed.
 */
export async function startChildEngine(command: ChildEngineCommand): Promise<ChildEngine> {
  const log = openSync(command.logPath, 'w', 0o600);
  const child = spawn(command.program, command.parameters, {
    stdio: ['pipe', log, log],
    env: command.environment,
  });
  closeSync(log);
  let outcome: string | undefined;
  const ended = new Promise<void>((resolve) => {
    const end = (how: string): void => {
      outcome ??= how;
      resolve();
    };
    child.once('error', (error) => end(error.message));
    child.once('exit', (code, signal) => end(signal ?? `code ${code}`));
  });
  const endWithUs = (): void => void child.kill('SIGKILL');
  process.once('exit', endWithUs);
  void ended.then(() => process.off('exit', endWithUs));

  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    const patience = new AbortController();
    await Promise.race([ended, sleep(STOP_PATIENCE_MILLISECONDS, undefined, patience)]);
    patience.abort();
    if (outcome === undefined) child.kill('SIGKILL');
    await ended;
  };

  for (let waited = 0; waited < HEALTH_PATIENCE_MILLISECONDS; waited += HEALTH_POLL_MILLISECONDS) {
    const healthy = await answers(command.healthUrl);
    if (outcome !== undefined || child.pid === undefined) break;
    if (healthy) return { pid: child.pid, stop };
    await sleep(HEALTH_POLL_MILLISECONDS);
  }
  await stop();
  const printed = readFileSync(command.logPath, 'utf8').trim().split('\n').slice(-5).join(' | ');
  throw new Error(`${command.name} did not start (${outcome}): ${printed}`);
}

async function answers(url: string): Promise<boolean> {
  try {
    const { ok } = await fetch(url, { signal: AbortSignal.timeout(2_000), headers: { connection: 'close' } });
    return ok;
  } catch {
    return false;
  }
}
