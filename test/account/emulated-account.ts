import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { freePort } from '@bos/embedded/engine/free-port';
import { startChildEngine } from '../engines/launcher/child-engine.ts';
import { installMoto } from '../engines/launcher/moto.ts';

const PROGRAM = join(import.meta.dirname, 'emulator', 'main.py');

/** The emulator's own. */
export const ACCOUNT = '123456789012';

export interface EmulatedAccount {
  readonly endpoint: string;
  readonly pid: number;
  /** What the emulator prints, while it runs. */
  readonly logPath: string;
  /** From now on every call is judged by the policies of who makes it, or none is. */
  judgeCallers(judge: boolean): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Starts an empty account on a free port of 127.0.0.1; everything in it dies with it. Resource types in `inertTypes` pass
 * unverified; any other that the emulator does not know fails the deployment.
 */
export async function startEmulatedAccount(inertTypes: readonly string[]): Promise<EmulatedAccount> {
  const python = await installMoto();
  const stateDir = mkdtempSync(join(tmpdir(), 'bos-account-'));
  const logPath = join(stateDir, 'log');
  const port = await freePort();
  const endpoint = `http://127.0.0.1:${port}`;
  const forgetState = (): void => rmSync(stateDir, { recursive: true, force: true, maxRetries: 5 });
  try {
    const { pid, stop } = await startChildEngine({
      name: 'the emulated account',
      program: python,
      parameters: ['-B', PROGRAM],
      healthUrl: `${endpoint}/moto-api/`,
      logPath,
      environment: {
        PATH: `${dirname(python)}:/usr/bin:/bin`,
        HOME: stateDir,
        MOTO_PORT: String(port),
        INERT_TYPES: inertTypes.join(','),
        AWS_EC2_METADATA_DISABLED: 'true',
        AWS_DEFAULT_REGION: 'us-east-1',
      },
    });
    return {
      endpoint,
      pid,
      logPath,
      async judgeCallers(judge) {
        // How many calls pass before the checks begin.
        const body = judge ? '0' : 'inf';
        const answer = await fetch(`${endpoint}/moto-api/reset-auth`, {
          method: 'POST',
          body,
          headers: { 'content-type': 'text/plain' },
        });
        if (!answer.ok) throw new Error(`the emulated account answers ${answer.status} to the switch of its checks`);
      },
      stop: () => stop().finally(forgetState),
    };
  } catch (error) {
    forgetState();
    throw error;
  }
}
