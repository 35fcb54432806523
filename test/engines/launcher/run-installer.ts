import { spawn } from 'node:child_process';
import { EngineMissingError } from './engine-missing-error.ts';

const PATIENCE_MILLISECONDS = 9 * 60_000;

/** Runs a step of an installation, which ends with us. Throws EngineMissingError: its last words, and the cure. */
export async function runInstaller(
  name: string,
  cure: string,
  program: string,
  parameters: readonly string[],
): Promise<void> {
  const child = spawn(program, parameters, { stdio: ['ignore', 'ignore', 'pipe'], timeout: PATIENCE_MILLISECONDS });
  const endWithUs = (): void => void child.kill();
  process.once('exit', endWithUs);
  let complaint = '';
  child.stderr.on('data', (chunk: Buffer) => {
    complaint += chunk.toString();
  });
  const how = await new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', (code, signal) => resolve(signal ?? `code ${code}`));
  });
  process.off('exit', endWithUs);
  if (how === 'code 0') return;
  const last = complaint.trim().split('\n').at(-1) ?? '';
  throw new EngineMissingError(`${name} could not be installed (${how}: ${last}): ${cure}`);
}
