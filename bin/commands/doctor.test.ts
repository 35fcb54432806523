import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { QUEUES } from '../../functions/queue-definitions.ts';
import { openLocalQueues } from '../local/local-queues.ts';
import { ROOT } from '../local/settings.ts';

const exec = promisify(execFile);
let dataDir: string;

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'bos-doctor-'));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

/** What `bos doctor` prints; it ends with 1 when there are dead letters. */
async function doctor(...parameters: readonly string[]): Promise<string> {
  const environment = { ...process.env, BOS_DATA_DIR: dataDir };
  try {
    return (await exec(process.execPath, [join(ROOT, 'bin', 'bos.ts'), 'doctor', ...parameters], { env: environment }))
      .stdout;
  } catch (error) {
    return error instanceof Error && 'stdout' in error ? String(error.stdout) : '';
  }
}

test('shows dead letters and puts them back into their queue', async () => {
  const queues = openLocalQueues(dataDir);
  const { name, maxReceives } = QUEUES.missions;
  queues.send(name, { body: '{}', groupId: 'm1', deduplicationId: 'm1' });
  for (let attempt = 0; attempt < maxReceives; attempt++) {
    for (const { receipt } of queues.receive(name, 1)) queues.release(name, receipt, 0);
  }
  queues.close();

  expect(await doctor()).toMatch(/missions +0 +0 +0 +1/);
  expect(await doctor('--redrive')).toMatch(/missions +1 +0 +0 +0 +1 put back/);
  expect(await doctor()).toMatch(/missions +1 +0 +0 +0/);
});

test('says that nothing runs, and how to start it', async () => {
  expect(await doctor()).toContain('Start it with `npm start`');
});
