// The CDK application. `cdk` runs it as cdk.json says; run directly (`npm run synth`) it also reports what it made.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { CATALOG } from '../functions/catalog.ts';
import { QUEUES } from '../functions/queue-definitions.ts';
import { bundleFunctions } from '../lib/bundle.ts';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const bundleFolder = join(root, 'dist', 'functions');

/** `-c name=value`, as the cdk command takes it; the command itself hands its context over by the environment. */
function contextArguments(): Record<string, string> {
  const { values } = parseArgs({
    options: { context: { type: 'string', short: 'c', multiple: true, default: [] } },
    allowPositionals: true,
    strict: false,
  });
  const pairs = z.array(z.string().includes('=', 'give context as -c name=value')).parse(values.context);
  return Object.fromEntries(pairs.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]));
}

function contextOfProject(): Record<string, unknown> {
  const schema = z.object({ context: z.record(z.string(), z.unknown()) });
  return schema.parse(JSON.parse(readFileSync(join(root, 'cdk.json'), 'utf8'))).context;
}

async function synthesise(): Promise<void> {
  const startedAt = performance.now();
  const direct = process.env.CDK_OUTDIR === undefined;
  // esbuild is a process of its own: it works while this one loads the CDK.
  const [bundles, { App }, { Code }, { addBuildingOs }, { readSettings }] = await Promise.all([
    bundleFunctions({ catalog: CATALOG, outputFolder: bundleFolder }),
    import('aws-cdk-lib'),
    import('aws-cdk-lib/aws-lambda'),
    import('../lib/building-os.ts'),
    import('../lib/settings.ts'),
  ]);
  const app = new App({
    context: contextOfProject(),
    postCliContext: contextArguments(),
    ...(direct ? { outdir: join(root, 'cdk.out') } : {}),
  });
  /** Where the operator's AWS profile points, unless the context says otherwise. */
  const profile = new Map<string, unknown>([
    ['account', process.env.CDK_DEFAULT_ACCOUNT],
    ['region', process.env.CDK_DEFAULT_REGION],
  ]);
  const stacks = addBuildingOs(app, {
    settings: readSettings((name) => app.node.tryGetContext(name) ?? profile.get(name)),
    catalog: CATALOG,
    queues: Object.values(QUEUES),
    code: ({ name }) => Code.fromAsset(join(bundleFolder, name)),
    missionDefinition: readFileSync(join(root, 'lib', 'workflows', 'mission.asl.json'), 'utf8'),
  });
  const assembly = app.synth();
  if (!direct) return;
  for (const stack of stacks) {
    const { template } = assembly.getStackArtifact(stack.artifactId);
    const { Resources } = z.object({ Resources: z.record(z.string(), z.unknown()) }).parse(template);
    process.stdout.write(`${stack.stackName.padEnd(28)} ${Object.keys(Resources).length} resources\n`);
  }
  const largest = Math.round(Math.max(...bundles.map(({ startBytes }) => startBytes)) / 1024);
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  process.stdout.write(`${bundles.length} functions that load at most ${largest} kB to start\n`);
  process.stdout.write(`${assembly.directory} in ${seconds} s\n`);
}

try {
  await synthesise();
} catch (error) {
  // Broken rules have been reported already, each with its place; this says why there is nothing to deploy.
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
