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
const require = createRequire(import.meta.url);

/**
 * The folder with the static pages: documents, and under `assets/` scripts and styles whose names hold their hash.
 * Built once for each state of the sources (0.1 s); afterwards a look at the sources is all (6 ms). Throws when a
 * source does not compile.
 */
export async function buildPages({ outputDir, sourceDir }: BuildPagesOptions): Promise<string> {
  const sources = sourceDir ?? path.join(packages, 'console', 'src');
  const versions = ['react', 'react-dom', 'esbuild'].map((name) => versionOf(name));
  const key = await hashOfSources([sources, path.join(packages, 'client', 'src'), import.meta.dirname], versions);
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
  await writeFile(path.join(folder, 'assets', 'icon.svg'), ICON_SVG);
  const addresses = addressesOf(metafile, sources, folder);
  for (const page of PAGES) await writeFile(path.join(folder, `${page.name}.html`), documentOf(page, addresses));
}

/** Two entries of one name would be one file. */
function suffixOf(entry: string): string {
  return entry.endsWith('.css') ? '-style' : '';
}

/** From a source to the address of what was made of it. */
function addressesOf({ outputs }: Metafile, sources: string, folder: string): ReadonlyMap<string, string> {
  const addresses = new Map<string, string>();
  for (const [file, { entryPoint }] of Object.entries(outputs)) {
    if (entryPoint === undefined) continue;
    const absolute = path.resolve(sources, file);
    addresses.set(entryPoint, `/${path.relative(folder, absolute).split(path.sep).join('/')}`);
  }
  return addresses;
}

function documentOf({ title, body, script, style, ready }: PageSource, addresses: ReadonlyMap<string, string>): string {
  const addressOf = (source: string): string => {
    const address = addresses.get(source);
    if (address === undefined) throw new Error(`esbuild made nothing of ${source}`);
    return address;
  };
  return pageHtml({
    title,
    body,
    styles: [...(ready?.styles ?? []), addressOf(style)],
    scripts: [
      ...(ready?.scripts ?? []).map((src) => ({ src, module: false })),
      ...(script === undefined ? [] : [{ src: addressOf(script), module: true }]),
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
