import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { enginesFolder } from './engines-folder.ts';
import { runInstaller } from './run-installer.ts';

/** The newest whose plugins are published. */
export const OPENSEARCH_VERSION = '3.6.0';

const LIST = join(import.meta.dirname, '..', 'opensearch', 'pom.xml');
const CURE = 'install Maven ("apt-get install maven") and check the network.';

/**
 * Fetches OpenSearch with its k-NN and neural-search plugins once for each content of the list (180 MB) and gives its
 * home. Throws EngineMissingError when Maven is missing or the packages cannot be had.
 */
export async function installOpenSearch(environment: NodeJS.ProcessEnv): Promise<string> {
  const pinned = createHash('sha256').update(readFileSync(LIST)).digest('hex').slice(0, 12);
  const place = join(enginesFolder(environment), `opensearch-${pinned}`);
  const home = join(place, `opensearch-${OPENSEARCH_VERSION}`);
  if (existsSync(home)) return home;
  const beside = `${place}.${process.pid}`;
  mkdirSync(enginesFolder(environment), { recursive: true });
  process.stderr.write(`Installing OpenSearch into ${place} …\n`);
  try {
    const quiet = ['--batch-mode', '--quiet', '--no-transfer-progress'];
    const folders = [`-Ddist=${beside}`, `-DbuildDirectory=${beside}.target`];
    await runInstaller('OpenSearch', CURE, 'mvn', [...quiet, '--file', LIST, ...folders, 'initialize']);
    renameSync(beside, place);
  } catch (error) {
    if (!existsSync(home)) throw error;
  } finally {
    rmSync(beside, { recursive: true, force: true });
    rmSync(`${beside}.target`, { recursive: true, force: true });
  }
  return home;
}
