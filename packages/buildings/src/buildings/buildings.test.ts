import { auditEntity, auditRecord } from '@bos/governance/audit/audit-record';
import { isDomainError } from '@bos/kernel/errors';
import { create } from '@bos/table/write';
import { virtualClock } from '@bos/testing/clocks';
import { createMemoryTable } from '@bos/testing/memory-table';
import { describe, expect, test } from 'vitest';
import { unitEntity } from '../units/unit.ts';
import { findArrivalGuide } from './arrival-guide-store.ts';
import { type Building, buildingEntity } from './building.ts';
import { changeBuilding } from './change-building.ts';
import { assertFeature, featureIsOn } from './features.ts';
import { newBuildingSchema } from './new-building.ts';
import { assertOperator, operatorEntity } from './operator.ts';
import { stayHours } from './stay-hours.ts';
import { vendorEntity } from './vendor.ts';
import { writeArrivalGuide } from './write-arrival-guide.ts';
import { removeVendor, writeVendor } from './write-vendor.ts';

const building: Building = {
  buildingId: 'b',
  name: 'B',
  timeZone: 'America/Sao_Paulo',
  languages: ['pt'],
  emergencyNumbers: { fire: '193', ambulance: '192', police: '190' },
};
const at = new Date('2026-11-22T12:00:00.000Z');
const by = { actor: { kind: 'user', id: 'ana' }, at } as const;

async function setUp() {
  const clock = virtualClock();
  const memory = createMemoryTable({ clock });
  const { table } = memory;
  await table.write([
    create(buildingEntity, building),
    create(unitEntity, { buildingId: 'b', unitId: '1203', floor: 12 }),
  ]);
  const trail = async () => {
    const { items } = await table.list(auditEntity, { buildingId: 'b', month: '2026-11' });
    return items.map(({ action, changed, values }) => ({
      action,
      ...(changed && { changed }),
      ...(values && { values }),
    }));
  };
  return { ...memory, deps: { table, audit: auditRecord }, trail };
}

describe('changing a building', () => {
  test('replaces what is named, sorts the calendar, and is accounted for by field', async () => {
    const { table, deps, trail } = await setUp();
    const change = {
      features: { stays: false },
      holidays: [
        { date: '2026-12-25', name: 'Natal' },
        { date: '2026-11-20', name: 'Consciência Negra' },
      ],
      checkInFrom: '14:00',
    };
    const after = await changeBuilding(deps, { buildingId: 'b', change, expectedVersion: 1, ...by });
    expect(after).toMatchObject({ ...building, ...change, holidays: change.holidays.toReversed(), version: 2 });
    expect(await table.get(buildingEntity, building)).toMatchObject({ version: 2, features: { stays: false } });
    expect(await trail()).toEqual([{ action: 'building.changed', changed: ['features', 'holidays', 'checkInFrom'] }]);
  });

  test('writes nothing when nothing is different, and nothing over somebody else’s change', async () => {
    const { deps, trail } = await setUp();
    const command = { buildingId: 'b', change: { name: 'B' }, expectedVersion: 1, ...by };
    expect(await changeBuilding(deps, command)).toMatchObject({ version: 1 });
    expect(await trail()).toEqual([]);
    const changes = ['one', 'two'].map((name) => changeBuilding(deps, { ...command, change: { name } }));
    const outcomes = await Promise.allSettled(changes);
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    await expect(changeBuilding(deps, { ...command, change: { name: 'three' } })).rejects.toMatchObject({
      code: 'BUILDING_CHANGED_MEANWHILE',
    });
    await expect(changeBuilding(deps, { ...command, buildingId: 'x' })).rejects.toMatchObject({
      code: 'BUILDING_NOT_FOUND',
    });
  });

  test.each([
    [{ timeZone: 'Mars/Olympus' }, 'timeZone'],
    [{ languages: [] }, 'languages'],
    [{ checkInFrom: '25:00' }, 'checkInFrom'],
    [{ address: { street: 'Rua A, 1', city: 'São Paulo', country: 'Brazil' } }, 'address.country'],
    [{ holidays: [{ date: '2026-02-30', name: 'x' }] }, 'holidays.0.date'],
    [
      {
        holidays: [
          { date: '2026-12-25', name: 'x' },
          { date: '2026-12-25', name: 'y' },
        ],
      },
      'holidays',
    ],
    [{}, ''],
  ])('%j is refused by field: %s', async (change, field) => {
    const { deps } = await setUp();
    const attempt = changeBuilding(deps, { buildingId: 'b', change, expectedVersion: 1, ...by } as never);
    await expect(attempt).rejects.toMatchObject({ code: 'INVALID_INPUT', problems: [{ field }] });
  });
});

describe('what a building does without', () => {
  test('is what it says, and nothing else', async () => {
    expect(() => assertFeature(building, 'visitors')).not.toThrow();
    expect(() => assertFeature({ ...building, features: { visitors: true } }, 'visitors')).not.toThrow();
    const without = { ...building, features: { visitors: false } };
    expect(() => assertFeature(without, 'stays')).not.toThrow();
    expect(() => assertFeature(without, 'visitors')).toThrow(expect.objectContaining({ code: 'FEATURE_OFF' }));
    const { table } = await setUp();
    expect(await featureIsOn(table, 'b', 'visitors')).toMatchObject({ buildingId: 'b' });
    await expect(featureIsOn(table, 'x', 'visitors')).rejects.toMatchObject({ code: 'BUILDING_NOT_FOUND' });
  });
});

test('guests come from three and leave by eleven where the building says nothing else', () => {
  expect(stayHours(building)).toEqual({ checkInTime: '15:00', checkOutTime: '11:00' });
  expect(stayHours({ checkInFrom: '14:00' })).toEqual({ checkInTime: '14:00', checkOutTime: '11:00' });
});

describe('the guide for those who arrive', () => {
  const house = { wifi: { network: 'Hall', password: 'p' }, directions: { pt: 'Portão', en: 'Gate' } };

  test('what the unit says goes before what the building says', async () => {
    const { table, deps } = await setUp();
    expect(await findArrivalGuide(table, 'b', '1203')).toEqual({});
    await writeArrivalGuide(deps, { buildingId: 'b', content: house, ...by });
    expect(await findArrivalGuide(table, 'b')).toEqual(house);
    expect(await findArrivalGuide(table, 'b', '1203')).toEqual(house);
    const own = { wifi: { network: '1203', password: 'q' }, directions: { en: 'Twelfth floor' } };
    await writeArrivalGuide(deps, { buildingId: 'b', unitId: '1203', content: own, ...by });
    expect(await findArrivalGuide(table, 'b', '1203')).toEqual({
      wifi: own.wifi,
      directions: { pt: 'Portão', en: 'Twelfth floor' },
    });
    expect(await findArrivalGuide(table, 'b')).toEqual(house);
  });

  test('lies sealed, and the trail says which part changed and never what it says', async () => {
    const { deps, items, trail } = await setUp();
    await writeArrivalGuide(deps, { buildingId: 'b', content: house, ...by });
    await writeArrivalGuide(deps, { buildingId: 'b', content: { wifi: house.wifi }, expectedVersion: 1, ...by });
    expect(JSON.stringify(items())).not.toMatch(/Hall|Portão/);
    expect(await trail()).toEqual(
      expect.arrayContaining([
        { action: 'building.arrival_guide_changed', changed: ['wifi', 'directions'] },
        { action: 'building.arrival_guide_changed', changed: ['directions'] },
      ]),
    );
  });

  test('is not written over somebody else’s, nor for a unit that there is not', async () => {
    const { deps } = await setUp();
    await writeArrivalGuide(deps, { buildingId: 'b', content: house, expectedVersion: 0, ...by });
    const late = writeArrivalGuide(deps, { buildingId: 'b', content: house, expectedVersion: 0, ...by });
    await expect(late).rejects.toMatchObject({ code: 'ARRIVAL_GUIDE_CHANGED_MEANWHILE' });
    const nowhere = writeArrivalGuide(deps, { buildingId: 'b', unitId: '99', content: house, ...by });
    await expect(nowhere).rejects.toMatchObject({ code: 'UNIT_NOT_FOUND' });
  });
});

describe('vendors', () => {
  const fields = {
    trade: 'elevators',
    name: 'Subida',
    phone: '+55 (11) 3000-0000',
    email: 'Plantao@Example.com',
  } as const;
  const command = { buildingId: 'b', vendorId: 'v', fields, ...by };

  test('are kept under one spelling, sealed, once for one id', async () => {
    const { table, deps, items } = await setUp();
    const first = await writeVendor(deps, command);
    expect(first).toMatchObject({ phone: '551130000000', email: 'plantao@example.com', version: 1 });
    expect(await writeVendor(deps, { ...command, fields: { ...fields, name: 'Other' } })).toMatchObject({
      name: 'Subida',
    });
    expect(JSON.stringify(items())).not.toMatch(/Subida|551130000000|plantao/);
    await removeVendor(deps, command);
    expect(await table.get(vendorEntity, command)).toBeUndefined();
    await expect(removeVendor(deps, command)).rejects.toMatchObject({ code: 'VENDOR_NOT_FOUND' });
  });

  test('are changed at the version that was seen', async () => {
    const { deps } = await setUp();
    await expect(writeVendor(deps, { ...command, expectedVersion: 1 })).rejects.toMatchObject({
      code: 'VENDOR_NOT_FOUND',
    });
    await writeVendor(deps, command);
    const named = { ...command, fields: { ...fields, name: 'New' } };
    expect(await writeVendor(deps, { ...named, expectedVersion: 1 })).toMatchObject({ name: 'New', version: 2 });
    await expect(writeVendor(deps, { ...named, expectedVersion: 1 })).rejects.toMatchObject({
      code: 'VENDOR_CHANGED_MEANWHILE',
    });
  });

  test('with addresses that are none are refused by field', async () => {
    const { deps } = await setUp();
    const attempt = writeVendor(deps, { ...command, fields: { ...fields, phone: '12', email: 'x' } });
    await expect(attempt).rejects.toMatchObject({ problems: [{ field: 'phone' }, { field: 'email' }] });
  });
});

test('an operator is who the directory says, at every request', async () => {
  const { table } = await setUp();
  await expect(assertOperator(table, 'ana')).rejects.toSatisfy((error) => isDomainError(error, 'OPERATOR_REQUIRED'));
  await table.write([create(operatorEntity, { userId: 'ana', addedAt: at.toISOString(), addedBy: 'command-line' })]);
  await assertOperator(table, 'ana');
  await expect(assertOperator(table, 'an')).rejects.toThrow();
});

test('a new building has an id for paths and keys, and a manager whom somebody can recognise', () => {
  const valid = { ...building, buildingId: undefined, id: 'aurora', manager: { name: 'Ana', phone: '+5511900000312' } };
  const { buildingId: _none, ...request } = valid;
  expect(newBuildingSchema.safeParse(request).success).toBe(true);
  for (const id of ['A', 'a', 'a/b', 'a#b', '-a', ''])
    expect(newBuildingSchema.safeParse({ ...request, id }).success, id).toBe(false);
  expect(newBuildingSchema.safeParse({ ...request, manager: { name: 'Ana' } }).success).toBe(false);
});
