import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { EngineMissingError } from './engine-missing-error.ts';
import { findPython } from './python.ts';

const PROGRAM_DIR = join(import.meta.dirname, '..', 'localstack');
const REQUIREMENTS = join(PROGRAM_DIR, 'requirements.txt');
const CONSTRAINTS = join(PROGRAM_DIR, 'constraints.txt');
const PATIENCE_MILLISECONDS = 9 * 60_000;

/** How LocalStack is run: the program and its argument. */
export interface LocalStackProgram {
  readonly python: string;
  readonly script: string;
}

/** Where downloaded engines lie: `ENGINES_DIR`, else a folder of the user's cache. */
function enginesDir(environment: NodeJS.ProcessEnv): string {
  const cache = environment.XDG_CACHE_HOME ?? join(homedir(), '.cache');
  return environment.ENGINES_DIR ?? join(cache, 'building-os-engines');
}

/**
 * Installs LocalStack once for each content of its pinned list (about 90 s, 500 MB) and says how it is run. Throws
 * EngineMissingError when Python is missing or the packages cannot be had.
 */
export async function installLocalStack(environment: NodeJS.ProcessEnv = process.env): Promise<LocalStackProgram> {
  const pinned = createHash('sha256').update(readFileSync(REQUIREMENTS)).update(readFileSync(CONSTRAINTS));
  const folder = join(enginesDir(environment), `localstack-${pinned.digest('hex').slice(0, 12)}`);
  const program = { python: join(folder, 'bin', 'python'), script: join(PROGRAM_DIR, 'main.py') };
  if (existsSync(program.python)) return program;

  const found = findPython(environment);
  // Beside its place and moved there when whole: neither a kill nor a second installation leaves half of one.
  const beside = `${folder}.${process.pid}`;
  mkdirSync(enginesDir(environment), { recursive: true });
  process.stderr.write(`Installing LocalStack into ${folder} …\n`);
  try {
    await run(found, ['-m', 'venv', beside]);
    const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check'];
    await run(join(beside, 'bin', 'python'), [...pip, '-r', REQUIREMENTS, '-c', CONSTRAINTS]);
    renameSync(beside, folder);
  } catch (error) {
    rmSync(beside, { recursive: true, force: true });
    if (!existsSync(program.python)) throw error;
  }
  return program;
}

async function run(program: string, parameters: readonly string[]): Promise<void> {
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
  throw new EngineMissingError(
    `LocalStack could not be installed (${how}: ${last}): check the network, or name a package index in PIP_INDEX_URL.`,
  );
}
