import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '@bos/embedded/engine/free-port';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { ROOT } from '../../bin/local/settings.ts';
import { type GraphDouble, startGraphDouble } from '../support/graph-double.ts';
import { quiet } from '../support/quiet.ts';
import { freshDataDir, removeDataDir, type SystemUnderTest, startSystemUnderTest } from '../support/system.ts';
import { postWebhook, webhookBody } from '../support/webhook.ts';

const MARIA = '5511900000301';
const JAMES = '12025550130';
const STRANGER = `55119${randomInt(10_000_000, 99_999_999)}`;
const LISTS = ['people', 'units', 'devices', 'conversations', 'missions', 'tickets', 'notifications'] as const;
/** After which a restore is killed: before its first write, in the middle, near its end. */
const KILLED_AFTER_MILLISECONDS = [150, 600, 900, 1_200, 1_500, 2_000];

const listSchema = z.object({ items: z.array(z.looseObject({ id: z.string() })), next: z.string().nullable() });

let dataDir: string;
let apart: string;
let graph: GraphDouble;
let system: SystemUnderTest;
let withKeys: string;
let withoutKeys: string;
let before: Readonly<Record<string, unknown>>;

async function start(): Promise<void> {
  system = await startSystemUnderTest({ dataDir, port: await freePort(), graphUrl: graph.url });
}

async function write(phone: string, text: string): Promise<void> {
  const answer = await postWebhook(system.url, webhookBody({ from: phone, text, name: 'Somebody' }));
  expect(answer.status).toBe(200);
}

async function list(path: string): Promise<z.infer<typeof listSchema>['items']> {
  const items: z.infer<typeof listSchema>['items'] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const page = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const { status, body } = await system.get(`/v1/buildings/demo/${path}?limit=100${page}`);
    expect(status, path).toBe(200);
    const answer = listSchema.parse(body);
    items.push(...answer.items);
    cursor = answer.next;
  }
  return items;
}

/** What the API says of everything that it lists, and of each mission and conversation alone. */
async function answers(): Promise<Record<string, unknown>> {
  const found: Record<string, unknown> = {};
  for (const name of LISTS) found[name] = await list(name);
  for (const { id } of await list('conversations'))
    found[`messages of ${id}`] = await list(`conversations/${id}/messages`);
  for (const { id } of await list('missions'))
    found[`mission ${id}`] = (await system.get(`/v1/buildings/demo/missions/${id}`)).body;
  return found;
}

/** `bos restore`, killed with all that it started after so long. */
async function killedRestore(file: string, milliseconds: number): Promise<void> {
  const child = spawn(process.execPath, [join(ROOT, 'bin', 'bos.ts'), 'restore', file, '--replace'], {
    env: { ...process.env, BOS_DATA_DIR: dataDir },
    stdio: 'ignore',
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  await sleep(milliseconds);
  child.kill('SIGKILL');
  await ended;
}

beforeAll(async () => {
  dataDir = freshDataDir();
  apart = mkdtempSync(join(tmpdir(), 'bos-apart-'));
  graph = await startGraphDouble({ delay: 5 });
  await start();
  for (const phone of [MARIA, JAMES, STRANGER]) {
    await write(phone, 'A torneira da cozinha está vazando muito, podem mandar alguém?');
    await write(phone, 'Qual é a senha do wifi?');
  }
  await quiet(system);
  before = await answers();
  withKeys = join(apart, 'with-keys.gz');
  withoutKeys = join(apart, 'without-keys.gz');
  await system.bos('backup', '--with-keys', '--to', withKeys);
  await system.bos('backup', '--to', withoutKeys);
}, 180_000);

afterAll(async () => {
  await system?.stop();
  await graph?.close();
  removeDataDir(dataDir);
  rmSync(apart, { recursive: true, force: true });
});

// Each test stands on the one before it: one data folder lives through all of it.
describe('over a system that has worked', () => {
  test('a restore is refused while it runs', async () => {
    await expect(system.bos('restore', withKeys, '--replace')).rejects.toThrow('is running');
    expect(await system.bos('restore', withKeys, '--dry-run')).toContain('can be restored here');
    expect(await answers()).toEqual(before);
  });

  test('after the disk is lost, a backup with keys gives the same answers', async () => {
    await system.stop();
    for (const name of readdirSync(dataDir)) rmSync(join(dataDir, name), { recursive: true });
    await system.bos('restore', withKeys);
    await start();
    expect(await answers()).toEqual(before);
  });

  test('what was done since is gone with a backup without keys, and everybody is still known', async () => {
    await write(MARIA, 'O elevador da torre A parou de novo');
    await quiet(system);
    expect(await answers()).not.toEqual(before);
    await system.stop();
    await expect(system.bos('restore', withoutKeys)).rejects.toThrow('--replace');
    await system.bos('restore', withoutKeys, '--replace');
    await start();
    expect(await answers()).toEqual(before);
    await write(MARIA, 'Oi, alguma novidade do meu chamado?');
    await quiet(system);
    expect((await list('people')).length).toBe(listSchema.shape.items.parse(before.people).length);
  });

  test('a kill anywhere in a restore leaves the system as it was, or restored, and never in between', async () => {
    const present = await answers();
    for (const milliseconds of KILLED_AFTER_MILLISECONDS) {
      await system.stop();
      await killedRestore(withoutKeys, milliseconds);
      await start();
      const found = await answers();
      if (JSON.stringify(found) !== JSON.stringify(before)) expect(found).toEqual(present);
    }
    await system.stop();
    await killedRestore(withoutKeys, 1_000);
    await system.bos('restore', withoutKeys, '--replace');
    await start();
    expect(await answers()).toEqual(before);
    expect(readdirSync(dataDir)).not.toContain('restore');
  });
});
