import { expect, test } from 'vitest';
import { FAULT, QUESTION } from '../docs/cost-usage.ts';
import { constantKeyOf, templateOf } from './key-templates.ts';
import { EVENT_KINDS, type KeyLoad, MEASURED } from './measured-load.ts';
import { measureLoad } from './testing/measure-load.ts';

/** A simulation need not change with every field of an item. */
const TOLERANCE = 0.1;
const USAGE = { question: QUESTION, fault: FAULT };

const named = (loads: readonly KeyLoad[]) =>
  new Map(loads.map((load) => [`${load.place} ${load.template} ${load.spread}`, load]));
const total = (loads: readonly KeyLoad[], units: 'writeUnits' | 'readUnits'): number =>
  loads.reduce((sum, load) => sum + load.partitions * load[units], 0);

/** Within a tenth, or one unit of what is small. */
const isNear = (a = 0, b = 0): boolean => Math.abs(a - b) <= Math.max(1, TOLERANCE * Math.max(a, b));

test.each(EVENT_KINDS)('what a %s asks of each partition is what is calculated with', async (kind) => {
  const [counted, committed] = [named(await measureLoad(kind)), named(MEASURED[kind])];
  const differ = [...new Set([...counted.keys(), ...committed.keys()])].flatMap((name) => {
    const [is, was] = [counted.get(name), committed.get(name)];
    const same = isNear(is?.writeUnits, was?.writeUnits) && isNear(is?.readUnits, was?.readUnits);
    return same ? [] : [`${name}: counted ${JSON.stringify(is)}, committed ${JSON.stringify(was)}`];
  });
  expect(differ).toEqual([]);
});

test.each(EVENT_KINDS)('all partitions of a %s together are what the sheet of costs has', (kind) => {
  for (const units of ['writeUnits', 'readUnits'] as const) {
    const [sum, known] = [total(MEASURED[kind], units), USAGE[kind][units]];
    expect(Math.abs(sum - known), units).toBeLessThanOrEqual(TOLERANCE * known);
  }
});

test('a partition is told by the most particular definition that fits', () => {
  expect(templateOf('table', 'BUILDING#demo#MISSION#01M8')).toEqual({
    template: 'BUILDING#{buildingId}#MISSION#{missionId}',
    parts: { buildingId: 'demo', missionId: '01M8' },
  });
  expect(templateOf('GSI2', 'BUILDING#demo#MISSION').template).toBe('BUILDING#{buildingId}#MISSION');
  expect(() => templateOf('GSI1', 'NOBODY#has#that')).toThrow('No entity');
});

test.each([
  ['BUILDING#{buildingId}#USER#{userId}', 'USER'],
  ['BUILDING#{buildingId}#MISSION', 'MISSION'],
  ['CHANNEL#whatsapp#{phoneNumberId}#PENDING', 'PENDING'],
  ['BUILDING', 'BUILDING'],
])('%s named by its kind alone is %s', (template, constant) => {
  expect(constantKeyOf(template)).toBe(constant);
});
