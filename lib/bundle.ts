import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { queueUrlVariable } from '@bos/aws/function-environment';
import type { FunctionDefinition } from '@bos/kernel/function-definition';
import type { Plugin } from 'esbuild';
import { filesOf } from './bundle-graph.ts';
import { type Compiled, compilePass } from './bundle-pass.ts';
import { withoutRights } from './bundle-rights.ts';
import { known } from './known.ts';
import { lateClients, lateEntries } from './late-clients.ts';

const PROJECT_ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const NAMESPACE = 'function';
/** A module of this project that stands around every handler, whichever project is bundled. */
const inAws = (name: string): string => join(PROJECT_ROOT, 'packages/aws/src', `${name}.ts`);

export interface BundleOptions {
  readonly catalog: readonly FunctionDefinition[];
  /** Gets one folder for each function, and `maps`, which is not deployed. What was there is removed. */
  readonly outputFolder: string;
  /** Folder of the modules that export `awsPorts(environment)`, from the root of the project. */
  readonly portsFolder?: string;
  readonly projectRoot?: string;
}

export interface FunctionBundle {
  readonly name: string;
  /** Holds `index.mjs` with `handler`, the files that it imports, and the definition's assets by their path from the root. */
  readonly folder: string;
  /** Of all its code. */
  readonly bytes: number;
  /** Of the code that is loaded before the first event; the rest waits for an `import()`. */
  readonly startBytes: number;
}

/**
 * The module that Lambda loads: ports are made and the handler is built while the sandbox starts, once. A function
 * that may not touch the table does not carry its client.
 */
function entryModule(definition: FunctionDefinition, portsFolder: string): string {
  const usesTable = definition.rights.some(({ kind }) => kind === 'table');
  const ports = `./${portsFolder}/${usesTable ? 'aws-ports' : 'aws-ports-without-table'}.ts`;
  return [
    `import { build } from ${JSON.stringify(`./${definition.entry}`)};`,
    `import { awsPorts } from ${JSON.stringify(ports)};`,
    `import { lambdaEntry } from ${JSON.stringify(inAws('lambda-entry'))};`,
    'const ports = await awsPorts(process.env);',
    ...handlerLines(definition),
  ].join('\n');
}

/** What reads a queue gives its failures back to it, to be tried again within seconds. */
function handlerLines({ trigger }: FunctionDefinition): string[] {
  if (trigger.kind !== 'queue') return ['export const handler = lambdaEntry(await build(ports));'];
  return [
    `import { retriedSooner } from ${JSON.stringify(inAws('sooner-retries'))};`,
    `const options = { queueUrl: process.env[${JSON.stringify(queueUrlVariable(trigger.queue))}], log: ports.log };`,
    'export const handler = lambdaEntry(retriedSooner(await build(ports), options));',
  ];
}

function entryPlugin(group: readonly FunctionDefinition[], portsFolder: string, resolveDir: string): Plugin {
  const byName = new Map(group.map((definition) => [`function:${definition.name}`, definition]));
  return {
    name: 'function-entry',
    setup(pass) {
      pass.onResolve({ filter: /^function:/ }, ({ path }) => ({ path, namespace: NAMESPACE }));
      pass.onLoad({ filter: /.*/, namespace: NAMESPACE }, ({ path }) => ({
        contents: entryModule(known(byName, path, 'function'), portsFolder),
        resolveDir,
        loader: 'js',
      }));
    },
  };
}

const BACKGROUND = new Set(['streams', 'queues', 'schedules']);

/** With more routes than these, most of what a function loads is its own. */
const FEW_ROUTES = 8;

/**
 * Which functions are compiled together: those of one folder, and all background work; each pass costs half a second.
 * Alone stand webhooks, for whoever calls them waits for their start; functions of many routes; and what writes the
 * document of the API: it knows the routes of all, which would be files of their own for each of the others.
 */
function groupOf({ entry, name, trigger }: FunctionDefinition): string {
  const folder = basename(dirname(entry));
  const hasManyRoutes = trigger.kind === 'http' && trigger.routes.length > FEW_ROUTES;
  if (folder === 'webhooks' || hasManyRoutes || entry === 'functions/api/openapi.ts') return name;
  return BACKGROUND.has(folder) ? 'background' : folder;
}

/**
 * Compiles the functions of one group. In one pass over all functions what they share would be up to forty files to
 * load at a start, a third of a millisecond each; a pass for each function takes ten seconds. Functions of one kind
 * share nearly all that they load.
 */
function compileGroup(
  name: string,
  group: readonly FunctionDefinition[],
  { outputFolder, portsFolder, projectRoot }: Required<BundleOptions>,
): Promise<Compiled> {
  return compilePass({
    projectRoot,
    outdir: join(outputFolder, 'maps', name),
    entryPoints: Object.fromEntries(group.map((definition) => [definition.name, `function:${definition.name}`])),
    plugins: [entryPlugin(group, portsFolder, projectRoot), withoutRights(group), lateClients],
  });
}

/**
 * Bundles every function of the catalog, dependencies and AWS SDK included (a bundled SDK loads faster than Lambda's
 * own). Source maps stay beside, for reading stack traces: loading one costs 10 ms a start. Rejects
 * with esbuild's errors, which name file and line.
 */
export async function bundleFunctions(given: BundleOptions): Promise<readonly FunctionBundle[]> {
  const options = { portsFolder: 'functions/ports', projectRoot: PROJECT_ROOT, ...given };
  const { catalog, outputFolder, projectRoot } = options;
  const groups = [...Map.groupBy(catalog, groupOf)];
  const compiled = await Promise.all(
    groups.map(async ([folder, group]) => ({ folder, group, ...(await compileGroup(folder, group, options)) })),
  );
  const late = await compilePass({
    projectRoot,
    outdir: join(outputFolder, 'maps', 'late'),
    entryPoints: lateEntries(compiled.map(({ graph }) => graph)),
    plugins: [],
  });
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

  const bundles = [...compiled, { folder: 'late', group: [], ...late }].map(async ({ folder, group, code, graph }) => {
    const maps = [...code].filter(([path]) => path.endsWith('.map'));
    await Promise.all(maps.map(([path, contents]) => write(join(outputFolder, 'maps', folder), path, contents)));
    const files = { code: new Map([...late.code, ...code]), graph: new Map([...late.graph, ...graph]) };
    return Promise.all(group.map((definition) => writeFunction(definition, files)));
  });
  return (await Promise.all(bundles)).flat();
}
