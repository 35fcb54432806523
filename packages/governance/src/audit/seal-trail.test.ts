import { HOUR, MINUTE } from '@bos/kernel/clock';
import { storedItemSchema } from '@bos/table/stored-item';
import { beforeEach, describe, expect, test } from 'vitest';
import { sealTrail } from './seal-trail.ts';
import { auditScene } from './testing/audit-scene.ts';

let scene: ReturnType<typeof auditScene>;

beforeEach(() => {
  scene = auditScene();
});

const seals = () =>
  scene
    .items()
    .filter(({ type }) => type === 'audit_seal')
    .map((item) => storedItemSchema.parse(item))
    .toSorted((a, b) => (a.SK < b.SK ? -1 : 1));
const hours = () => seals().map(({ SK, data: { count } }) => `${SK} ${count}`);

describe('sealing', () => {
  test('waits a quarter of an hour after the end of an hour', async () => {
    await scene.record();
    await scene.clock.advance(HOUR + 15 * MINUTE - 1);
    expect(await scene.seal()).toBe(0);
    await scene.clock.advance(1);
    expect(await scene.seal()).toBe(1);
    expect(hours()).toEqual(['SEAL#2026-11-22T12 1']);
  });

  test('takes a record that comes late into the hour of its id', async () => {
    await scene.clock.advance(HOUR + 10 * MINUTE);
    await scene.record({ at: new Date('2026-11-22T12:59:59.999Z') });
    await scene.record({ at: new Date('2026-11-22T13:00:00.000Z') });
    await scene.clock.advance(2 * HOUR);
    await scene.seal();
    expect(hours()).toEqual(['SEAL#2026-11-22T12 1', 'SEAL#2026-11-22T13 1']);
    expect((await scene.verify()).problem).toBeUndefined();
  });

  test('seals hours without records, and catches up what was missed, in order', async () => {
    await scene.record();
    await scene.clock.advance(30 * HOUR + 20 * MINUTE);
    expect(await scene.seal()).toBe(30);
    expect(seals()).toHaveLength(30);
    const previous = seals().map(({ data }) => data.previous);
    expect(previous.slice(1)).toEqual(
      seals()
        .slice(0, -1)
        .map(({ data }) => data.hash),
    );
    expect(await scene.seal()).toBe(0);
  });

  test('goes on with the next run when more was missed than one run takes', async () => {
    await scene.clock.advance(1_001 * HOUR + 15 * MINUTE);
    expect(await scene.seal()).toBe(1_000);
    expect(await scene.seal()).toBe(1);
    expect((await scene.verify()).hours).toBe(1_001);
  });

  test('makes one chain of two runs at the same time', async () => {
    await scene.record();
    await scene.clock.advance(10 * HOUR + 15 * MINUTE);
    const [a, b] = await Promise.all([scene.seal(), scene.seal()]);
    expect(a + b).toBe(10);
    expect(await scene.verify()).toMatchObject({ hours: 10, records: 1 });
  });

  test('goes on after a run that was cut short', async () => {
    await scene.clock.advance(5 * HOUR + 15 * MINUTE);
    let writes = 0;
    const dying = {
      ...scene.deps.table,
      write: async (...args: Parameters<typeof scene.deps.table.write>) => {
        if (++writes > 2) throw new Error('killed');
        return scene.deps.table.write(...args);
      },
    };
    await expect(sealTrail({ ...scene.deps, table: dying }, scene.owner)).rejects.toThrow('killed');
    expect(await scene.seal()).toBe(3);
    expect((await scene.verify()).hours).toBe(5);
  });

  test('begins with what was recorded while the building was being made', async () => {
    await scene.record();
    await scene.clock.advance(2 * HOUR);
    scene.owner.createdAt = scene.clock.now().toISOString();
    await scene.clock.advance(2 * HOUR);
    await scene.seal();
    expect(hours()[0]).toBe('SEAL#2026-11-22T12 1');
    expect((await scene.verify()).problem).toBeUndefined();
  });

  test('seals what it cannot read as it lies there', async () => {
    await scene.record();
    const [id = ''] = scene.recordIds();
    await scene.changeItem(id, (item) => ({ ...item, data: { broken: true } }));
    await scene.clock.advance(2 * HOUR);
    expect(await scene.seal()).toBe(1);
    expect(await scene.words()).toMatch(/has a record that was changed/);
  });
});

test('the hour of a busy building takes no more requests than that of a quiet one', async () => {
  let queries = 0;
  const raw = {
    query: (range: Parameters<typeof scene.deps.raw.query>[0]) => {
      queries += 1;
      return scene.deps.raw.query(range);
    },
  };
  await scene.record();
  await scene.clock.advance(HOUR + 15 * MINUTE);
  await scene.seal();
  for (let n = 0; n < 50; n++) {
    await scene.clock.advance(MINUTE);
    await scene.record();
  }
  await scene.clock.advance(HOUR);
  expect(await sealTrail({ ...scene.deps, raw }, scene.owner)).toBe(1);
  expect(queries).toBeLessThanOrEqual(5);
});
