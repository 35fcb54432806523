import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { EngineMissingError } from '../launcher/engine-missing-error.ts';
import { findPython } from '../launcher/python.ts';

const REQUIREMENTS = join(import.meta.dirname, 'requirements.txt');
const CONSTRAINTS = join(import.meta.dirname, 'constraints.txt');
const PATIENCE_MILLISECONDS = 9 * 60_000;

const run = promisify(execFile);

/** The two programs that judge templates. */
export interface JudgePrograms {
  readonly cfnLint: string;
  readonly checkov: string;
}

/** Beside the other engines: `ENGINES_DIR`, else a folder of the user's cache. */
function enginesDir(environment: NodeJS.ProcessEnv): string {
  const cache = environment.XDG_CACHE_HOME ?? join(homedir(), '.cache');
  return environment.ENGINES_DIR ?? join(cache, 'building-os-engines');
}

/** Python 3.13, for which the packages are pinned. Throws EngineMissingError, in one line. */
function pythonForJudges(environment: NodeJS.ProcessEnv): string {
  try {
    return findPython(environment);
  } catch (error) {
    if (!(error instanceof EngineMissingError)) throw error;
    throw new EngineMissingError(error.message.replace('LocalStack needs', 'cfn-lint and checkov need'));
  }
}

/**
 * Installs both judges once for each content of their pinned lists (a minute, 400 MB) and says where they lie. Throws
 * EngineMissingError when Python is missing or the packages cannot be had.
 */
export async function installJudges(environment: NodeJS.ProcessEnv = process.env): Promise<JudgePrograms> {
  const pinned = createHash('sha256').update(readFileSync(REQUIREMENTS)).update(readFileSync(CONSTRAINTS));
  const folder = join(enginesDir(environment), `judges-${pinned.digest('hex').slice(0, 12)}`);
  const programs = { cfnLint: join(folder, 'bin', 'cfn-lint'), checkov: join(folder, 'bin', 'checkov') };
  const finished = join(folder, 'finished');
  if (existsSync(finished)) return programs;

  const python = pythonForJudges(environment);
  process.stderr.write(`Installing cfn-lint and checkov into ${folder} …\n`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(enginesDir(environment), { recursive: true });
  try {
    // In its place from the start, for the programs name their interpreter by its path; the mark comes last.
    await run(python, ['-m', 'venv', folder], { timeout: PATIENCE_MILLISECONDS });
    const pip = [
      '-m',
      'pip',
      'install',
      '--quiet',
      '--disable-pip-version-check',
      '-r',
      REQUIREMENTS,
      '-c',
      CONSTRAINTS,
    ];
    await run(join(folder, 'bin', 'python'), pip, { timeout: PATIENCE_MILLISECONDS });
    writeFileSync(finished, '');
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw new EngineMissingError(
      `cfn-lint and checkov could not be installed (${lastLine(error)}): check the network, or name a package index in PIP_INDEX_URL.`,
    );
  }
  return programs;
}

function lastLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).trim().split('\n').at(-1) ?? '';
}
