import { virtualClock } from '@bos/testing/clocks';
import { createMemoryTable } from '@bos/testing/memory-table';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { defineEntity, type EntityOptions } from './entity.ts';
import { type MigrationProgress, migrateTable } from './migrate.ts';
import type { StoredData } from './upgrade.ts';
import { create, replace } from './write.ts';

const base = {
  type: 'card',
  description: 'An entity for tests.',
  keys: { PK: 'BUILDING#{buildingId}', SK: 'CARD#{cardId}' },
} as const;
const scope = ({ buildingId }: { buildingId: string }) => ({ kind: 'building', buildingId }) as const;

const firstSchema = z.object({
  buildingId: z.string(),
  cardId: z.string(),
  name: z.string(),
  note: z.string().optional(),
});
type CardV1 = z.infer<typeof firstSchema>;
/** First: the note is not encrypted yet. */
const first = defineEntity<CardV1>({
  ...base,
  schemaVersion: 1,
  schema: firstSchema,
  personal: { fields: ['name'], scope },
});

const thirdSchema = z.object({
  buildingId: z.string(),
  cardId: z.string(),
  names: z.array(z.string()),
  note: z.string(),
});
type CardV3 = z.infer<typeof thirdSchema>;
const thirdOptions: EntityOptions<CardV3> = {
  ...base,
  schemaVersion: 3,
  schema: thirdSchema,
  upgrades: [
    { from: 1, apply: (data: StoredData) => ({ note: '', ...data }) },
    {
      from: 2,
      personal: ['name'],
      apply: ({ name, ...data }: StoredData) => ({ ...data, names: String(name).split(' ') }),
    },
  ],
  personal: { fields: ['names', 'note'], scope },
};
/** Then: the name became a list, and the note is encrypted. */
const third = defineEntity<CardV3>(thirdOptions);

const old = (cardId: string, note?: string): CardV1 => ({
  buildingId: 'b',
  cardId,
  name: 'Ana Prado',
  ...(note !== undefined && { note }),
});

describe('schema evolution', () => {
  test('reads what an older release wrote, and writes it as this one does', async () => {
    const { table, items } = createMemoryTable({ clock: virtualClock() });
    await table.write([create(first, old('c1', 'in clear'))]);
    const read = await table.get(third, old('c1'));
    expect(read).toMatchObject({ names: ['Ana', 'Prado'], note: 'in clear', version: 1 });
    expect(read).not.toHaveProperty('name');
    if (!read) throw new Error('not read');
    await table.write([replace(third, read, read)]);
    expect(await table.get(third, old('c1'))).toMatchObject({ names: ['Ana', 'Prado'], note: 'in clear', version: 2 });
    expect(JSON.stringify(items())).not.toContain('in clear');
  });

  test('says so when a later release wrote an item', async () => {
    const { table } = createMemoryTable({ clock: virtualClock() });
    await table.write([create(third, { buildingId: 'b', cardId: 'c1', names: ['Ana'], note: '' })]);
    await expect(table.get(first, old('c1'))).rejects.toMatchObject({
      code: 'SCHEMA_TOO_NEW',
      message: 'A stored card has schema 3; this release reads up to 1: install the later one.',
    });
  });

  test('says so when the way from an old schema is no longer known', async () => {
    const { table } = createMemoryTable({ clock: virtualClock() });
    await table.write([create(first, old('c1'))]);
    const later = defineEntity({ ...thirdOptions, upgrades: thirdOptions.upgrades?.slice(1) ?? [] });
    await expect(table.get(later, old('c1'))).rejects.toMatchObject({ code: 'ITEM_UNREADABLE' });
  });

  test('refuses upgrades with a gap', () => {
    const upgrades = [{ from: 1, apply: (data: StoredData) => data }];
    expect(() => defineEntity({ ...thirdOptions, upgrades })).toThrow('from one version to the next, up to 3');
  });

  test('an upgrade cannot move an item to other keys', async () => {
    const { table } = createMemoryTable({ clock: virtualClock() });
    await table.write([create(first, old('c1', 'x'))]);
    const moving = defineEntity({
      ...thirdOptions,
      upgrades: [
        { from: 1, apply: (data: StoredData) => ({ ...data, cardId: 'c2' }) },
        ...(thirdOptions.upgrades?.slice(1) ?? []),
      ],
    });
    await expect(table.get(moving, old('c1'))).rejects.toMatchObject({ code: 'ITEM_FOREIGN' });
  });
});

async function filled(count: number) {
  const clock = virtualClock();
  const memory = createMemoryTable({ clock });
  for (let i = 0; i < count; i++) await memory.table.write([create(first, old(`c${i}`))]);
  await memory.table.write([create(third, { buildingId: 'b', cardId: 'new', names: ['Ana'], note: '' })]);
  const deps = { ...memory, clock, entities: [third] };
  const versions = () => memory.items().flatMap(({ type, data }) => (type === 'card' ? [schemaOf(data)] : []));
  return { ...memory, deps, versions };
}

function schemaOf(data: unknown): number {
  return z.object({ schemaVersion: z.number() }).parse(data).schemaVersion;
}

const quiet = { dryRun: false, segments: 3, onProgress: () => {} };

describe('a migration', () => {
  test('counts what is old without touching it, then rewrites it, then finds nothing to do', async () => {
    const { deps, versions } = await filled(40);
    expect((await migrateTable(deps, { ...quiet, dryRun: true })).counts).toEqual({ card: { current: 1, old: 40 } });
    expect(versions().filter((version) => version === 1)).toHaveLength(40);
    expect((await migrateTable(deps, quiet)).counts).toEqual({ card: { current: 1, rewritten: 40 } });
    expect(new Set(versions())).toEqual(new Set([3]));
    expect((await migrateTable(deps, quiet)).counts).toEqual({ card: { current: 41 } });
  });

  test('goes on where it was cut short', async () => {
    const { deps, versions } = await filled(900);
    let kept: MigrationProgress | undefined;
    const cutShort = migrateTable(deps, {
      ...quiet,
      segments: 1,
      onProgress: (progress) => {
        kept = structuredClone(progress);
        if (versions().filter((version) => version === 3).length > 400) throw new Error('killed');
      },
    });
    await expect(cutShort).rejects.toThrow('killed');
    let pages = 0;
    const end = await migrateTable(deps, { ...quiet, segments: 1, resume: kept, onProgress: () => pages++ });
    expect(end.counts).toEqual({ card: { current: 1, rewritten: 900 } });
    expect(pages).toBeLessThan(4);
    expect(new Set(versions())).toEqual(new Set([3]));
  });

  test('loses no write of live traffic', async () => {
    const { deps, table } = await filled(60);
    const traffic = Array.from({ length: 60 }, async (_, i) => {
      for (;;) {
        const card = await table.get(third, old(`c${i}`));
        if (!card) throw new Error('lost');
        try {
          await table.write([replace(third, card, { ...card, note: `written ${i}` })]);
          return;
        } catch {
          // The migration was faster: read again.
        }
      }
    });
    const [end] = await Promise.all([migrateTable(deps, quiet), ...traffic]);
    const notes = await Promise.all(
      Array.from({ length: 60 }, async (_, i) => (await table.get(third, old(`c${i}`)))?.note),
    );
    expect(notes).toEqual(Array.from({ length: 60 }, (_, i) => `written ${i}`));
    expect(Object.values(end.counts.card ?? {}).reduce((sum, count) => sum + count, 0)).toBe(61);
  });

  test('tells what cannot be read and goes on', async () => {
    const { deps } = await filled(2);
    const strict = {
      ...thirdOptions,
      schema: z.custom<CardV3>((data) => z.object({ note: z.string().min(1) }).safeParse(data).success),
    };
    const { counts } = await migrateTable({ ...deps, entities: [defineEntity(strict)] }, quiet);
    expect(counts).toEqual({ card: { current: 1, unreadable: 2 } });
  });
});
