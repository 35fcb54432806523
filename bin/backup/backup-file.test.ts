import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { BackupHead, BackupLine } from './backup-format.ts';
import { checkBackup, readBackup } from './read-backup.ts';
import { collect } from './testing/collect.ts';
import { writeBackup } from './write-backup.ts';

const head: BackupHead = {
  version: 1,
  table: 'bos-data-local',
  madeAt: '2026-11-22T12:00:00.000Z',
  taken: 'snapshot',
  withKeys: false,
  schemas: { unit: 1 },
  fingerprints: { platform: 'f'.repeat(32) },
};
const item = (number: number, text = 'plain'): BackupLine => ({
  Item: {
    PK: { S: 'BUILDING#demo' },
    SK: { S: `UNIT#${number}` },
    type: { S: 'unit' },
    data: { M: { text: { S: text } } },
  },
});
const erasure: BackupLine = {
  Erasure: { userId: 'u1', buildingIds: ['demo'], senderHashes: [], startedAt: '2026-11-22T12:00:00.000Z' },
};
const lines: readonly BackupLine[] = [
  ...Array.from({ length: 450 }, (_, number) => item(number)),
  item(450, 'two paragraphs\u2029and a\u2028line, a return\r and “olá”'),
  erasure,
];

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bos-backup-file-'));
  path = join(folder, 'one.gz');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function* given(all: readonly BackupLine[], thenFail = false): AsyncGenerator<BackupLine> {
  yield* all;
  if (thenFail) throw new Error('the table went away');
}
const write = (all = lines) => writeBackup(path, { head, lines: given(all) });

/** The text of the file, changed, as another file. */
function tampered(change: (text: string) => string): string {
  const other = join(folder, 'tampered.gz');
  writeFileSync(other, gzipSync(change(gunzipSync(readFileSync(path)).toString())));
  return other;
}

describe('a backup', () => {
  test('is read as it was written, line for line', async () => {
    const end = await write();
    expect(end).toMatchObject({ items: { unit: 451 }, documents: 0, erasures: 1, keys: 0 });
    expect(await checkBackup(path)).toEqual({ head, end });
    const read = await collect(readBackup(path));
    expect(read).toEqual([{ head }, ...lines, { End: end }]);
  });

  test('is for its owner alone, and takes the place of no other file', async () => {
    await write();
    expect(statSync(path).mode & 0o777).toBe(0o600);
    await expect(write()).rejects.toThrow('stands already');
  });

  test('is there whole or not at all', async () => {
    await expect(writeBackup(path, { head, lines: given(lines, true) })).rejects.toThrow('the table went away');
    expect(readdirSync(folder)).toEqual([]);
  });

  test('that is empty is a backup', async () => {
    await write([]);
    expect((await checkBackup(path)).end.items).toEqual({});
  });
});

describe('is refused, saying why,', () => {
  beforeEach(async () => {
    await write();
  });
  const check = (file: string) => expect(checkBackup(file)).rejects;

  test('when it is cut off anywhere', async () => {
    const bytes = readFileSync(path);
    for (const share of [0.01, 0.5, 0.99]) {
      writeFileSync(path, bytes.subarray(0, Math.floor(bytes.length * share)));
      await check(path).toThrow(/damaged: it is cut off/);
    }
    writeFileSync(path, '');
    await check(path).toThrow(/damaged/);
  });

  test('when lines are missing, doubled, changed or come after its end', async () => {
    await check(tampered((text) => text.replace(/^.*"UNIT#7".*\n/m, ''))).toThrow(/not what was written/);
    await check(tampered((text) => text.replace(/^.*"UNIT#7".*\n/m, '$&$&'))).toThrow(/not what was written/);
    await check(tampered((text) => text.replace('plain', 'plane'))).toThrow(/not what was written/);
    await check(tampered((text) => `${text}${JSON.stringify(erasure)}\n`)).toThrow(/after its end/);
    await check(tampered((text) => text.replace(/\{"End".*\n$/, ''))).toThrow(/its end is missing/);
    await check(tampered((text) => text.trimEnd())).toThrow(/last line is cut off/);
    await check(tampered((text) => text.replace('"unit":451', '"unit":450'))).toThrow(/not as many as it says/);
    await check(tampered((text) => text.replace('{"Item"', '{"Thing"'))).toThrow(/line 2 cannot be read/);
  });

  test('when bytes of it are damaged', async () => {
    const bytes = readFileSync(path);
    bytes.fill(0x55, bytes.length >> 1, (bytes.length >> 1) + 40);
    writeFileSync(path, bytes);
    await check(path).toThrow(/is damaged/);
  });

  test('when a later release made it', async () => {
    await check(tampered((text) => text.replace('"version":1', '"version":2'))).toThrow(
      /has the format 2; this release reads up to 1/,
    );
  });

  test('when it is something else', async () => {
    await check(join(folder, 'none.gz')).toThrow('There is no file');
    await check(tampered(() => '{"Item":{}}\n')).toThrow('is no backup of BuildingOS');
    writeFileSync(path, 'a picture');
    await check(path).toThrow(/cannot be unpacked/);
  });
});
