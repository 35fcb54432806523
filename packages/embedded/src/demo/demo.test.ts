import { readFileSync } from 'node:fs';
import { deviceEntity } from '@bos/buildings/devices/device';
import { unitEntity } from '@bos/buildings/units/unit';
import { channelEntity } from '@bos/conversations/channels/channel';
import { createFaqStore } from '@bos/conversations/faq/faq-store';
import { createIdentityStore } from '@bos/people/identities/identity-store';
import { isInForce, membershipEntity } from '@bos/people/memberships/membership';
import { personEntity } from '@bos/people/persons/person';
import { remove, replace } from '@bos/table/write';
import { virtualClock } from '@bos/testing/clocks';
import { createMemoryTable } from '@bos/testing/memory-table';
import { beforeEach, describe, expect, test } from 'vitest';
import { DEMO_CHANNELS, DEMO_DEVICES, DEMO_UNITS } from './demo-building.ts';
import { demoDocument } from './demo-document.ts';
import { DEMO_FAQ } from './demo-faq.ts';
import { DEMO_PEOPLE } from './demo-people.ts';
import { seedDemo } from './seed-demo.ts';

const clock = virtualClock();
let memory: ReturnType<typeof createMemoryTable>;

beforeEach(() => {
  memory = createMemoryTable({ clock });
});

describe('the demo building', () => {
  test('is listed in docs/demo.md as it is seeded', () => {
    const path = new URL('../../../../docs/demo.md', import.meta.url);
    expect(readFileSync(path, 'utf8')).toBe(demoDocument());
  });

  test('everybody who lives in a unit lives in one that exists, and every unit door leads to one', () => {
    const units = new Set(DEMO_UNITS.map(({ unitId }) => unitId));
    const named = [
      ...DEMO_PEOPLE.map(({ unitId }) => unitId),
      ...DEMO_DEVICES.map((device) => (device.kind === 'door' ? device.unitId : undefined)),
    ].filter((unitId) => unitId !== undefined);
    expect(named.filter((unitId) => !units.has(unitId))).toEqual([]);
    expect(units.size).toBe(DEMO_UNITS.length);
  });

  test('answers every question in every language', () => {
    for (const { topic, texts } of DEMO_FAQ)
      expect(
        texts.map(({ language }) => language),
        topic,
      ).toEqual(['pt', 'en', 'es']);
  });
});

describe('seedDemo', () => {
  test('stores all of it', async () => {
    expect(await seedDemo(memory, clock.now())).toBe(true);
    const { table, blindIndex } = memory;
    const count = async (list: Promise<{ readonly items: readonly unknown[] }>) => (await list).items.length;
    expect(await count(table.list(unitEntity, { buildingId: 'demo' }, { limit: 100 }))).toBe(DEMO_UNITS.length);
    expect(await count(table.list(deviceEntity, { buildingId: 'demo' }, { limit: 100 }))).toBe(DEMO_DEVICES.length);
    expect(await createFaqStore(table).listActive('demo')).toHaveLength(DEMO_FAQ.length);
    for (const { phoneNumberId } of DEMO_CHANNELS)
      expect(await table.get(channelEntity, { phoneNumberId })).toMatchObject({ buildingIds: ['demo'] });
    const identities = createIdentityStore(table, blindIndex);
    for (const { userId, phone } of DEMO_PEOPLE) {
      expect((await identities.byPhone(phone))?.userId).toBe(userId);
      expect((await identities.bySubject(userId))?.userId).toBe(userId);
      const membership = await table.get(membershipEntity, { buildingId: 'demo', userId });
      expect(membership && isInForce(membership, clock.now())).toBe(true);
    }
  });

  test('leaves alone what was changed or removed since', async () => {
    await seedDemo(memory, clock.now());
    const { table } = memory;
    const key = { buildingId: 'demo', unitId: '1203' };
    const unit = await table.get(unitEntity, key);
    const maria = await table.get(personEntity, { userId: 'maria' });
    if (!unit || !maria) throw new Error('not seeded');
    await table.write([remove(unitEntity, unit), replace(personEntity, maria, { ...maria, displayName: 'Maria S.' })]);
    expect(await seedDemo(memory, clock.now())).toBe(false);
    expect(await table.get(unitEntity, key)).toBeUndefined();
    expect(await table.get(personEntity, { userId: 'maria' })).toMatchObject({ displayName: 'Maria S.' });
  });

  test('completes a seeding that was cut short, over what stands already', async () => {
    const { table } = memory;
    let writes = 0;
    const dying = {
      ...memory,
      table: {
        ...table,
        write: async (operations: Parameters<typeof table.write>[0]) => {
          if (++writes === 1) return table.write(operations.slice(0, 30));
          throw new Error('killed');
        },
      },
    };
    await expect(seedDemo(dying, clock.now())).rejects.toThrow('killed');
    expect(await seedDemo(memory, clock.now())).toBe(true);
    expect((await table.list(unitEntity, { buildingId: 'demo' }, { limit: 100 })).items).toHaveLength(
      DEMO_UNITS.length,
    );
    expect(await table.get(personEntity, { userId: 'ana' })).toBeDefined();
  });

  test('two starts at once make one building', async () => {
    await Promise.all([seedDemo(memory, clock.now()), seedDemo(memory, clock.now())]);
    expect(memory.items().filter(({ type }) => type === 'person')).toHaveLength(DEMO_PEOPLE.length);
  });
});
