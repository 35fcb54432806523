import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { buildPages } from '@bos/embedded/pages/build-pages';
import { securityHeaders } from '@bos/embedded/pages/security-headers';
import { OperatorError } from '../local/operator-error.ts';

/** The page that people reach by a link alone: it needs no sign-in of this machine, so it can be served from anywhere. */
const PAGE = 'check-in';

/** A document names all that its page loads. */
function addressesIn(html: string): string[] {
  return Array.from(html.matchAll(/ (?:src|href)="(\/[^"]+)"/g), ([, address = '']) => address);
}

/**
 * Writes the guests' page as static files, `check-in/index.html` and what it loads below `assets/`, and says how to serve
 * them. Earlier assets stay, for telephones that have the earlier page open. Throws OperatorError.
 */
export async function run(parameters: readonly string[]): Promise<void> {
  const { values } = parseArgs({ args: [...parameters], options: { out: { type: 'string' } } });
  if (values.out === undefined) throw new OperatorError('--out names the folder for the files.');
  const folder = resolve(values.out);
  const scratch = await mkdtemp(join(tmpdir(), 'bos-pages-'));
  try {
    const built = await buildPages({ outputDir: scratch });
    const document = join(built, `${PAGE}.html`);
    for (const address of addressesIn(await readFile(document, 'utf8')))
      await cp(join(built, address), join(folder, address));
    // Last, for it names the others.
    await cp(document, join(folder, PAGE, 'index.html'));
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
  const headers = Object.entries(securityHeaders(false)).map(([name, value]) => `  ${name}: ${value}`);
  process.stdout.write(`${[`${folder} is ready to be served, with these headers:`, ...headers].join('\n')}\n`);
}
