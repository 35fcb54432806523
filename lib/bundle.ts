import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FunctionDefinition } from '@bos/kernel/function-definition';
import { build, type Plugin } from 'esbuild';
import { filesOf, type OutputGraph } from './bundle-graph.ts';
import { builtinModules, unusedModules } from './bundle-plugins.ts';
import { known } from './known.ts';

const PROJECT_ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const NAMESPACE = 'function';

export interface BundleOptions {
  readonly catalog: readonly FunctionDefinition[];
  /** Gets one folder for each function, and `maps`, which is not deployed. What was there is removed. */
  readonly outputFolder: string;
  /** Module that exports `awsPorts(environment)`, from the root of the project. */
  readonly portsModule?: string;
  readonly projectRoot?: string;
}

export interface FunctionBundle {
  readonly name: string;
  /** Holds `index.mjs` with `handler`, its chunks, and the definition's assets by their path from the root. */
  readonly folder: string;
  /** Of all its code. */
  readonly bytes: number;
  /** Of the code that is loaded before the first event; the rest waits for an `import()`. */
  readonly startBytes: number;
}

/** The module that Lambda loads: ports are made and the handler is built while the sandbox starts, once. */
function entryModule(definition: FunctionDefinition, portsModule: string): string {
  return [
    `import { build } from ${JSON.stringify(`./${definition.entry}`)};`,
    `import { awsPorts } from ${JSON.stringify(`./${portsModule}`)};`,
    'const handle = await build(await awsPorts(process.env));',
    'export const handler = (event, context) => handle(event, context);',
  ].join('\n');
}

function entryPlugin(group: readonly FunctionDefinition[], portsModule: string, resolveDir: string): Plugin {
  const byName = new Map(group.map((definition) => [`function:${definition.name}`, definition]));
  return {
    name: 'function-entry',
    setup(pass) {
      pass.onResolve({ filter: /^function:/ }, ({ path }) => ({ path, namespace: NAMESPACE }));
      pass.onLoad({ filter: /.*/, namespace: NAMESPACE }, ({ path }) => ({
        contents: entryModule(known(byName, path, 'function'), portsModule),
        resolveDir,
        loader: 'js',
      }));
    },
  };
}

interface Compiled {
  /** Code and maps by their paths in the function's folder. */
  readonly code: ReadonlyMap<string, Uint8Array>;
  /** Who imports whom. */
  readonly graph: OutputGraph;
}

const BACKGROUND = new Set(['streams', 'queues', 'schedules']);

/** Which functions are compiled together: those of one folder, and all background work; each pass costs half a second. */
function groupOf({ entry }: FunctionDefinition): string {
  const folder = basename(dirname(entry));
  return BACKGROUND.has(folder) ? 'background' : folder;
}

/**
 * Compiles the functions of one group together. What two of them share becomes a file of its own: in one pass over all
 * functions that would be up to forty files to load at a start, a third of a millisecond each; a pass for each
 * function takes ten seconds. Functions of one kind share nearly all that they load. Names stay as they are written, for
 * stack traces and for dependencies that read them: shorter ones would save 1 ms, and keeping them beside costs 3.
 */
async function compile(
  folder: string,
  group: readonly FunctionDefinition[],
  options: Required<BundleOptions>,
): Promise<Compiled> {
  const { outputFolder, portsModule, projectRoot } = options;
  // Where the maps will lie, for they name the sources from there.
  const outdir = join(outputFolder, 'maps', folder);
  const { metafile, outputFiles } = await build({
    entryPoints: Object.fromEntries(group.map(({ name }) => [name, `function:${name}`])),
    plugins: [entryPlugin(group, portsModule, projectRoot), builtinModules, unusedModules],
    outdir,
    absWorkingDir: projectRoot,
    outExtension: { '.js': '.mjs' },
    chunkNames: 'chunks/[hash]',
    splitting: true,
    write: false,
    metafile: true,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    mainFields: ['module', 'main'],
    minifyWhitespace: true,
    minifySyntax: true,
    sourcemap: 'external',
    sourcesContent: false,
    legalComments: 'none',
    logLevel: 'silent',
  });
  const inFolder = (path: string): string => relative(outdir, resolve(projectRoot, path));
  const graph: OutputGraph = new Map(
    Object.entries(metafile.outputs).map(([path, { imports }]) => [
      inFolder(path),
      imports
        .filter(({ external }) => !external)
        .map((imported) => ({ path: inFolder(imported.path), lazy: imported.kind === 'dynamic-import' })),
    ]),
  );
  return { code: new Map(outputFiles.map(({ path, contents }) => [inFolder(path), contents])), graph };
}

/**
 * Bundles every function of the catalog, dependencies and AWS SDK included (a bundled SDK loads faster than Lambda's
 * own). Source maps stay beside, for reading stack traces: loading one costs 10 ms a start. Rejects
 * with esbuild's errors, which name file and line.
 */
export async function bundleFunctions(given: BundleOptions): Promise<readonly FunctionBundle[]> {
  const options = { portsModule: 'functions/ports/aws-ports.ts', projectRoot: PROJECT_ROOT, ...given };
  const { catalog, outputFolder, projectRoot } = options;
  const groups = [...Map.groupBy(catalog, groupOf)];
  const compiled = await Promise.all(
    groups.map(async ([folder, group]) => ({ folder, group, ...(await compile(folder, group, options)) })),
  );
  await rm(outputFolder, { recursive: true, force: true });

  async function write(folder: string, path: string, contents: Uint8Array): Promise<void> {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), contents);
  }

  async function writeFunction(definition: FunctionDefinition, { code, graph }: Compiled): Promise<FunctionBundle> {
    const { name, assets = [] } = definition;
    const folder = join(outputFolder, name);
    const entry = `${name}.mjs`;
    const contentsOf = (path: string): Uint8Array => known(code, path, 'compiled file');
    const bytesOf = (paths: Iterable<string>): number =>
      [...paths].reduce((total, path) => total + contentsOf(path).byteLength, 0);
    const files = filesOf(graph, entry);
    await Promise.all([
      ...[...files.all].map((path) => write(folder, path === entry ? 'index.mjs' : path, contentsOf(path))),
      ...assets.map((asset) => cp(join(projectRoot, asset), join(folder, asset), { recursive: true })),
    ]);
    return { name, folder, bytes: bytesOf(files.all), startBytes: bytesOf(files.start) };
  }

  const bundles = compiled.map(async ({ folder, group, ...files }) => {
    const maps = [...files.code].filter(([path]) => path.endsWith('.map'));
    await Promise.all(maps.map(([path, contents]) => write(join(outputFolder, 'maps', folder), path, contents)));
    return Promise.all(group.map((definition) => writeFunction(definition, files)));
  });
  return (await Promise.all(bundles)).flat();
}
