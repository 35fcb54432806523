import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { Metafile } from 'esbuild';
import { ICON_SVG, pageHtml } from './page-html.ts';
import { PAGES, type PageSource } from './page-list.ts';
import { hashOfSources } from './source-hash.ts';

export interface BuildPagesOptions {
  /** Holds a folder for each state of the sources; older ones are removed. */
  readonly outputDir: string;
  /** The sources of the console, unless it is told. */
  readonly sourceDir?: string;
}

const packages = path.resolve(import.meta.dirname, '../../..');

/** What pages are made of beside their own sources: each is a folder that is looked at for changes. */
const SHARED_SOURCES = ['client/src', 'kernel/src', 'stays/src/check-in'].map((folder) => path.join(packages, folder));

const require = createRequire(import.meta.url);

/**
 * The folder with the static pages: documents, and under `assets/` scripts and styles whose names hold their hash.
 * Built once for each state of the sources (0.1 s); afterwards a look at the sources is all (6 ms). Throws when a
 * source does not compile, or lies where no change of it would be seen.
 */
export async function buildPages({ outputDir, sourceDir }: BuildPagesOptions): Promise<string> {
  const sources = sourceDir ?? path.join(packages, 'console', 'src');
  const versions = ['react', 'react-dom', 'esbuild'].map((name) => versionOf(name));
  const key = await hashOfSources([sources, ...SHARED_SOURCES, import.meta.dirname], versions);
  const folder = path.join(outputDir, key);
  if (existsSync(folder)) return folder;

  await mkdir(outputDir, { recursive: true });
  const draft = await mkdtemp(path.join(outputDir, '.draft-'));
  try {
    await bundle(sources, draft);
    await rename(draft, folder).catch((error: unknown) => {
      // Another process was faster and has built the same.
      if (!existsSync(folder)) throw error;
    });
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  await removeOthers(outputDir, key);
  return folder;
}

function versionOf(name: string): string {
  const { version }: { version?: string } = require(`${name}/package.json`);
  return `${name}@${version}`;
}

async function bundle(sources: string, folder: string): Promise<void> {
  // Loaded only here: a start that finds its pages does without.
  const { build } = await import('esbuild');
  const entryPoints = PAGES.flatMap(({ script, style }) => (script === undefined ? [style] : [script, style]));
  const { metafile } = await build({
    absWorkingDir: sources,
    entryPoints: Object.fromEntries(entryPoints.map((entry) => [entry.split('/')[0] + suffixOf(entry), entry])),
    outdir: folder,
    entryNames: 'assets/[name]-[hash]',
    chunkNames: 'assets/[name]-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    target: 'es2022',
    jsx: 'automatic',
    minify: true,
    legalComments: 'eof',
    define: { 'process.env.NODE_ENV': '"production"' },
    metafile: true,
    logLevel: 'silent',
  });
  assertWatched(metafile, sources);
  await writeFile(path.join(folder, 'assets', 'icon.svg'), ICON_SVG);
  const parts = partsOf(metafile, sources, folder);
  for (const page of PAGES) await writeFile(path.join(folder, `${page.name}.html`), documentOf(page, parts));
}

/** A source of another folder could change, and the pages stay as they were. */
function assertWatched({ inputs }: Metafile, sources: string): void {
  for (const input of Object.keys(inputs)) {
    const file = path.resolve(sources, input);
    const isWatched = [sources, ...SHARED_SOURCES].some((folder) => file.startsWith(folder + path.sep));
    if (!isWatched && !file.includes(`${path.sep}node_modules${path.sep}`))
      throw new Error(`${file} is part of a page, and in no folder that is looked at for changes`);
  }
}

/** Two entries of one name would be one file. */
function suffixOf(entry: string): string {
  return entry.endsWith('.css') ? '-style' : '';
}

/** What was made of a source. */
interface Part {
  readonly address: string;
  /** The addresses of all that it imports. */
  readonly imports: readonly string[];
}

/** From a source to what was made of it. */
function partsOf({ outputs }: Metafile, sources: string, folder: string): ReadonlyMap<string, Part> {
  const addressOf = (file: string): string =>
    `/${path.relative(folder, path.resolve(sources, file)).split(path.sep).join('/')}`;
  const importsOf = (file: string): string[] =>
    (outputs[file]?.imports ?? []).flatMap(({ kind, path: imported }) =>
      kind === 'import-statement' ? [imported, ...importsOf(imported)] : [],
    );
  const parts = new Map<string, Part>();
  for (const [file, { entryPoint }] of Object.entries(outputs)) {
    if (entryPoint === undefined) continue;
    const imports = [...new Set(importsOf(file))].map(addressOf);
    parts.set(entryPoint, { address: addressOf(file), imports });
  }
  return parts;
}

function documentOf({ title, body, script, style, ready }: PageSource, parts: ReadonlyMap<string, Part>): string {
  const partOf = (source: string): Part => {
    const part = parts.get(source);
    if (part === undefined) throw new Error(`esbuild made nothing of ${source}`);
    return part;
  };
  return pageHtml({
    title,
    body,
    styles: [...(ready?.styles ?? []), partOf(style).address],
    preloads: script === undefined ? [] : partOf(script).imports,
    scripts: [
      ...(ready?.scripts ?? []).map((src) => ({ src, module: false })),
      ...(script === undefined ? [] : [{ src: partOf(script).address, module: true }]),
    ],
  });
}

async function removeOthers(outputDir: string, key: string): Promise<void> {
  const others = (await readdir(outputDir)).filter((name) => name !== key && /^[0-9a-f]{16}$/.test(name));
  await Promise.all(others.map((name) => rm(path.join(outputDir, name), { recursive: true, force: true })));
}

/** Where the page of the API's documentation comes from: the installed package. */
export function swaggerFolder(): string {
  return path.dirname(require.resolve('swagger-ui-dist/package.json'));
}
