import { buildingEntity } from '@bos/buildings/buildings/building';
import { createRetentionLookUp } from '@bos/buildings/buildings/retention-look-up';
import { DAY } from '@bos/kernel/clock';
import type { EntityDefinition } from '@bos/table/entity';
import type { KeyParts } from '@bos/table/key-template';
import { isOverridable, RETENTION, type RetentionOverrides } from '@bos/table/retention';
import { storedItemSchema } from '@bos/table/stored-item';
import { create } from '@bos/table/write';
import { virtualClock } from '@bos/testing/clocks';
import { createMemoryTable, type MemoryTable } from '@bos/testing/memory-table';
import { describe, expect, test } from 'vitest';
import { ENTITIES } from '../../bin/docs/entities.ts';
import { restingItems } from './resting-items.ts';

// The lists of a day rest from its beginning.
const START = new Date('2026-11-22T00:00:00.000Z');
const items = restingItems(START);
const YEAR = 365 * DAY;

/** Every way in which an item can be read, and whether it was found there. */
async function found<T extends object>(
  { table, items: raw }: MemoryTable,
  definition: EntityDefinition<T>,
  entity: T,
): Promise<Record<string, boolean>> {
  const parts: KeyParts = { ...entity, ...definition.derived?.(entity) };
  const lists = (['GSI1', 'GSI2'] as const).filter((index) => definition.keysOf(entity)[`${index}PK`] !== undefined);
  const stored = raw().find(({ type }) => type === definition.type);
  return {
    get: (await table.get(definition, parts)) !== undefined,
    getMany: (await table.getMany(definition, [parts])).length > 0,
    image: (await table.decode(definition, storedItemSchema.parse(stored))) !== undefined,
    list: (await table.list(definition, parts)).items.length > 0,
    ...Object.fromEntries(
      await Promise.all(
        lists.map(async (index) => [index, (await table.list(definition, parts, { index })).items.length > 0]),
      ),
    ),
  };
}

const everywhere = (places: Record<string, boolean>, there: boolean) =>
  Object.fromEntries(Object.keys(places).map((place) => [place, there]));

describe('retention', () => {
  test('has an item at rest of every entity whose items expire', () => {
    const expiring = ENTITIES.filter(({ retention }) => retention !== undefined).map(({ type }) => type);
    expect(items.map(({ type }) => type).toSorted()).toEqual(expiring.toSorted());
  });

  test.each(items)('nothing outlives its term, and nothing is lost before: $type', async ({ use }) => {
    await use(async (definition, resting) => {
      const clock = virtualClock(START);
      const memory = createMemoryTable({ clock });
      await memory.table.write([create(definition, resting)]);
      const { term } = RETENTION[definition.retention?.period ?? 'temporary'];
      await clock.advance(term - 1_000);
      const before = await found(memory, definition, resting);
      expect(before).toEqual(everywhere(before, true));
      await clock.advance(1_000);
      const after = await found(memory, definition, resting);
      expect(after).toEqual(everywhere(after, false));
      // By now it is for the engine to remove: it is told when.
      expect(memory.items().find(({ type }) => type === definition.type)).toMatchObject({
        ttl: clock.now().getTime() / 1_000,
      });
    });
  });

  test.each(items)('what is alive is never lost: $type', async ({ use }) => {
    await use(async (definition, _resting, alive) => {
      if (alive === undefined) return;
      const clock = virtualClock(START);
      const memory = createMemoryTable({ clock });
      await memory.table.write([create(definition, alive)]);
      await clock.advance(30 * YEAR);
      const places = await found(memory, definition, alive);
      expect(places).toEqual(everywhere(places, true));
    });
  });

  test.each(items)('follows the building’s own terms where it may: $type', async ({ use }) => {
    await use(async (definition, resting) => {
      const { period = 'temporary' } = definition.retention ?? {};
      const { term, shortest } = RETENTION[period];
      const own: RetentionOverrides = { [period]: shortest / DAY };
      const asked: string[] = [];
      const memory = createMemoryTable({
        clock: virtualClock(START),
        retention: async (buildingId) => {
          asked.push(buildingId);
          return own;
        },
      });
      await memory.table.write([create(definition, resting)]);
      const ofBuilding = definition.keys.PK.startsWith('BUILDING#') && isOverridable(period);
      const expected = ofBuilding ? shortest : term;
      expect(memory.items().find(({ type }) => type === definition.type)?.ttl).toBe(
        (START.getTime() + expected) / 1_000,
      );
      expect(asked).toEqual(ofBuilding ? ['b'] : []);
    });
  });

  test('asks for a building’s terms only when something of it comes to rest, and once in five minutes', async () => {
    const clock = virtualClock(START);
    const base = createMemoryTable({ clock });
    let requests = 0;
    const find = createRetentionLookUp(
      {
        get: (definition, parts) => {
          requests += 1;
          expect(definition.type).toBe(buildingEntity.type);
          return base.table.get(definition, parts);
        },
      },
      clock,
    );
    const { table } = createMemoryTable({ clock, retention: find });
    const write = (wanted: 'alive' | 'resting') =>
      Promise.all(
        items.map(({ use }) =>
          use(async (definition, resting, alive) => {
            const entity = wanted === 'alive' ? alive : resting;
            if (entity !== undefined && (wanted === 'resting' || definition.type !== 'receipt'))
              await table.write([{ ...create(definition, entity), condition: 'unconditional' }]);
          }),
        ),
      );
    await write('alive');
    expect(requests).toBe(0);
    await write('resting');
    await write('resting');
    expect(requests).toBe(1);
  });
});

describe('what gives rights', () => {
  /** A right ends by a decision, by its own dates or by a removal; never because an item fell out of the table. */
  const RIGHTS = /^(person|membership|identity|credential|visitor|role|team|unit|device|channel|api_?key|occupant)/;

  test('never expires', () => {
    const rights = ENTITIES.filter(({ type }) => RIGHTS.test(type));
    expect(rights.map(({ type }) => type)).toEqual(expect.arrayContaining(['person', 'membership', 'identity']));
    for (const { type, retention } of rights) expect(retention, type).toBeUndefined();
  });
});
