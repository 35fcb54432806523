import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openRestoreFolder, settleRestore } from './restore-folder.ts';
import { claimFolder } from './table-folder.ts';
import { newDataDir } from './testing/installation.ts';

let dataDir: string;
beforeEach(() => {
  dataDir = newDataDir();
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

function put(files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(dataDir, name)), { recursive: true });
    writeFileSync(join(dataDir, name), text);
  }
}
/** Every file of the data folder with its text. */
const files = (): Record<string, string> =>
  Object.fromEntries(
    readdirSync(dataDir, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [path.slice(dataDir.length + 1), readFileSync(path, 'utf8')]),
  );

const FORMER = {
  'table.db': 'former',
  'table.db-wal': 'former',
  'secrets/keys.db': 'former',
  'secrets/keys.db-wal': 'former',
  'secrets/master.key': 'master',
  'documents/aa/bb': 'former',
  'queues.db': 'former',
  'queues.db-wal': 'former',
  'missions.db': 'former',
  'streams.db': 'former',
  'erasures.jsonl': 'erased',
};
const RESTORED = {
  'restore/table.db': 'restored',
  'restore/keys.db': 'restored',
  'restore/documents/cc/dd': 'restored',
  'restore/progress.json': '{"sha256":"a","items":3,"isComplete":true}',
};
const AFTERWARDS = {
  'table.db': 'restored',
  'secrets/keys.db': 'restored',
  'secrets/master.key': 'master',
  'documents/cc/dd': 'restored',
  'erasures.jsonl': 'erased',
};

test('a restore that was killed before it was ready leaves everything as it was', async () => {
  put({ ...FORMER, ...RESTORED });
  await settleRestore(dataDir);
  expect(files()).toEqual(FORMER);
});

test('one that was ready is completed, and what was under way is forgotten', async () => {
  put({ ...FORMER, ...RESTORED, 'restore/ready': '' });
  await settleRestore(dataDir);
  expect(files()).toEqual(AFTERWARDS);
});

test('without keys of its own the present ones stay', async () => {
  const { 'restore/keys.db': _none, ...restored } = RESTORED;
  put({ ...FORMER, ...restored, 'restore/ready': '' });
  await settleRestore(dataDir);
  expect(files()).toMatchObject({
    'secrets/keys.db': 'former',
    'secrets/keys.db-wal': 'former',
    'table.db': 'restored',
  });
});

test('whatever part of it a kill left undone is done', async () => {
  put({ ...FORMER, ...RESTORED, 'restore/ready': '' });
  const whole = newDataDir();
  cpSync(dataDir, whole, { recursive: true });
  const moves = [
    ['restore/keys.db', 'secrets/keys.db'],
    ['restore/table.db', 'table.db'],
    ['restore/documents', 'documents'],
  ] as const;
  for (let done = 0; done <= moves.length; done++) {
    rmSync(dataDir, { recursive: true });
    cpSync(whole, dataDir, { recursive: true });
    for (const [from, to] of moves.slice(0, done)) {
      for (const suffix of ['', '-wal']) rmSync(join(dataDir, `${to}${suffix}`), { recursive: true, force: true });
      cpSync(join(dataDir, from), join(dataDir, to), { recursive: true });
      rmSync(join(dataDir, from), { recursive: true });
    }
    await settleRestore(dataDir);
    expect(files(), `${done} moves were done`).toEqual(AFTERWARDS);
  }
  rmSync(whole, { recursive: true });
});

test('nothing is touched while somebody is at work on the folder', async () => {
  put({ ...FORMER, ...RESTORED, 'restore/ready': '' });
  const claim = await claimFolder(dataDir);
  await expect(settleRestore(dataDir)).rejects.toMatchObject({ code: 'DATA_IN_USE' });
  claim.release();
  expect(files()).toMatchObject({ 'table.db': 'former', 'restore/table.db': 'restored' });
});

test('a restore goes on with its own backup, and begins anew with another', async () => {
  const first = await openRestoreFolder(dataDir, 'a');
  expect(first.items).toBe(0);
  put({ 'restore/table.db': 'half' });
  first.noteProgress(1_000, false);
  expect(await openRestoreFolder(dataDir, 'a')).toMatchObject({ items: 1_000, isComplete: false });
  expect(await openRestoreFolder(dataDir, 'b')).toMatchObject({ items: 0, isComplete: false });
  expect(existsSync(join(dataDir, 'restore', 'table.db'))).toBe(false);
});
