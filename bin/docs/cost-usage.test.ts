import { buildingEntity } from '@bos/buildings/buildings/building';
import { DEMO_BUILDING, DEMO_CHANNELS } from '@bos/embedded/demo/demo-building';
import { create } from '@bos/table/write';
import { expect, test } from 'vitest';
import { FAULT, QUESTION, SWEEP, type Usage } from './cost-usage.ts';
import { sizeOf } from './testing/cost-meter.ts';
import { costWorld } from './testing/cost-world.ts';

/** A sheet of costs need not change with every field of an item. */
const TOLERANCE = 0.1;

const written = (id: string, body: string) => ({
  messages: [{ id, from: '5511900000301', type: 'text', text: { body } }],
});

/** What was counted and is more than a tenth away from what the page calculates with. */
function differences(counted: Usage, committed: Usage): string[] {
  const flat = ({ invocations, ...rest }: Usage): Map<string, number> =>
    new Map(Object.entries({ ...invocations, ...rest }));
  const [now, then] = [flat(counted), flat(committed)];
  return [...new Set([...now.keys(), ...then.keys()])].flatMap((name) => {
    const [is, was] = [now.get(name) ?? 0, then.get(name) ?? 0];
    return Math.abs(is - was) <= TOLERANCE * was ? [] : [`${name}: counted ${is}, committed ${was}`];
  });
}

test('the sheet calculates with what a question and a fault really set off', async () => {
  const world = await costWorld();
  await world.measure(written('first', 'Qual é a senha do wifi?'));
  const question = await world.measure(written('question', 'Qual é a senha do wifi?'));
  const fault = await world.measure(written('fault', 'A torneira da cozinha está vazando muito, podem mandar alguém?'));
  expect(world.sent.at(-1)?.text).toMatch(/^Abri o chamado/);
  expect(differences(question, QUESTION)).toEqual([]);
  expect(differences(fault, FAULT)).toEqual([]);
});

test('the sheet calculates with what a sweep reads', async () => {
  const world = await costWorld();
  const sweepOf = (buildings: number): number =>
    SWEEP.lists + SWEEP.perNumber * DEMO_CHANNELS.length + SWEEP.perBuilding * buildings;
  const one = await world.sweep();
  expect(one.requests).toBe(sweepOf(1));
  expect(one.readUnits).toBe(SWEEP.readUnitsPerQuery * sweepOf(1));
  await world.table.write([create(buildingEntity, { ...DEMO_BUILDING, buildingId: 'second' })]);
  expect((await world.sweep()).requests).toBe(sweepOf(2));
});

test('items are as large as DynamoDB counts them', () => {
  expect(sizeOf({ name: 'olá', counted: 12, there: true, list: ['a'] })).toBe(
    4 + 4 + (7 + 2) + (5 + 1) + (4 + 5) + 3 + 4,
  );
});
