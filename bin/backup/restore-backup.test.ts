import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { unitEntity } from '@bos/buildings/units/unit';
import { systemClock as clock } from '@bos/kernel/clock';
import { silentLog } from '@bos/kernel/log';
import { erasePerson } from '@bos/people/erasure/erase-person';
import { createIdentityStore } from '@bos/people/identities/identity-store';
import { findByName } from '@bos/people/names/find-by-name';
import { type KeyScope, scopeName } from '@bos/table/encryption/key-scope';
import { sealBytes } from '@bos/table/encryption/seal';
import { createWrappedKeyStore } from '@bos/table/wrapped-keys';
import { create } from '@bos/table/write';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { build as buildSweep } from '../../functions/schedules/sweep.ts';
import { LOCAL_TABLE } from '../local/system.ts';
import { assertKeysAtHand, assertKnownSchemas, assertMayReplace } from './check-restore.ts';
import { makeBackup } from './make-backup.ts';
import { checkBackup } from './read-backup.ts';
import { restoreBackup } from './restore-backup.ts';
import { settleRestore } from './restore-folder.ts';
import { startEngineOn } from './table-folder.ts';
import { collect } from './testing/collect.ts';
import { furnish, JAMES, MARIA, messageOf, moveIn, PICTURE_BYTES } from './testing/furnish.ts';
import { type Installation, newDataDir, openInstallation, settingsOf } from './testing/installation.ts';

const UNITS = 1_200;

let dataDir: string;
let path: string;
const folders: string[] = [];

function freshFolder(): string {
  const folder = newDataDir();
  folders.push(folder);
  return folder;
}

beforeEach(() => {
  dataDir = freshFolder();
  path = join(freshFolder(), 'backup.gz');
});
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

async function within<T>(folder: string, work: (installation: Installation) => Promise<T>): Promise<T> {
  const installation = await openInstallation(folder);
  try {
    return await work(installation);
  } finally {
    await installation.close();
  }
}

const furnished = (units = 20) => within(dataDir, (installation) => furnish(installation, units));
const backUp = (withKeys = false) =>
  makeBackup({ settings: settingsOf(dataDir), path, withKeys, clock, onProgress: () => {} });
const restore = async (folder = dataDir, leaveOutUnreadable = false) =>
  restoreBackup({
    path,
    backup: await checkBackup(path),
    dataDir: folder,
    leaveOutUnreadable,
    onProgress: () => {},
  });

/** Everything that lies in the table, by key. */
const items = (folder: string) =>
  within(folder, async ({ raw }) =>
    (await collect(raw.scan())).toSorted((a, b) => (`${a.PK} ${a.SK}` < `${b.PK} ${b.SK}` ? -1 : 1)),
  );
const findByPhone = (folder: string, phone: string) =>
  within(
    folder,
    async ({ table, blindIndex }) => (await createIdentityStore(table, blindIndex).byPhone(phone))?.userId,
  );
const readMessage = (folder: string, userId: string) =>
  within(folder, (installation) => messageOf(installation, userId));

/** Gives a scope one key alone, that did not exist before: so a rotation ends. */
const rotateAway = (scope: KeyScope, outer: KeyScope) =>
  within(dataDir, async ({ store, keys }) => {
    const record = await store.read(scope);
    const { current } = await keys.dataKey(outer);
    const wrapped = sealBytes(current.key, randomBytes(32), scopeName(scope));
    const key = { version: 2, by: current.version, from: '2026-01-01T00:00:00.000Z', wrapped };
    expect(await store.replace(scope, { keys: [key] }, record?.revision ?? 0)).toBe(true);
  });

describe('a restore', () => {
  test('in the same folder, without keys, gives back the table and the documents as they were', async () => {
    const { maria } = await furnished();
    const before = await items(dataDir);
    await backUp();
    await within(dataDir, async (installation) => {
      for (const item of before.slice(0, 10)) await installation.raw.remove(item);
      await moveIn(installation, '5521987654321', 'Somebody Else');
    });
    rmSync(join(dataDir, 'documents'), { recursive: true });
    expect(await restore()).toEqual({ erasures: 0, leftOut: 0 });
    expect(await items(dataDir)).toEqual(before);
    expect(await readMessage(dataDir, maria)).toEqual({ text: 'Maria Souza wrote this', bytes: PICTURE_BYTES });
    expect(existsSync(join(dataDir, 'restore'))).toBe(false);
  });

  test('on another machine, with keys, gives the same, under a master key of its own', async () => {
    const { maria, james } = await furnished();
    const before = await items(dataDir);
    await backUp(true);
    const other = freshFolder();
    await restore(other);
    expect(await items(other)).toEqual(before);
    expect(await findByPhone(other, MARIA)).toBe(maria);
    expect(await readMessage(other, james)).toEqual({ text: 'James Carter wrote this', bytes: PICTURE_BYTES });
    const master = (folder: string) => readFileSync(join(folder, 'secrets', 'master.key'), 'utf8');
    expect(master(other)).not.toBe(master(dataDir));
  });

  test('emits nothing, and the sweep drives on what was pending', async () => {
    await furnished();
    await backUp();
    await restore();
    const sent: string[] = [];
    await within(dataDir, async ({ table, changes }) => {
      expect(await changes()).toEqual([]);
      const queues = { send: async (queue: string) => void sent.push(queue) };
      await buildSweep({ table, queues, clock, log: silentLog })();
      await table.write([create(unitEntity, { buildingId: 'demo', unitId: 'new', floor: 1 })]);
      expect(await changes()).toEqual(['UNIT#new']);
    });
    expect(sent).toEqual(['inbound']);
  });

  test.each([false, true])('erases again who was erased since (with keys: %s)', async (withKeys) => {
    const { maria, james } = await furnished();
    await backUp(withKeys);
    await within(dataDir, ({ privacy }) => erasePerson(privacy, maria));
    expect(await restore()).toEqual({ erasures: 1, leftOut: 0 });
    expect(await findByPhone(dataDir, MARIA)).toBeUndefined();
    expect(await readMessage(dataDir, maria)).toEqual({ text: undefined, bytes: undefined });
    // That somebody was erased is on record, by their id.
    const left = (await items(dataDir)).filter(({ type }) => type !== 'audit');
    expect(left.filter((item) => JSON.stringify(item).includes(maria))).toEqual([]);
    expect(await findByPhone(dataDir, JAMES)).toBe(james);
    expect(await readMessage(dataDir, james)).toMatchObject({ text: 'James Carter wrote this' });
  });

  test('brings along who was erased where the backup was made, for older backups', async () => {
    const { maria } = await furnished();
    await backUp(true);
    const older = path;
    await within(dataDir, ({ privacy }) => erasePerson(privacy, maria));
    path = join(freshFolder(), 'newer.gz');
    await backUp(true);
    const other = freshFolder();
    await restore(other);
    path = older;
    expect(await restore(other)).toMatchObject({ erasures: 1 });
    expect(await findByPhone(other, MARIA)).toBeUndefined();
  });

  test('finds people when the key that they are found by was rotated away since', async () => {
    const { maria, james } = await furnished();
    await backUp();
    await rotateAway({ kind: 'index' }, { kind: 'platform' });
    expect(await findByPhone(dataDir, MARIA)).toBeUndefined();
    await restore();
    expect(await findByPhone(dataDir, MARIA)).toBe(maria);
    expect(await within(dataDir, (installation) => findByName(installation, 'demo', 'carter'))).toMatchObject([
      { userId: james },
    ]);
  });

  test('says what it could not read, and leaves it out when asked to', async () => {
    const { maria, james } = await furnished();
    await backUp();
    await rotateAway(
      { kind: 'membership', buildingId: 'demo', userId: maria },
      { kind: 'building', buildingId: 'demo' },
    );
    const before = await items(dataDir);
    await expect(restore()).rejects.toThrow(/1 membership \(KEY_VERSION_UNKNOWN\), 1 message|1 message .*1 membership/);
    await settleRestore(dataDir);
    expect(await items(dataDir)).toEqual(before);
    expect((await restore(dataDir, true)).leftOut).toBeGreaterThanOrEqual(2);
    expect(await readMessage(dataDir, james)).toMatchObject({ text: 'James Carter wrote this' });
  });

  test('that was cut short goes on where it was, and gives the same', async () => {
    await furnished(UNITS);
    const before = await items(dataDir);
    await backUp();
    const backup = await checkBackup(path);
    const request = { path, backup, dataDir, leaveOutUnreadable: false };
    const cut = () => {
      throw new Error('cut short');
    };
    await expect(restoreBackup({ ...request, onProgress: cut })).rejects.toThrow('cut short');
    expect(await items(dataDir)).toEqual(before);
    const progress: number[] = [];
    await restoreBackup({ ...request, onProgress: (count) => progress.push(count) });
    // The first thousand lay there already.
    expect(progress).toEqual([]);
    expect(await items(dataDir)).toEqual(before);
  });
});

describe('a backup', () => {
  test('holds no wrapped key unless it is asked to, wherever one lies', async () => {
    await furnished();
    await within(dataDir, async ({ client, store }) => {
      const record = await store.read({ kind: 'platform' });
      await createWrappedKeyStore(client, LOCAL_TABLE, clock).create(
        { kind: 'person', userId: 'of-old' },
        record ?? { keys: [] },
      );
    });
    await backUp();
    const text = gunzipSync(readFileSync(path)).toString();
    expect(text).not.toMatch(/wrapped|MasterKeys|"Key"/);
    // In five letters of what is encrypted, or of a picture, any name will stand one day.
    const clear = text.replaceAll(/enc1\.[\w-]+|[A-Za-z0-9+/]{64,}/g, '');
    expect(clear).not.toMatch(/Maria|Souza|5511900000301|wrote this/i);
  });

  test('of another endpoint is a walk through it, and is restored into the engine of this machine', async () => {
    await furnished();
    const before = await items(dataDir);
    vi.stubEnv('AWS_REGION', 'local');
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'local');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'local');
    const engine = await startEngineOn(dataDir);
    try {
      const settings = { ...settingsOf(dataDir), tableEndpoint: engine.endpoint };
      const { head } = await makeBackup({ settings, path, withKeys: true, clock, onProgress: () => {} });
      expect(head.taken).toBe('walk');
    } finally {
      await engine.stop();
      vi.unstubAllEnvs();
    }
    const other = freshFolder();
    await restore(other);
    expect(await items(other)).toEqual(before);
  });

  test('leaves nothing behind in the data folder', async () => {
    await furnished();
    await backUp();
    expect(readdirSync(dataDir)).not.toContain('snapshot');
  });
});

describe('is refused before anything is written', () => {
  test('where the keys are missing or are others', async () => {
    await furnished();
    await backUp();
    const { head } = await checkBackup(path);
    await assertKeysAtHand(dataDir, head, clock);
    const other = freshFolder();
    await expect(assertKeysAtHand(other, head, clock)).rejects.toThrow('There are no keys');
    await within(other, ({ keys }) => keys.dataKey({ kind: 'platform' }));
    await expect(assertKeysAtHand(other, head, clock)).rejects.toThrow('are not those of the backup');
    await assertKeysAtHand(other, { ...head, withKeys: true }, clock);
  });

  test('where items lie, unless they are to be replaced', async () => {
    await furnished();
    await expect(assertMayReplace(settingsOf(dataDir), false)).rejects.toThrow('--replace');
    await assertMayReplace(settingsOf(dataDir), true);
    const empty = freshFolder();
    await assertMayReplace(settingsOf(empty), false);
    await within(empty, async () => {});
    await assertMayReplace(settingsOf(empty), false);
    await expect(
      assertMayReplace({ ...settingsOf(empty), tableEndpoint: 'http://127.0.0.1:8000' }, false),
    ).rejects.toThrow('own means');
  });

  test('when a later release wrote a kind of item that is in it', async () => {
    await furnished();
    await backUp();
    const { head, end } = await checkBackup(path);
    assertKnownSchemas({ head, end });
    assertKnownSchemas({ head: { ...head, schemas: { ...head.schemas, later: 1 } }, end });
    const schemas = { ...head.schemas, unit: 99 };
    expect(() => assertKnownSchemas({ head: { ...head, schemas }, end })).toThrow('does not know its unit');
  });
});
