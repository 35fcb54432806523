import { buildingEntity } from '@bos/buildings/buildings/building';
import { DAY } from '@bos/kernel/clock';
import { createIdentityStore } from '@bos/people/identities/identity-store';
import { occupancyMonthSchema } from '@bos/stays/occupancy/occupancy-month';
import { heldNights, reservationSchema } from '@bos/stays/reservations/reservation';
import { remove } from '@bos/table/write';
import { virtualClock } from '@bos/testing/clocks';
import { createMemoryTable } from '@bos/testing/memory-table';
import { describe, expect, test } from 'vitest';
import { readScale } from './scale.ts';
import { type ScaleProgress, seedScale } from './seed-scale.ts';

const never = new AbortController().signal;

function town() {
  const clock = virtualClock();
  const memory = createMemoryTable({ clock });
  const seen: ScaleProgress[] = [];
  const deps = { ...memory, signal: never, onProgress: (progress: ScaleProgress) => void seen.push(progress) };
  const data = (type: string) => memory.items().filter((item) => item.type === type);
  return {
    ...memory,
    clock,
    deps,
    seen,
    data,
    seed: (scale = { buildings: 3, units: 20 }) => seedScale(deps, scale, clock.now()),
  };
}

describe('how much', () => {
  test.each([
    ['300x150', { buildings: 300, units: 150 }],
    ['1x1', { buildings: 1, units: 1 }],
    ['0x5', undefined],
    ['5x0', undefined],
    ['many', undefined],
    ['9999x9999', undefined],
    ['3x4x5', undefined],
  ])('%s', (text, scale) => {
    expect(readScale(text)).toEqual(scale);
  });
});

describe('a large set of data', () => {
  test('has as many buildings and units as were asked for, and people who are found', async () => {
    const { seed, data, table, blindIndex, seen } = town();
    expect(await seed()).toBe(3);
    expect(data('building')).toHaveLength(3);
    expect(data('unit')).toHaveLength(60);
    expect(data('reservation')).toHaveLength(60);
    expect(seen[0]).toEqual({ buildings: 0, items: 0 });
    expect(seen.at(-1)).toMatchObject({ buildings: 3 });
    const identities = createIdentityStore(table, blindIndex);
    expect(await identities.byPhone('5521900003000')).toMatchObject({ userId: 'scale-003-manager' });
    const phones = data('identity').filter((item) => String(item.PK).startsWith('IDENTITY#phone'));
    expect(phones).toHaveLength(data('person').length);
  });

  test('takes each night for one stay alone', async () => {
    const { seed, data } = town();
    await seed();
    const held = data('reservation').flatMap((item) => {
      const reservation = reservationSchema.parse(item.data);
      return heldNights(reservation).map((night) => `${reservation.buildingId} ${reservation.unitId} ${night}`);
    });
    const taken = data('occupancy_month').flatMap((item) => {
      const { buildingId, unitId, month, nights } = occupancyMonthSchema.parse(item.data);
      return Object.keys(nights).map((day) => `${buildingId} ${unitId} ${month}-${day}`);
    });
    expect(taken.toSorted()).toEqual(held.toSorted());
  });

  test('is not made twice, and grows by what is missing', async () => {
    const { seed, items } = town();
    await seed({ buildings: 2, units: 10 });
    const before = items().length;
    expect(await seed({ buildings: 2, units: 10 })).toBe(0);
    expect(items()).toHaveLength(before);
    expect(await seed({ buildings: 3, units: 10 })).toBe(1);
  });

  test('that was cut short goes on as it had begun, on whatever day', async () => {
    const { seed, deps, table, clock, data } = town();
    let writes = 0;
    const dying = {
      ...deps,
      table: {
        ...table,
        write: async (operations: Parameters<typeof table.write>[0]) => {
          if (++writes > 3) throw new Error('killed');
          return table.write(operations);
        },
      },
    };
    await expect(seedScale(dying, { buildings: 1, units: 30 }, clock.now())).rejects.toThrow('killed');
    await clock.advance(3 * DAY);
    expect(await seed({ buildings: 1, units: 30 })).toBe(1);
    const months = data('occupancy_month').length;
    const stored = await table.get(buildingEntity, { buildingId: 'scale-001' });
    if (stored === undefined) throw new Error('not whole');
    await table.write([remove(buildingEntity, stored)]);
    expect(await seed({ buildings: 1, units: 30 })).toBe(1);
    expect(data('occupancy_month')).toHaveLength(months);
    expect(data('reservation')).toHaveLength(30);
  });

  test('ends between two transactions when it is told to', async () => {
    const { deps, clock } = town();
    const stopped = { ...deps, signal: AbortSignal.abort(new Error('stopped')) };
    await expect(seedScale(stopped, { buildings: 1, units: 1 }, clock.now())).rejects.toThrow('stopped');
  });
});
