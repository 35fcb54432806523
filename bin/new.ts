// `npm run new entity <room> <name>`: a new entity with store, contract suite, access patterns and page entry.
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { NewEntityError, writeEntity } from './new/write-entity.ts';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Runs a tool of the house; throws with all that it printed when it objects. */
function run(tool: string, parameters: readonly string[], environment: Readonly<Record<string, string>> = {}): void {
  const program = tool.endsWith('.ts') ? join(root, tool) : join(root, 'node_modules', '.bin', tool);
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...parameters], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, ...environment },
  });
  if (status !== 0) throw new NewEntityError(`${tool} objects:\n${stdout}${stderr}`);
}

/** Only the named ones of the tests in a file. */
const unit = (file: string, name: string): string[] => ['run', '--project', 'unit', file, '-t', name];

try {
  const [kind, room, name, ...rest] = process.argv.slice(2);
  if (kind !== 'entity' || room === undefined || name === undefined || rest.length > 0) {
    throw new NewEntityError(
      'Usage: npm run new entity <room> <name>, such as: npm run new entity operations work-order',
    );
  }
  const files = writeEntity({ root, room, name });
  run('biome', ['check', '--write', ...files]);
  run('vitest', unit('test/architecture/entity-schemas.test.ts', 'stored as its version says'), {
    BOS_NOTE_SCHEMAS: '1',
  });
  run('vitest', unit('bin/docs/patterns', 'cost what the page says'), { BOS_MEASURE_PATTERNS: '1' });
  run('bin/write-docs.ts', []);
  process.stdout.write(`${files.map((file) => `  ${file}\n`).join('')}
Its shape is noted in test/architecture/entity-schemas.json, its costs in bin/docs/patterns/measurements.json and
docs/data-model.md. Until an item of it lies in a table that matters, change what it holds: take its line out of the first,
run what the two tests say, then \`npm run docs\`.
`);
} catch (error) {
  if (!(error instanceof NewEntityError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
