import { execFile } from 'node:child_process';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { exceptionIn } from './only-on.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const vitest = fileURLToPath(new URL('../../node_modules/vitest/vitest.mjs', import.meta.url));
const listSchema = z.array(z.object({ name: z.string(), file: z.string() }));
const exec = promisify(execFile);

/** The tests that a project runs; those that it skips are not among them. */
async function testsOf(project: string): Promise<readonly string[]> {
  const parameters = ['list', 'test/e2e', '--project', project, '--json', '--no-static-parse'];
  const { stdout } = await exec(process.execPath, [vitest, ...parameters], { cwd: root, maxBuffer: 10_000_000 });
  const tests = listSchema.parse(JSON.parse(stdout));
  return tests.map(({ name, file }) => `${relative(root, file)} > ${name}`);
}

test('both targets run the same tests but for the exceptions, each with its reason', async () => {
  const [oneMachine, cloud] = await Promise.all([testsOf('e2e'), testsOf('cloud')]);
  expect(oneMachine.length).toBeGreaterThan(50);
  const exceptions = [
    ...oneMachine.filter((title) => !cloud.includes(title)).map((title) => ({ target: 'one-machine', title })),
    ...cloud.filter((title) => !oneMachine.includes(title)).map((title) => ({ target: 'cloud', title })),
  ];
  for (const { target, title } of exceptions) expect(exceptionIn(title)?.target, title).toBe(target);
  const lines = exceptions.map(({ title }) => `  ${title}`);
  const shared = oneMachine.filter((title) => cloud.includes(title)).length;
  process.stdout.write(`${shared} tests on both targets; exceptions:\n${lines.join('\n')}\n`);
});
