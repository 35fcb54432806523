import { randomInt } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import { freePort } from '@bos/embedded/engine/free-port';
import { type KeyScope, scopeOfName } from '@bos/table/encryption/key-scope';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { type GraphDouble, startGraphDouble } from '../support/graph-double.ts';
import { freshDataDir, removeDataDir, type SystemUnderTest, startSystemUnderTest } from '../support/system.ts';
import { postWebhook, webhookBody } from '../support/webhook.ts';
import { readEverything } from './erasure/attacker.ts';
import { findClearText } from './erasure/clear-text.ts';
import { readFiles } from './erasure/files.ts';

const PATIENCE_MILLISECONDS = 60_000;

/** A word that nothing else can contain. */
const word = (): string => Array.from({ length: 12 }, () => String.fromCharCode(97 + randomInt(26))).join('');

interface Somebody {
  readonly phone: string;
  readonly name: string;
  /** In everything that they write. */
  readonly canary: string;
}

const maria: Somebody = { phone: '5511900000301', name: 'Maria Souza', canary: word() };
const james: Somebody = { phone: '12025550130', name: 'James Carter', canary: word() };
const stranger: Somebody = {
  phone: `55119${randomInt(10_000_000, 99_999_999)}`,
  name: `Otávio ${word()}`,
  canary: word(),
};
const everybody = [maria, james, stranger];
/** What must lie readable nowhere, at no time. The demo's own people are named in its source, and their pages. */
const personal = [...everybody.flatMap(({ phone, canary }) => [phone, canary]), stranger.name, maria.name];

let dataDir: string;
let exports: string;
/** Where backups are kept: not in the data folder. */
let apart: string;
let graph: GraphDouble;
let system: SystemUnderTest;
let scopes: readonly KeyScope[];
/** The folder of keys as it was before the erasure. */
let formerKeys: ReadonlyMap<string, Buffer>;

const start = async (port: number) => {
  system = await startSystemUnderTest({ dataDir, port, graphUrl: graph.url });
};

async function write({ phone, name, canary }: Somebody, text: string, waitFor = true): Promise<void> {
  const before = graph.sent.filter(({ to }) => to === phone).length;
  const answer = await postWebhook(system.url, webhookBody({ from: phone, name, text: `${text} ${canary}` }));
  expect(answer.status).toBe(200);
  const until = performance.now() + PATIENCE_MILLISECONDS;
  while (waitFor && graph.sent.filter(({ to }) => to === phone).length === before) {
    if (performance.now() > until) throw new Error(`${phone} was not answered`);
    await sleep(50);
  }
}

const onDisk = () => readFiles([dataDir, exports]);
const clearText = () => findClearText(onDisk(), personal);
const readable = () => readEverything(onDisk(), scopes);

/** Every scope that ever had a key, by its record: an attacker may know them all. */
function scopesOf(): readonly KeyScope[] {
  const database = new DatabaseSync(join(dataDir, 'secrets', 'keys.db'), { readOnly: true });
  const rows = z.array(z.object({ scope: z.string() })).parse(database.prepare('SELECT scope FROM record').all());
  database.close();
  return rows.map(({ scope }) => scopeOfName(scope));
}

beforeAll(async () => {
  dataDir = freshDataDir();
  exports = mkdtempSync(join(tmpdir(), 'bos-exports-'));
  apart = mkdtempSync(join(tmpdir(), 'bos-apart-'));
  graph = await startGraphDouble({ delay: 5 });
  const port = await freePort();
  await start(port);
  for (const each of everybody) {
    await write(each, 'A torneira da cozinha está vazando muito, podem mandar alguém?');
    await write(each, 'Qual é a senha do wifi?');
  }
  // One message each is in hand when everything dies.
  await Promise.all(everybody.map((each) => write(each, 'O chuveiro do banheiro não esquenta', false)));
  await system.kill();
  await start(port);
  await system.bos('rotate-keys');
  for (const id of ['maria', 'james']) await system.bos('rotate-keys', '--scope', `person:${id}`);
  for (const each of everybody) await write(each, 'Tem uma lâmpada queimada no corredor do 3º andar');
  scopes = scopesOf();
  await system.bos('backup', '--to', join(exports, 'without-keys.gz'));
  await system.bos('backup', '--with-keys', '--to', join(apart, 'with-keys.gz'));
}, 180_000);

afterAll(async () => {
  await system?.stop();
  await graph?.close();
  removeDataDir(dataDir);
  for (const folder of [exports, apart]) rmSync(folder, { recursive: true, force: true });
});

// Each test stands on the one before it: one data folder lives through all of it.
describe('over a data folder that has seen traffic, a kill, a rotation and a restore', () => {
  test('nothing personal lies in clear anywhere', () => {
    expect(clearText()).toEqual([]);
    expect(findClearText(new Map([['log', Buffer.from(system.log())]]), personal)).toEqual([]);
  });

  test('the search finds what lies in clear, in every encoding', () => {
    const planted = [
      maria.canary,
      stranger.name.toUpperCase(),
      `x${Buffer.from(`ab${maria.phone}cd`).toString('base64')}`,
      Buffer.from(`z${stranger.canary}`).toString('hex'),
      encodeURIComponent(`${stranger.name}!`),
    ].map((text, place) => [`planted-${place}`, Buffer.from(text)] as const);
    const wide = ['planted-wide', Buffer.from(`..${maria.canary}`, 'utf16le')] as const;
    const found = findClearText(new Map([...planted, wide]), personal);
    for (const [path] of [...planted, wide]) expect(found.join('\n'), path).toContain(`${path}: `);
  });

  test('who has the whole folder reads everything, before an erasure', () => {
    const everything = readable();
    for (const { canary, name } of everybody) {
      expect(everything).toContain(canary);
      expect(everything).toContain(name);
    }
  });

  test('an export is for its owner alone and holds everything of one person, and nothing of others', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'bos-own-export-'));
    const file = join(folder, 'maria.json');
    await system.bos('export', '--phone', `+${maria.phone}`, '--output', file);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const text = readFileSync(file, 'utf8');
    rmSync(folder, { recursive: true });
    expect(text.match(new RegExp(maria.canary, 'g'))?.length).toBeGreaterThan(6);
    for (const kind of ['person', 'identity', 'membership', 'conversation', 'message', 'mission', 'step', 'ticket'])
      expect(text).toContain(`"${kind}": [`);
    expect(text).not.toMatch(new RegExp([james.canary, james.phone, stranger.canary, stranger.phone].join('|')));

    await system.bos('export', '--phone', james.phone, '--output', join(exports, 'james.json'));
    const others = findClearText(readFiles([exports]), [maria.canary, maria.phone, maria.name, stranger.canary]);
    expect(others).toEqual([]);
    rmSync(join(exports, 'james.json'));
  });

  test('an erasure asks to be confirmed, and may be repeated', async () => {
    formerKeys = readFiles([join(dataDir, 'secrets')]);
    await expect(system.bos('erase', '--phone', maria.phone)).rejects.toThrow('--yes');
    for (const { phone } of [maria, stranger]) {
      expect(await system.bos('erase', '--phone', `+${phone}`, '--yes')).toMatch(/^Erased: /);
      expect(await system.bos('erase', '--phone', `+${phone}`, '--yes')).toMatch(/^Nobody /);
    }
  });

  test('no key that is still found anywhere reads anything of an erased person; the others are all there', () => {
    const everything = readable();
    for (const { canary, name, phone } of [maria, stranger]) {
      expect(everything).not.toContain(canary);
      expect(everything).not.toContain(name);
      expect(everything).not.toContain(phone);
    }
    expect(everything).toContain(james.canary);
    expect(everything).toContain(james.phone);
    expect(clearText()).toEqual([]);
  });

  test('it is the keys that are gone: with those of before, what still lies about could be read', () => {
    const kept = Array.from(formerKeys, ([path, content]) => [`before/${path}`, content] as const);
    const everything = readEverything(new Map([...onDisk(), ...kept]), scopes);
    for (const { canary } of everybody) expect(everything).toContain(canary);
  });

  test('the API answers as if the person never had been', async () => {
    expect((await system.get('/v1/buildings/demo/people/maria')).status).toBe(404);
    const schema = z.object({ items: z.array(z.looseObject({ userId: z.string().optional() })) });
    for (const list of ['people', 'conversations', 'tickets', 'missions', 'people?name=maria']) {
      const { body } = await system.get(`/v1/buildings/demo/${list}`);
      expect(JSON.stringify(schema.parse(body)), list).not.toMatch(/"maria"/);
    }
    await expect(system.bos('export', '--phone', maria.phone)).rejects.toThrow('Nobody');
  });

  test('a kill and a start bring nothing back', async () => {
    await system.kill();
    await start(await freePort());
    const everything = readable();
    expect(everything).not.toContain(maria.canary);
    expect(everything).toContain(james.canary);
    expect((await system.get('/v1/buildings/demo/people/maria')).status).toBe(404);
  });

  test('a backup without keys is unreadable to who has it alone, and one with keys to nobody but its owner', () => {
    const open = (path: string) => new Map([['backup', gunzipSync(readFileSync(path))]]);
    const alone = open(join(exports, 'without-keys.gz'));
    expect(findClearText(alone, personal)).toEqual([]);
    expect(readEverything(alone, scopes)).toBe('');
    expect(findClearText(open(join(apart, 'with-keys.gz')), personal)).toEqual([]);
    expect(statSync(join(apart, 'with-keys.gz')).mode & 0o777).toBe(0o600);
  });

  // The backups were made before the erasure. One without keys lies about for ever; one with keys is kept apart.
  test.each(['without-keys.gz', 'with-keys.gz'])('a restore of %s brings nobody back', async (name) => {
    const backup = join(name === 'with-keys.gz' ? apart : exports, name);
    await system.stop();
    expect(await system.bos('restore', backup, '--replace')).toMatch(/2 erasures were done again/);
    const nobodyBack = (): void => {
      const everything = readEverything(
        new Map([...onDisk(), ['without keys', gunzipSync(readFileSync(join(exports, 'without-keys.gz')))]]),
        scopes,
      );
      for (const { canary, name: erased, phone } of [maria, stranger]) {
        expect(everything).not.toContain(canary);
        expect(everything).not.toContain(erased);
        expect(everything).not.toContain(phone);
      }
      expect(everything).toContain(james.canary);
      expect(clearText()).toEqual([]);
    };
    // Before anything is served, and afterwards.
    nobodyBack();
    await start(await freePort());
    nobodyBack();
    expect((await system.get('/v1/buildings/demo/people/maria')).status).toBe(404);
    expect((await system.get('/v1/buildings/demo/people/james')).status).toBe(200);
    await expect(system.bos('export', '--phone', maria.phone)).rejects.toThrow('Nobody');
    expect(await system.bos('export', '--phone', james.phone)).toContain(james.canary);
  });

  test('who writes again is somebody new, and is answered', async () => {
    await write(maria, 'Bom dia!');
    expect(clearText()).toEqual([]);
    expect(await system.bos('erase', '--phone', maria.phone, '--yes')).toMatch(/^Erased: /);
    expect(readable()).not.toContain(maria.canary);
  });
});
