import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openCheckpoints } from './checkpoints.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bos-checkpoints-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const at = (sequenceNumber: string | undefined, finished = false) => ({ sequenceNumber, finished });

test('a checkpoint is there after the file was closed', () => {
  const file = openCheckpoints(join(folder, 'c.db'));
  file.open('router', 'arn').write('s1', at('12'));
  file.close();
  const again = openCheckpoints(join(folder, 'c.db'));
  expect(again.open('router', 'arn').read('s1')).toEqual(at('12'));
  expect(again.open('other', 'arn').read('s1')).toBeUndefined();
  again.close();
});

test('what all readers have done with is the least of them, compared as numbers', () => {
  const file = openCheckpoints(join(folder, 'c.db'));
  file.open('a', 'arn').write('s1', at('100'));
  file.open('b', 'arn').write('s1', at('99'));
  file.open('b', 'arn').write('s0', at('5', true));
  expect(file.acknowledged(['a', 'b'])).toBe('99');
  expect(file.acknowledged(['a'])).toBe('100');
  file.close();
});

test('nothing is done with while one reader or shard has not begun', () => {
  const file = openCheckpoints(join(folder, 'c.db'));
  expect(file.acknowledged([])).toBeUndefined();
  file.open('a', 'arn').write('s1', at('100'));
  expect(file.acknowledged(['a', 'new'])).toBeUndefined();
  file.open('a', 'arn').write('s2', at(undefined));
  expect(file.acknowledged(['a'])).toBeUndefined();
  file.close();
});

test('a reader of a new stream forgets the old one', () => {
  const file = openCheckpoints(join(folder, 'c.db'));
  file.open('a', 'old').write('s1', at('100'));
  const fresh = file.open('a', 'new');
  expect(fresh.read('s1')).toBeUndefined();
  fresh.write('s1', at('3'));
  expect(file.acknowledged(['a'])).toBe('3');
  file.close();
});
