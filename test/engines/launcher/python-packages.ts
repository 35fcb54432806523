import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { enginesFolder } from './engines-folder.ts';
import { findPython } from './python.ts';
import { runInstaller } from './run-installer.ts';

export interface PythonPackages {
  /** As a sentence names it: `LocalStack`. */
  readonly name: string;
  /** Holds `requirements.txt`, and `constraints.txt` with the version of everything that comes with them. */
  readonly folder: string;
  readonly environment?: NodeJS.ProcessEnv;
}

const CURE = 'check the network, or name a package index in PIP_INDEX_URL.';

/**
 * Installs the packages once for each content of their lists, into an environment of their own, and gives the path
 * of its `python`. That folder is moved to its place when it is whole: programs in it are run as `python -m`, for
 * scripts name the path of their birth. Throws EngineMissingError when Python is missing or packages cannot be had.
 */
export async function installPythonPackages({
  name,
  folder,
  environment = process.env,
}: PythonPackages): Promise<string> {
  const requirements = join(folder, 'requirements.txt');
  const constraints = join(folder, 'constraints.txt');
  const pinned = createHash('sha256').update(readFileSync(requirements)).update(readFileSync(constraints));
  const place = join(
    enginesFolder(environment),
    `${name.replaceAll(/\W+/g, '-').toLowerCase()}-${pinned.digest('hex').slice(0, 12)}`,
  );
  const python = join(place, 'bin', 'python');
  if (existsSync(python)) return python;

  const found = findPython(name, environment);
  // Neither a kill nor a second installation at the same time leaves half of one.
  const beside = `${place}.${process.pid}`;
  mkdirSync(enginesFolder(environment), { recursive: true });
  process.stderr.write(`Installing ${name} into ${place} …\n`);
  try {
    await runInstaller(name, CURE, found, ['-m', 'venv', beside]);
    const pip = [
      '-m',
      'pip',
      'install',
      '--quiet',
      '--disable-pip-version-check',
      '-r',
      requirements,
      '-c',
      constraints,
    ];
    await runInstaller(name, CURE, join(beside, 'bin', 'python'), pip);
    renameSync(beside, place);
  } catch (error) {
    rmSync(beside, { recursive: true, force: true });
    if (!existsSync(python)) throw error;
  }
  return python;
}
