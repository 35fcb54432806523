import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FunctionDefinition } from '@bos/kernel/function-definition';
import { build, type Plugin } from 'esbuild';
import { filesOf, type OutputGraph } from './bundle-graph.ts';
import { known } from './known.ts';

const PROJECT_ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const NAMESPACE = 'function';

/** CommonJS dependencies ask for Node's own modules through `require`, which an ES module has to make for itself. */
const BANNER = "import { createRequire } from 'node:module';const require = createRequire(import.meta.url);";

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

function entryPlugin(catalog: readonly FunctionDefinition[], portsModule: string, resolveDir: string): Plugin {
  const modules = new Map(catalog.map((definition) => [definition.name, entryModule(definition, portsModule)]));
  return {
    name: 'function-entries',
    setup(pass) {
      pass.onResolve({ filter: /^function:/ }, ({ path }) => ({ path: path.slice(9), namespace: NAMESPACE }));
      pass.onLoad({ filter: /.*/, namespace: NAMESPACE }, ({ path }) => {
        const contents = modules.get(path);
        return contents === undefined ? undefined : { contents, resolveDir, loader: 'js' };
      });
    },
  };
}

/** Code by its path in the output folder, and who imports whom. What functions share is compiled once. */
async function compile(options: Required<BundleOptions>): Promise<[ReadonlyMap<string, Uint8Array>, OutputGraph]> {
  const { catalog, outputFolder, portsModule, projectRoot } = options;
  const { metafile, outputFiles } = await build({
    entryPoints: Object.fromEntries(catalog.map(({ name }) => [name, `function:${name}`])),
    plugins: [entryPlugin(catalog, portsModule, projectRoot)],
    outdir: outputFolder,
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
    minify: true,
    keepNames: true,
    sourcemap: 'external',
    sourcesContent: false,
    legalComments: 'none',
    banner: { js: BANNER },
    logLevel: 'silent',
  });
  const inFolder = (path: string): string => relative(outputFolder, resolve(projectRoot, path));
  const graph: OutputGraph = new Map(
    Object.entries(metafile.outputs).map(([path, { imports }]) => [
      inFolder(path),
      imports
        .filter(({ external }) => !external)
        .map((imported) => ({ path: inFolder(imported.path), lazy: imported.kind === 'dynamic-import' })),
    ]),
  );
  return [new Map(outputFiles.map(({ path, contents }) => [inFolder(path), contents])), graph];
}

/**
 * Bundles every function of the catalog in one pass, dependencies and AWS SDK included (a bundled SDK loads faster
 * than Lambda's own). Source maps stay beside, for reading stack traces: loading one costs 10 ms a start. Rejects
 * with esbuild's errors, which name file and line.
 */
export async function bundleFunctions(given: BundleOptions): Promise<readonly FunctionBundle[]> {
  const options = { portsModule: 'functions/ports/aws-ports.ts', projectRoot: PROJECT_ROOT, ...given };
  const { catalog, outputFolder, projectRoot } = options;
  const [code, graph] = await compile(options);
  await rm(outputFolder, { recursive: true, force: true });

  async function write(folder: string, path: string, contents: Uint8Array): Promise<void> {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), contents);
  }

  async function writeFunction({ name, assets = [] }: FunctionDefinition): Promise<FunctionBundle> {
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

  const maps = [...code].filter(([path]) => path.endsWith('.map'));
  await Promise.all(maps.map(([path, contents]) => write(join(outputFolder, 'maps'), path, contents)));
  return Promise.all(catalog.map(writeFunction));
}
