import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FunctionDefinition } from '@bos/kernel/function-definition';
import { build } from 'esbuild';
import { createLambdaHost, type LambdaHost, type LambdaHostOptions } from './lambda-host.ts';

const PROJECT_ROOT = fileURLToPath(new URL('../../', import.meta.url));

export interface ScriptedHost extends LambdaHost {
  /** What the functions have printed. */
  readonly lines: readonly string[];
}

/** A definition with short limits. */
export function definitionOf(name: string, changes: Partial<FunctionDefinition> = {}): FunctionDefinition {
  return {
    name,
    description: name,
    entry: `functions/${name}.ts`,
    trigger: { kind: 'mission-step' },
    rights: [],
    timeoutSeconds: 3,
    memoryMegabytes: 256,
    ...changes,
  };
}

/** Bundles each script, TypeScript that exports `handler`, and starts a host of them. `close` removes the bundles. */
export async function hostScripts(
  scripts: Readonly<Record<string, string>>,
  definitions: readonly FunctionDefinition[] = Object.keys(scripts).map((name) => definitionOf(name)),
  more: Partial<LambdaHostOptions> = {},
): Promise<ScriptedHost> {
  const root = mkdtempSync(join(tmpdir(), 'bos-lambda-'));
  const bundles = await Promise.all(
    Object.entries(scripts).map(async ([name, contents]) => {
      const folder = join(root, name);
      await build({
        stdin: { contents, loader: 'ts', resolveDir: PROJECT_ROOT },
        outfile: join(folder, 'index.mjs'),
        bundle: true,
        format: 'esm',
        platform: 'node',
        target: 'node24',
        logLevel: 'silent',
        banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
      });
      return { name, folder };
    }),
  );
  const lines: string[] = [];
  const host = await createLambdaHost({
    catalog: definitions,
    bundles,
    endpoints: {},
    surroundings: {
      environment: 'rehearsal',
      tableName: 'bos-data-rehearsal',
      keysTableName: 'bos-keys-rehearsal',
      stateMachineArn: 'arn:aws:states:us-east-1:000000000000:stateMachine:bos-rehearsal-missions',
      dataKeyArn: 'arn:aws:kms:us-east-1:000000000000:key/1',
      tokenIssuer: 'http://127.0.0.1/issuer',
      documentsBucket: 'documents',
      queueUrl: (queue) => `http://127.0.0.1/000000000000/bos-rehearsal-${queue}.fifo`,
      secretArn: (secret) => `arn:aws:secretsmanager:us-east-1:000000000000:secret:bos-${secret}`,
    },
    onLine: (_, line) => lines.push(line),
    ...more,
  });
  return {
    ...host,
    lines,
    async close() {
      await host.close();
      rmSync(root, { recursive: true, force: true });
    },
  };
}
