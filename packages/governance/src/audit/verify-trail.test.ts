import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { HOUR, MINUTE } from '@bos/kernel/clock';
import { RETENTION } from '@bos/table/retention';
import { storedItemSchema } from '@bos/table/stored-item';
import { beforeEach, describe, expect, test } from 'vitest';
import { auditSealSchema, digestOf, genesisOf, hashOf, nameOf, sealOf } from './audit-seal.ts';
import { auditScene, START } from './testing/audit-scene.ts';

let scene: ReturnType<typeof auditScene>;

beforeEach(() => {
  scene = auditScene();
});

const changedData = (changes: object) => (item: Record<string, unknown>) => ({
  ...item,
  data: { ...storedItemSchema.parse(item).data, ...changes },
});

const sealAt = (hour: string) => auditSealSchema.parse(scene.items().find(({ SK }) => SK === `SEAL#${hour}`)?.data);

describe('a trail that nobody touched', () => {
  test('is in order, and names its last hour', async () => {
    await scene.sealedHours(3);
    const report = await scene.verify();
    expect(report).toMatchObject({ hours: 3, records: 9, head: { hour: '2026-11-22T14' } });
    expect(report.problem).toBeUndefined();
    expect(report.unsealedSince).toBeUndefined();
  });

  test('is in order for a range of hours, which follow from the one before', async () => {
    await scene.sealedHours(5);
    const range = { from: new Date('2026-11-22T14:30:00Z'), to: new Date('2026-11-22T15:30:00Z') };
    expect(await scene.verify(range)).toMatchObject({ hours: 2, records: 6, head: { hour: '2026-11-22T15' } });
  });

  test('goes on over the end of a month', async () => {
    scene.clock.set(new Date('2026-11-30T22:00:00Z'));
    await scene.sealedHours(4);
    const report = await scene.verify();
    expect(report.problem).toBeUndefined();
    expect(report).toMatchObject({ records: 12, head: { hour: '2026-12-01T01' } });
  });

  test.each([
    ['lie about', false],
    ['are removed', true],
  ])('is in order while its first hours expire, whether they still %s', async (_title, removed) => {
    await scene.sealedHours(4);
    scene.clock.set(new Date(START.getTime() + RETENTION.audit.term + 90 * MINUTE));
    const expired = scene.items().filter(({ ttl }) => Number(ttl) * 1_000 <= scene.clock.now().getTime());
    expect(expired).toHaveLength(2 + 6);
    if (removed) for (const { SK } of expired) await scene.removeItem(String(SK));
    const report = await scene.verify({ to: new Date(START.getTime() + 3 * HOUR) });
    expect(report.problem).toBeUndefined();
    expect(report).toMatchObject({ hours: 2, records: 6, head: { hour: '2026-11-22T15' } });
  });

  test('tells since when nothing is sealed', async () => {
    await scene.sealedHours(2);
    await scene.clock.advance(5 * HOUR);
    expect(await scene.verify()).toMatchObject({ unsealedSince: '2026-11-22T14' });
  });
});

describe('a trail in which somebody', () => {
  beforeEach(() => scene.sealedHours(4));

  test('changed what a record says', async () => {
    const id = scene.recordIds()[4] ?? '';
    await scene.changeItem(id, changedData({ outcome: 'refused' }));
    expect(await scene.words()).toBe(`The hour 2026-11-22T13 (UTC) has a record that was changed: ${id}`);
  });

  test('gave a record to somebody else, in its index alone', async () => {
    const id = scene.recordIds()[4] ?? '';
    await scene.changeItem(id, (item) => ({ ...item, GSI1PK: 'BUILDING#b#ACTOR#bruno' }));
    expect(await scene.words()).toBe(`The hour 2026-11-22T13 (UTC) has a record that was changed: ${id}`);
  });

  test.each([
    ['lets a record expire soon', { ttl: START.getTime() / 1_000 + 9 * 3600 }],
    ['makes a record something else', { type: 'note' }],
  ])('%s', async (_title, changes) => {
    const id = scene.recordIds()[3] ?? '';
    await scene.changeItem(id, (item) => ({ ...item, ...changes }));
    expect(await scene.words()).toBe(`The hour 2026-11-22T13 (UTC) has a record that was changed: ${id}`);
  });

  test('removed a record', async () => {
    const id = scene.recordIds()[7] ?? '';
    await scene.removeItem(id);
    expect(await scene.words()).toBe(`The hour 2026-11-22T14 (UTC) has lost a record: ${id}`);
  });

  test('inserted a record', async () => {
    await scene.record({ at: new Date('2026-11-22T14:20:00Z'), resource: { type: 'ticket', id: 'late' } });
    const id = scene.recordIds()[9] ?? '';
    expect(await scene.words()).toBe(
      `The hour 2026-11-22T14 (UTC) has a record that was inserted after the hour was sealed: ${id}`,
    );
  });

  test('put something where only records lie', async () => {
    const [id = ''] = scene.recordIds();
    await scene.changeItem(id, (item) => ({ ...item, SK: '0-no-record' }));
    // What has no time counts as of the month's first hour, before the trail began: it is seen there first.
    expect(await scene.words()).toMatch(/2026-11-01T00/);
  });

  test('replaced a record by another', async () => {
    const id = scene.recordIds()[3] ?? '';
    await scene.removeItem(id);
    await scene.record({ at: new Date('2026-11-22T13:59:00Z') });
    expect(await scene.words()).toBe(`The hour 2026-11-22T13 (UTC) has lost a record: ${id}`);
  });

  test('removed a seal', async () => {
    await scene.removeItem('SEAL#2026-11-22T13');
    expect(await scene.words()).toBe(
      'The hour 2026-11-22T13 (UTC) has no seal, though a later hour has one: it was removed',
    );
  });

  test('removed the beginning, records and seals', async () => {
    await scene.removeItem('SEAL#2026-11-22T12');
    for (const id of scene.recordIds().slice(0, 3)) await scene.removeItem(id);
    expect(await scene.words()).toMatch(/^The hour 2026-11-22T12 \(UTC\) has no seal/);
  });

  test('removed everything', async () => {
    for (const { SK, type } of scene.items()) if (String(type).startsWith('audit')) await scene.removeItem(String(SK));
    expect(await scene.verify()).toEqual({ hours: 0, records: 0, unsealedSince: '2026-11-22T12' });
  });

  test('changed a seal', async () => {
    await scene.changeItem('SEAL#2026-11-22T14', changedData({ count: 2 }));
    expect(await scene.words()).toBe('The hour 2026-11-22T14 (UTC) has a seal that was changed');
  });

  test('changed a record and made the seal of its hour anew', async () => {
    const id = scene.recordIds()[4] ?? '';
    await scene.changeItem(id, changedData({ outcome: 'refused' }));
    const records = scene
      .items()
      .map((item) => storedItemSchema.parse(item))
      .filter(({ SK }) => scene.recordIds().slice(3, 6).includes(SK))
      .toSorted((a, b) => (a.SK < b.SK ? -1 : 1));
    const seal = sealOf('b', '2026-11-22T13', records, sealAt('2026-11-22T12').hash);
    await scene.changeItem('SEAL#2026-11-22T13', changedData(seal));
    expect(await scene.words()).toBe(
      'The hour 2026-11-22T14 (UTC) has a seal that does not follow from the one before: one of the two was replaced',
    );
  });

  test('began the chain anew in a later hour', async () => {
    for (const hour of ['12', '13']) await scene.removeItem(`SEAL#2026-11-22T${hour}`);
    const anew = { ...sealAt('2026-11-22T14'), previous: genesisOf('b') };
    await scene.changeItem('SEAL#2026-11-22T14', changedData({ ...anew, hash: hashOf(anew) }));
    expect(await scene.words()).toMatch(/^The hour 2026-11-22T12 \(UTC\) has no seal/);
  });
});

test('an hour with more records than its seal names tells what happened, if not always to which', async () => {
  await scene.sealedHours(2);
  const [, , , first = '', , last = ''] = scene.recordIds();
  const seal = sealAt('2026-11-22T13');
  const named = { ...seal, records: seal.records.slice(0, 1) };
  await scene.changeItem('SEAL#2026-11-22T13', changedData({ ...named, hash: hashOf(named) }));
  expect(await scene.words()).toBeUndefined();
  await scene.removeItem(last);
  expect(await scene.words()).toBe('The hour 2026-11-22T13 (UTC) has lost a record');
  await scene.changeItem(first, changedData({ outcome: 'failed' }));
  expect(await scene.words()).toBe(`The hour 2026-11-22T13 (UTC) has a record that was changed: ${first}`);
});

test('a record that a later release rewrote in a newer version is the same record', () => {
  const stored = { PK: 'p', SK: 's', type: 'audit', version: 1, created_at: 'x', updated_at: 'x' };
  const digest = (version: number) => digestOf({ ...stored, data: { action: 'x', schemaVersion: version }, version });
  expect(digest(2)).toBe(digest(1));
  expect(nameOf('s', digest(1))).toMatch(/^s:[0-9a-f]{16}$/);
});

test('a trail that was restored from a backup is in order, and goes on', async () => {
  await scene.sealedHours(3);
  const restored = auditScene();
  for (const Item of scene.items()) await restored.client.send(new PutCommand({ TableName: restored.tableName, Item }));
  restored.clock.set(new Date(scene.clock.now().getTime() + 20 * HOUR));
  expect(await restored.verify()).toMatchObject({ hours: 3, records: 9, unsealedSince: '2026-11-22T15' });
  await restored.record();
  await restored.clock.advance(2 * HOUR);
  await restored.seal();
  const report = await restored.verify();
  expect(report.problem).toBeUndefined();
  expect(report).toMatchObject({ hours: 25, records: 10 });
});
