import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

/** Files of a folder at any depth, tests left out, sorted. */
async function filesOf(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
}

/** One hash of the names and contents of all files in these folders, and of some further words. */
export async function hashOfSources(folders: readonly string[], words: readonly string[]): Promise<string> {
  const hash = createHash('sha256').update(JSON.stringify(words));
  for (const folder of folders) {
    const files = await filesOf(folder);
    const contents = await Promise.all(files.map((file) => readFile(file)));
    for (const [index, file] of files.entries()) {
      const content = contents[index] ?? Buffer.alloc(0);
      hash.update(`\n${path.relative(folder, file)} ${content.length}\n`).update(content);
    }
  }
  return hash.digest('hex').slice(0, 16);
}
