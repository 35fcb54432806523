// `npm run validate`: everything that can be judged without running the system. Ends with 1 when a judge objects.
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Each judge is a tool with its arguments; what it prints is shown only when it objects. */
const JUDGES: readonly (readonly [name: string, tool: string, ...parameters: string[]])[] = [
  ['format and lint', 'biome', 'check', '--error-on-warnings', '.'],
  ['types', 'tsc', '-p', '.'],
  ['floors', 'depcruise', 'packages', 'functions', 'bin', 'lib', '--config', '.dependency-cruiser.cjs'],
  ['unused code', 'knip'],
  ['state machines', join(root, 'bin', 'checks', 'workflows.ts')],
  ['documents', join(root, 'bin', 'write-docs.ts'), '--check'],
];

let objections = 0;
for (const [name, tool, ...parameters] of JUDGES) {
  const program = tool.endsWith('.ts') ? tool : join(root, 'node_modules', '.bin', tool);
  const startedAt = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...parameters], {
    cwd: root,
    encoding: 'utf8',
  });
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  process.stdout.write(`${status === 0 ? 'ok  ' : 'FAIL'} ${name} (${seconds} s)\n`);
  if (status === 0) continue;
  objections += 1;
  process.stdout.write(`${stdout}${stderr}\n`);
}
process.exitCode = objections === 0 ? 0 : 1;
