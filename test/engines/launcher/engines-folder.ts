import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where downloaded engines lie: `ENGINES_DIR`, else a folder of the user's cache. */
export function enginesFolder(environment: NodeJS.ProcessEnv): string {
  const cache = environment.XDG_CACHE_HOME ?? join(homedir(), '.cache');
  return environment.ENGINES_DIR ?? join(cache, 'building-os-engines');
}
