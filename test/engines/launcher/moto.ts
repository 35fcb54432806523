import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { freePort } from '@bos/embedded/engine/free-port';
import { startChildEngine } from './child-engine.ts';
import { installPythonPackages } from './python-packages.ts';

/** Its packages, and the program that serves it. */
const MOTO_FOLDER = join(import.meta.dirname, '..', 'moto');

export interface Moto {
  readonly endpoint: string;
  readonly pid: number;
  stop(): Promise<void>;
}

/** Installs moto, and what the emulated account needs of it, once, and gives the Python that runs it. Throws EngineMissingError. */
export function installMoto(): Promise<string> {
  return installPythonPackages({ name: 'moto', folder: MOTO_FOLDER });
}

/** Starts moto, which we use for Cognito, on a free port of 127.0.0.1. State dies with it. */
export async function startMoto(): Promise<Moto> {
  const python = await installMoto();
  const stateDir = mkdtempSync(join(tmpdir(), 'bos-moto-'));
  const port = await freePort();
  const endpoint = `http://127.0.0.1:${port}`;
  const forgetState = (): void => rmSync(stateDir, { recursive: true, force: true, maxRetries: 5 });
  try {
    const { pid, stop } = await startChildEngine({
      name: 'moto',
      program: python,
      // Its standard input is ours to close: it does not outlive us.
      parameters: ['-B', join(MOTO_FOLDER, 'main.py'), '-H', '127.0.0.1', '-p', String(port)],
      healthUrl: `${endpoint}/moto-api/`,
      logPath: join(stateDir, 'log'),
      environment: {
        PATH: `${dirname(python)}:/usr/bin:/bin`,
        HOME: stateDir,
        AWS_EC2_METADATA_DISABLED: 'true',
        AWS_ACCESS_KEY_ID: 'test',
        AWS_SECRET_ACCESS_KEY: 'test',
        AWS_DEFAULT_REGION: 'us-east-1',
      },
    });
    return { endpoint, pid, stop: () => stop().finally(forgetState) };
  } catch (error) {
    forgetState();
    throw error;
  }
}
