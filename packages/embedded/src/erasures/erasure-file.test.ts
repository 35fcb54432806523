import { appendFileSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeErasureLedger } from '@bos/testing/erasure-ledger-contract';
import { createMemoryErasures } from '@bos/testing/memory-erasures';
import { afterAll, expect, test } from 'vitest';
import { openErasureFile } from './erasure-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'bos-erasures-'));
let files = 0;
const fresh = () => join(folder, `${files++}`, 'erasures.jsonl');

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describeErasureLedger('in memory', async () => {
  const ledger = createMemoryErasures();
  return () => ledger;
});

describeErasureLedger('a file', async () => {
  const path = fresh();
  return () => openErasureFile(path);
});

test('a line that a kill cut off harms no other, and the file is for its owner alone', async () => {
  const path = fresh();
  const entry = { userId: 'u1', buildingIds: [], senderHashes: [], startedAt: '2026-11-22T12:00:00.000Z' };
  await openErasureFile(path).note(entry);
  appendFileSync(path, '{"userId":"u2","buil');
  expect(await openErasureFile(path).entries()).toEqual([entry]);
  await openErasureFile(path).note({ ...entry, userId: 'u3' });
  expect((await openErasureFile(path).entries()).map(({ userId }) => userId)).toEqual(['u1', 'u3']);
  expect(statSync(path).mode & 0o077).toBe(0);
});
