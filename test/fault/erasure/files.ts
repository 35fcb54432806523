import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Every file below the folders, as it lies on the disk. */
export function readFiles(folders: readonly string[]): ReadonlyMap<string, Buffer> {
  const files = new Map<string, Buffer>();
  for (const folder of folders) {
    for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      const path = join(folder, name);
      try {
        if (statSync(path).isFile()) files.set(path, readFileSync(path));
      } catch (error) {
        // The log of a database may be gone between the two steps.
        if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
      }
    }
  }
  return files;
}
