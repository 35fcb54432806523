import { createVisitorStore } from '@bos/buildings/access/visitors/visitor-store';
import { type Building, buildingEntity } from '@bos/buildings/buildings/building';
import { unitEntity } from '@bos/buildings/units/unit';
import { testContext } from '@bos/missions/tools/testing/test-context';
import type { Requester } from '@bos/missions/tools/tool-context';
import { create } from '@bos/table/write';
import { virtualClock } from '@bos/testing/clocks';
import { createMemoryTable } from '@bos/testing/memory-table';
import { describe, expect, test } from 'vitest';
import { announceVisitorTool } from './visitor-tools.ts';

const maria: Requester = { userId: 'maria', roles: ['resident'], unitIds: ['1203'], inForce: true };

async function house(features: Building['features'] = {}) {
  const clock = virtualClock(new Date('2026-11-22T12:00:00.000Z'));
  const { table } = createMemoryTable({ clock });
  for (const unitId of ['1203', '0704']) {
    await table.write([create(unitEntity, { buildingId: 'b1', unitId, floor: 1 })]);
  }
  const emergencyNumbers = { fire: '193', ambulance: '192', police: '190' };
  const facts = { name: 'B', timeZone: 'America/Sao_Paulo', languages: ['pt' as const], emergencyNumbers };
  await table.write([create(buildingEntity, { buildingId: 'b1', ...facts, features })]);
  const tool = announceVisitorTool(table);
  const announce = (input: object, requester = maria) =>
    tool.execute(
      { visitor: 'Ana Torres', when: 'tomorrow at 8pm', said: 'x', ...input },
      testContext({ requester, now: clock.now() }),
    );
  const visitors = async () => (await createVisitorStore(table).listOpen('b1')).items;
  return { announce, visitors };
}

describe('visitors.announce', () => {
  test('puts who comes on the list for the requester’s own unit, once for one step', async () => {
    const { announce, visitors } = await house();
    const outcome = await announce({ visitor: 'visita da Ana Torres' });
    expect(outcome).toMatchObject({
      kind: 'completed',
      output: {
        visitorName: 'Ana Torres',
        unitId: '1203',
        from: { date: '2026-11-23', time: '20:00' },
        until: { date: '2026-11-23', time: '23:59' },
      },
    });
    expect(await announce({ visitor: 'visita da Ana Torres' })).toEqual(outcome);
    expect(await visitors()).toMatchObject([{ userId: 'maria', unitId: '1203', status: 'announced' }]);
  });

  test.each([
    ['another’s unit', { said: 'Ana vem ao apto 704' }, 'VISIT_NOT_YOUR_UNIT'],
    ['a time that is over', { when: 'yesterday' }, 'VISIT_TIME_PAST'],
    ['no time', { when: 'soonish' }, 'VISIT_TIME_MISSING'],
  ])('is refused for %s', async (_what, input, code) => {
    const { announce, visitors } = await house();
    expect(await announce(input)).toMatchObject({ kind: 'failed', code });
    expect(await visitors()).toEqual([]);
  });

  test('takes an hour for no unit', async () => {
    const { announce } = await house();
    expect(await announce({ said: 'Ana vem às 2030, apto 1203' })).toMatchObject({ kind: 'completed' });
  });

  test('asks who has no unit, such as the desk, which one is meant', async () => {
    const { announce, visitors } = await house();
    const rafael: Requester = { userId: 'rafael', roles: ['front_desk'], unitIds: [], inForce: true };
    expect(await announce({}, rafael)).toEqual({ kind: 'failed', code: 'VISIT_UNIT_MISSING' });
    expect(await announce({ said: 'Ana vem amanhã ao apto 704' }, rafael)).toMatchObject({ code: 'UNIT_UNKNOWN' });
    expect(await announce({ said: 'Ana vem amanhã ao apto 0704' }, rafael)).toMatchObject({ kind: 'completed' });
    expect(await visitors()).toMatchObject([{ unitId: '0704', announcedBy: 'rafael' }]);
  });

  test('asks who has several units which one it is', async () => {
    const { announce } = await house();
    const several = { ...maria, unitIds: ['1203', '0704'] };
    expect(await announce({}, several)).toMatchObject({
      code: 'VISIT_UNIT_UNCLEAR',
      detail: { candidates: ['1203', '0704'] },
    });
    expect(await announce({ said: 'unit 704' }, several)).toMatchObject({ output: { unitId: '0704' } });
  });

  test('says so where the building does without visitors', async () => {
    const { announce } = await house({ visitors: false });
    expect(await announce({})).toMatchObject({ code: 'FEATURE_OFF' });
  });

  test('does nothing for somebody whose rights have ended', async () => {
    const { announce } = await house();
    expect(await announce({}, { ...maria, inForce: false })).toMatchObject({ code: 'ACCESS_NOT_IN_FORCE' });
  });
});
