import { basename } from 'node:path';
import type { Plugin } from 'esbuild';
import type { OutputGraph } from './bundle-graph.ts';

/**
 * Clients that bring what the others do without: S3 and Scheduler speak REST, in XML and JSON, STS a query and XML,
 * where the others speak JSON to one address; that of Parameter Store has waiters. What they share with those is loaded at every start, and
 * esbuild puts all of a shared package there that any of them needs: 65 kB at each start, whether it uses them or not.
 * So they are compiled apart, with a copy of the shared code of their own, which is loaded with them.
 */
const LATE = /^@aws-sdk\/(client-s3|client-scheduler|client-ssm|client-sts|s3-presigned-post|s3-request-presigner)$/;

const PREFIX = 'late-';

/** Leaves an `import()` of such a client to a file beside the function's. */
export const lateClients: Plugin = {
  name: 'late-clients',
  setup(pass) {
    pass.onResolve({ filter: LATE }, ({ kind, path }) =>
      kind === 'dynamic-import' ? { path: `./${PREFIX}${basename(path)}.mjs`, external: true } : undefined,
    );
  },
};

/** What has been left out of these passes: entries of the pass that compiles it. */
export function lateEntries(graphs: readonly OutputGraph[]): Record<string, string> {
  const paths = graphs.flatMap((graph) => [...graph.values()].flatMap((imports) => imports.map(({ path }) => path)));
  return Object.fromEntries(
    paths
      .filter((path) => path.startsWith(PREFIX))
      .map((path) => basename(path, '.mjs'))
      .map((entry) => [entry, `@aws-sdk/${entry.slice(PREFIX.length)}`]),
  );
}
