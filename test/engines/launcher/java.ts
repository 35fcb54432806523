import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { EngineMissingError } from './engine-missing-error.ts';

/** The oldest that OpenSearch 3 runs on. */
const OLDEST = 21;
const MACHINES = '/usr/lib/jvm';

/** A `java` of version 21 or newer: `JAVA_HOME`'s, an installed one, or the path's. Throws EngineMissingError. */
export function findJava(name: string, environment: NodeJS.ProcessEnv): string {
  const installed = existsSync(MACHINES) ? readdirSync(MACHINES).map((machine) => join(MACHINES, machine)) : [];
  const homes = [...(environment.JAVA_HOME === undefined ? [] : [environment.JAVA_HOME]), ...installed];
  const found = [...homes.map((home) => join(home, 'bin', 'java')), 'java'].find(isRecentEnough);
  if (found !== undefined) return found;
  throw new EngineMissingError(
    `${name} needs Java ${OLDEST} or newer: install it ("apt-get install openjdk-21-jre-headless") or name its folder in JAVA_HOME.`,
  );
}

/** Java tells its version on the error stream: `openjdk version "25.0.3" …`. */
function isRecentEnough(program: string): boolean {
  const { stderr } = spawnSync(program, ['-version'], { encoding: 'utf8', timeout: 10_000 });
  return Number(/version "(\d+)/.exec(stderr ?? '')?.[1] ?? 0) >= OLDEST;
}
