import { readFile } from 'node:fs/promises';
import { isBuiltin } from 'node:module';
import type { Plugin } from 'esbuild';
import * as z from 'zod';

const packageSchema = z.object({ version: z.string() });

/** An export that nobody imports is dropped; reading it would load what stands behind it. */
function exportsOf(path: string): string {
  const names = Object.keys(process.getBuiltinModule(path) ?? {}).filter((name) =>
    /^(?!default$)[A-Za-z_$][\w$]*$/.test(name),
  );
  return [
    `const from = (read) => read(process.getBuiltinModule(${JSON.stringify(path)}));`,
    'export default /* @__PURE__ */ from((module) => module);',
    ...names.map(
      (name) => `const _${name} = /* @__PURE__ */ from((module) => module.${name}); export { _${name} as ${name} };`,
    ),
  ].join('\n');
}

/**
 * Node's own modules as plain objects. Importing one makes Node build an ES module around it, for which it reads
 * every export, and an export of `node:http` is a getter that loads the whole of fetch: 25 ms, were it ever imported at
 * a start; the others cost 5 ms together. The importer is a part of the path so that nothing is shared: what is shared
 * becomes a file of its own, and is slower to load than to repeat.
 */
export const builtinModules: Plugin = {
  name: 'builtin-modules',
  setup(pass) {
    pass.onResolve({ filter: /.*/ }, ({ path, importer, kind }) =>
      isBuiltin(path)
        ? { path: `${path} for ${importer}`, pluginData: { path, kind }, namespace: 'builtin', sideEffects: false }
        : undefined,
    );
    pass.onLoad({ filter: /.*/, namespace: 'builtin' }, ({ pluginData: { path, kind } }) => ({
      contents:
        kind === 'require-call'
          ? `module.exports = process.getBuiltinModule(${JSON.stringify(path)});`
          : exportsOf(path),
    }));
  },
};

interface UnusedModule {
  readonly imported: RegExp;
  readonly importer: RegExp;
  /** Why it is never used, for whoever sees it used all the same. */
  readonly because: string;
  /** What a static import names; a CommonJS importer names nothing. */
  readonly exports: readonly string[];
}

const UNUSED: readonly UnusedModule[] = [
  {
    imported: /^@aws-sdk\/credential-provider-node$/,
    importer: /[\\/]@aws-sdk[\\/]client-[^\\/]+[\\/]/,
    because: 'packages/aws/src/client-settings.ts gives every client its credentials',
    exports: ['defaultProvider'],
  },
  {
    // Asked for as a whole, it would keep every command of the SDK in the bundle: 90 kB that no function sends.
    imported: /^@aws-sdk\/(lib-dynamodb|util-dynamodb)$/,
    importer: /[\\/]node_modules[\\/]electrodb[\\/]/,
    because: 'ElectroDB builds requests and is given no client to send them with',
    exports: [],
  },
];

function refusing({ because, exports }: UnusedModule, path: string): string {
  const refuse = `throw new Error(${JSON.stringify(`${path} is left out of the bundle: ${because}.`)});`;
  return exports.length === 0
    ? `module.exports = new Proxy({}, { get() { ${refuse} } });`
    : exports.map((name) => `export function ${name}() { ${refuse} }`).join('\n');
}

/** Leaves out what a dependency imports and never uses here. Should it be used all the same, it throws and says why. */
export const unusedModules: Plugin = {
  name: 'unused-modules',
  setup(pass) {
    for (const unused of UNUSED) {
      const namespace = `unused ${unused.imported.source}`;
      pass.onResolve({ filter: unused.imported }, ({ path, importer }) =>
        unused.importer.test(importer) ? { path, namespace } : undefined,
      );
      pass.onLoad({ filter: unused.imported, namespace }, ({ path }) => ({ contents: refusing(unused, path) }));
    }
  },
};

/**
 * What a dependency carries for cases that do not arise here, in its smallest form. DynamoDB's endpoint discovery, which
 * nobody switches on, has a cache that brings a library of data structures; of its own package.json a client
 * uses the version.
 */
export const smallerModules: Plugin = {
  name: 'smaller-modules',
  setup(pass) {
    const namespace = 'smaller';
    pass.onResolve({ filter: /^mnemonist\/lru-cache$/ }, ({ path, importer }) =>
      /[\\/]@aws-sdk[\\/]endpoint-cache[\\/]/.test(importer) ? { path, namespace } : undefined,
    );
    pass.onLoad({ filter: /.*/, namespace }, () => ({
      contents: 'export default class extends Map { constructor() { super(); } peek(key) { return this.get(key); } }',
    }));
    pass.onLoad({ filter: /[\\/]@aws-sdk[\\/]client-[^\\/]+[\\/]package\.json$/ }, async ({ path }) => {
      const { version } = packageSchema.parse(JSON.parse(await readFile(path, 'utf8')));
      return { contents: JSON.stringify({ version }), loader: 'json' };
    });
  },
};
