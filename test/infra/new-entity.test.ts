import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { ROOT } from '../../bin/local/settings.ts';
import { freshDataDir, removeDataDir } from '../support/data-dir.ts';

/** What a clone has, and nothing that is made from it. */
const FOLDERS = ['bin', 'docs', 'functions', 'lib', 'packages', 'test'];
const FILES = [
  '.dependency-cruiser.cjs',
  '.gitignore',
  'README.md',
  'biome.json',
  'cdk.json',
  'knip.json',
  'package.json',
  'tsconfig.json',
  'vitest.config.ts',
];

/** A copy of the project beside it, whose own packages are found by their names and all others where they are. */
function copyProject(to: string): void {
  for (const name of [...FOLDERS, ...FILES]) cpSync(join(ROOT, name), join(to, name), { recursive: true });
  const installed = join(to, 'node_modules');
  mkdirSync(join(installed, '@bos'), { recursive: true });
  for (const name of readdirSync(join(ROOT, 'node_modules'))) {
    if (name !== '@bos') symlinkSync(join(ROOT, 'node_modules', name), join(installed, name));
  }
  for (const name of readdirSync(join(to, 'packages'))) {
    symlinkSync(join(to, 'packages', name), join(installed, '@bos', name));
  }
}

// Each judge takes some seconds on a machine that has nothing else to do.
vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

const copy = freshDataDir();
const NEW = ['packages/operations/src/work-orders', 'bin/docs/patterns/testing/work-orders.ts'];
const CHANGED = ['functions/entities.ts', 'bin/docs/patterns/testing/rooms.ts'];

/** Runs in the copy; gives what was printed and how it ended. */
function run(program: string, ...parameters: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(copy, program), ...parameters], {
    cwd: copy,
    encoding: 'utf8',
  });
  return { status, text: `${stdout}${stderr}` };
}
const tool = (name: string, ...parameters: string[]) => run(join('node_modules', '.bin', name), ...parameters);

/** What a judge of the whole project says of the files that are new or changed. */
const about = (text: string): string[] =>
  text.split('\n').filter((line) => [...NEW, ...CHANGED].some((path) => line.includes(path)));

let made: ReturnType<typeof run>;

beforeAll(() => {
  copyProject(copy);
  made = run('bin/new.ts', 'entity', 'operations', 'work-order');
});

afterAll(() => removeDataDir(copy));

describe('npm run new entity operations work-order', () => {
  test('says what it made', () => {
    expect(made.text).toContain('packages/operations/src/work-orders/work-order-store.ts');
    expect(made.status).toBe(0);
  });

  test('makes what linter and floors have nothing against', () => {
    expect(tool('biome', 'check', '--error-on-warnings', ...NEW, ...CHANGED)).toMatchObject({ status: 0 });
    expect(tool('depcruise', ...NEW, ...CHANGED, '--config', '.dependency-cruiser.cjs')).toMatchObject({ status: 0 });
  });

  test('makes what the compiler has nothing against', () => {
    const { status, text } = tool('tsc', '-p', '.');
    expect(about(text)).toEqual([]);
    expect(status, 'it ended').not.toBeNull();
  });

  test('makes nothing that is unused', () => {
    const { status, text } = tool('knip');
    expect(about(text)).toEqual([]);
    expect(status, 'it ended').not.toBeNull();
  });

  test('makes a contract suite that holds in memory and on the engine', () => {
    const { status, text } = tool('vitest', 'run', '--project', 'unit', 'packages/operations/src/work-orders');
    expect(text).toContain('8 passed');
    expect(status).toBe(0);
  });

  test('leaves every rule for entities kept: key, personal data, schema, patterns', () => {
    const rules = ['house', 'personal-data', 'entity-schemas', 'retention'].map(
      (name) => `test/architecture/${name}.test.ts`,
    );
    const { status, text } = tool('vitest', 'run', '--project', 'unit', ...rules, 'bin/docs/patterns');
    expect(status, text).toBe(0);
  });

  test('puts it into the page, which is up to date', () => {
    const page = readFileSync(join(copy, 'docs', 'data-model.md'), 'utf8');
    expect(page).toContain('| **work_order** A work order. |');
    expect(page).toContain('| **workOrders.listOfUser** the work orders of a person |');
    expect(page).toContain('### work_order');
    expect(run('bin/write-docs.ts', '--check').text).not.toContain('data-model.md');
  });

  test.each([
    [['entity', 'operations', 'work-order'], 'work_order is there already'],
    [['entity', 'people', 'work-order'], 'work_order is there already'],
    [['entity', 'operations', 'ticket'], 'ticket is there already'],
    [['entity', 'kernel', 'parcel'], 'There is no room kernel'],
    [['entity', 'operations', 'Parcel'], 'is no name'],
    [['entity', 'operations', '../parcel'], 'is no name'],
    [['entity', 'operations'], 'Usage'],
  ])('%j is refused', (parameters, message) => {
    const { status, text } = run('bin/new.ts', ...parameters);
    expect(text).toContain(message);
    expect(status).toBe(1);
  });
});
