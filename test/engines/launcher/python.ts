import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { EngineMissingError } from './engine-missing-error.ts';

/** The version for which the packages are pinned. */
const VERSION = '3.13';

/** The program of Python 3.13: `PYTHON313`, the path's, or pyenv's. Throws EngineMissingError, naming what needs it. */
export function findPython(name: string, environment: NodeJS.ProcessEnv): string {
  const named = environment.PYTHON313;
  const candidates = named === undefined ? [`python${VERSION}`, ...pyenvPythons(environment), 'python3'] : [named];
  const found = candidates.find(isRightVersion);
  if (found !== undefined) return found;
  throw new EngineMissingError(
    named === undefined
      ? `${name} needs Python ${VERSION}: install it ("pyenv install ${VERSION}") or name its program in PYTHON313.`
      : `PYTHON313=${named} is no Python ${VERSION}: name one that is, or unset it.`,
  );
}

function pyenvPythons(environment: NodeJS.ProcessEnv): string[] {
  const versions = join(environment.PYENV_ROOT ?? join(homedir(), '.pyenv'), 'versions');
  if (!existsSync(versions)) return [];
  const suitable = readdirSync(versions).filter((version) => version.startsWith(`${VERSION}.`));
  return suitable.sort().map((version) => join(versions, version, 'bin', 'python'));
}

/** Asks the program itself: a name on the path may be a shim that runs another version, or none. */
function isRightVersion(program: string): boolean {
  try {
    const script = 'import sys, venv; print("%d.%d" % sys.version_info[:2])';
    const printed = execFileSync(program, ['-c', script], { stdio: ['ignore', 'pipe', 'ignore'], timeout: 10_000 });
    return printed.toString().trim() === VERSION;
  } catch {
    return false;
  }
}
