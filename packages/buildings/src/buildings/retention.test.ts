import { auditRecord } from '@bos/governance/audit/audit-record';
import { MINUTE } from '@bos/kernel/clock';
import { OVERRIDABLE_PERIODS } from '@bos/table/retention';
import type { Table } from '@bos/table/table';
import { create } from '@bos/table/write';
import { virtualClock } from '@bos/testing/clocks';
import { createMemoryTable } from '@bos/testing/memory-table';
import { describe, expect, test } from 'vitest';
import { buildingEntity } from './building.ts';
import { overrideRetention } from './override-retention.ts';
import { createRetentionLookUp } from './retention-look-up.ts';
import { boundsOf, retentionRequestSchema } from './retention-overrides.ts';

const building = {
  buildingId: 'b',
  name: 'B',
  timeZone: 'America/Sao_Paulo',
  languages: ['pt' as const],
  emergencyNumbers: { fire: '193', ambulance: '192', police: '190' },
};

const by = { actor: { kind: 'user', id: 'ana' }, at: new Date('2026-11-22T12:00:00.000Z') } as const;

async function setUp() {
  const clock = virtualClock();
  const memory = createMemoryTable({ clock });
  await memory.table.write([create(buildingEntity, building)]);
  return { clock, ...memory };
}

describe('a building’s own retention terms', () => {
  test('are stored with its configuration, all at once', async () => {
    const { table } = await setUp();
    const first = { buildingId: 'b', terms: { conversation: 365, mission: 180 }, expectedVersion: 1, ...by };
    expect(await overrideRetention({ table, audit: auditRecord }, first)).toMatchObject({
      version: 2,
      retention: first.terms,
    });
    await overrideRetention(
      { table, audit: auditRecord },
      { buildingId: 'b', terms: { mission: 100 }, expectedVersion: 2, ...by },
    );
    expect((await table.get(buildingEntity, building))?.retention).toEqual({ mission: 100 });
  });

  test.each(OVERRIDABLE_PERIODS)('lie within bounds: %s', async (period) => {
    const { table } = await setUp();
    const { shortest, longest } = boundsOf(period);
    for (const days of [shortest - 1, longest + 1]) {
      const attempt = overrideRetention(
        { table, audit: auditRecord },
        { buildingId: 'b', terms: { [period]: days }, expectedVersion: 1, ...by },
      );
      await expect(attempt).rejects.toMatchObject({
        code: 'INVALID_INPUT',
        problems: [{ field: period, rule: `between ${shortest} and ${longest} days` }],
      });
    }
    await overrideRetention(
      { table, audit: auditRecord },
      { buildingId: 'b', terms: { [period]: shortest }, expectedVersion: 1, ...by },
    );
    await overrideRetention(
      { table, audit: auditRecord },
      { buildingId: 'b', terms: { [period]: longest }, expectedVersion: 2, ...by },
    );
  });

  test('are whole days, of periods that may be chosen', async () => {
    const { table } = await setUp();
    const attempt = (terms: object) =>
      overrideRetention({ table, audit: auditRecord }, { buildingId: 'b', terms, expectedVersion: 1, ...by });
    await expect(attempt({ mission: 100.5 })).rejects.toMatchObject({ problems: [{ field: 'mission' }] });
    await expect(attempt({ receipt: 8 })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await expect(attempt({ membership: 100 })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });

  test('are not set over somebody else’s change', async () => {
    const { table } = await setUp();
    const command = { buildingId: 'b', terms: { mission: 100 }, expectedVersion: 1, ...by };
    const results = await Promise.allSettled(
      Array.from({ length: 20 }, () => overrideRetention({ table, audit: auditRecord }, command)),
    );
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await expect(overrideRetention({ table, audit: auditRecord }, command)).rejects.toMatchObject({
      code: 'BUILDING_CHANGED_MEANWHILE',
    });
    await expect(
      overrideRetention({ table, audit: auditRecord }, { ...command, buildingId: 'x' }),
    ).rejects.toMatchObject({
      code: 'BUILDING_NOT_FOUND',
    });
  });
});

describe('looking them up', () => {
  test('takes one request in five minutes, and sees a change after them', async () => {
    const { table, clock } = await setUp();
    let requests = 0;
    const counting: Pick<Table, 'get'> = {
      get: (definition, parts) => {
        requests += 1;
        return table.get(definition, parts);
      },
    };
    const find = createRetentionLookUp(counting, clock);
    expect(await Promise.all([find('b'), find('b'), find('x')])).toEqual([undefined, undefined, undefined]);
    expect(requests).toBe(2);
    await overrideRetention(
      { table, audit: auditRecord },
      { buildingId: 'b', terms: { mission: 100 }, expectedVersion: 1, ...by },
    );
    expect(await find('b')).toBeUndefined();
    await clock.advance(5 * MINUTE);
    expect(await find('b')).toEqual({ mission: 100 });
    expect(requests).toBe(3);
  });

  test('a failure is not remembered', async () => {
    const { table, clock } = await setUp();
    let fails = true;
    const find = createRetentionLookUp(
      {
        get: (definition, parts) => {
          if (fails) return Promise.reject(new Error('away'));
          return table.get(definition, parts);
        },
      },
      clock,
    );
    await expect(find('b')).rejects.toThrow('away');
    fails = false;
    expect(await find('b')).toBeUndefined();
  });
});

test('every period that may be chosen is offered, with whole days for bounds', () => {
  expect(Object.keys(retentionRequestSchema.shape)).toEqual(OVERRIDABLE_PERIODS);
  for (const period of OVERRIDABLE_PERIODS) {
    for (const days of Object.values(boundsOf(period))) expect(Number.isInteger(days), period).toBe(true);
  }
});
