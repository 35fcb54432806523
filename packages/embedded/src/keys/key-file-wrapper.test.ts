import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { addMasterKey, readKeyFile, replaceKeyFile } from './key-file.ts';
import { createKeyFileWrapper } from './key-file-wrapper.ts';

const context = { scope: 'platform' };
const plain = new Uint8Array(32).fill(9);
const at = new Date('2026-11-22T12:00:00.000Z');
let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bos-key-file-'));
  path = join(folder, 'secrets', 'master.key');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the key file', () => {
  test('a process that has the old key alone opens what a newer one wrapped', async () => {
    const old = createKeyFileWrapper(path);
    const before = await old.wrap(plain, context);
    addMasterKey(path, at);
    const after = await createKeyFileWrapper(path).wrap(plain, context);
    expect(Uint8Array.from(await old.unwrap(after, context))).toEqual(plain);
    expect(Uint8Array.from(await createKeyFileWrapper(path).unwrap(before, context))).toEqual(plain);
  });

  test('an old process wraps with the new key too, so that none is lost with the old one', async () => {
    const old = createKeyFileWrapper(path);
    addMasterKey(path, at);
    const wrapped = await old.wrap(plain, context);
    replaceKeyFile(path, readKeyFile(path).slice(0, 1));
    expect(Uint8Array.from(await createKeyFileWrapper(path).unwrap(wrapped, context))).toEqual(plain);
  });

  test('what a dropped key wrapped opens nowhere, and no file holds that key', async () => {
    const wrapped = await createKeyFileWrapper(path).wrap(plain, context);
    const former = readFileSync(path, 'utf8').trim();
    addMasterKey(path, at);
    replaceKeyFile(path, readKeyFile(path).slice(0, 1));
    await expect(createKeyFileWrapper(path).unwrap(wrapped, context)).rejects.toMatchObject({
      code: 'KEY_UNWRAP_FAILED',
    });
    const files = readdirSync(join(folder, 'secrets'));
    expect(files).toEqual(['master.key']);
    expect(readFileSync(path, 'utf8')).not.toContain(former);
    expect(statSync(path).mode & 0o077).toBe(0);
  });

  test('of many processes that start at once one makes the key', () => {
    const keys = Array.from({ length: 5 }, () => readKeyFile(path)[0]?.key.toString('hex'));
    expect(new Set(keys).size).toBe(1);
  });
});
