import { type EntityNames, withArticle } from './entity-names.ts';

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

/** The model and how it lies in the table: about a person, whose key encrypts what it says. */
export function entitySource({ type, camel, pascal, upper, words }: EntityNames): string {
  return `import { defineEntity } from '@bos/table/entity';
import * as z from 'zod';

export const ${camel}Schema = z.object({
  buildingId: z.string(),
  ${camel}Id: z.string(),
  /** Whom it is about: their key protects the text. */
  userId: z.string(),
  text: z.string(),
});

/** ${sentence(withArticle(words))} */
export type ${pascal} = z.infer<typeof ${camel}Schema>;

export const ${camel}Entity = defineEntity<${pascal}>({
  type: '${type}',
  description: '${sentence(withArticle(words))}',
  schemaVersion: 1,
  schema: ${camel}Schema,
  keys: {
    PK: 'BUILDING#{buildingId}',
    SK: '${upper}#{${camel}Id}',
    // What is about a person is found from the person: export and erasure go that way.
    GSI1PK: 'BUILDING#{buildingId}#USER#{userId}',
    GSI1SK: '${upper}#{${camel}Id}',
  },
  personal: {
    fields: ['text'],
    scope: ({ buildingId, userId }) => ({ kind: 'membership', buildingId, userId }),
  },
});
`;
}

export function storeSource({ kebab, camel, pascal, wordsPlural }: EntityNames): string {
  return `import type { Stored } from '@bos/table/entity';
import type { ListOptions, Page, Table } from '@bos/table/table';
import { type ${pascal}, ${camel}Entity } from './${kebab}.ts';

type PageRequest = Pick<ListOptions, 'limit' | 'cursor'>;

export interface ${pascal}Store {
  get(buildingId: string, ${camel}Id: string): Promise<Stored<${pascal}> | undefined>;
  /** The ${wordsPlural} of a building, by id. */
  list(buildingId: string, page?: PageRequest): Promise<Page<Stored<${pascal}>>>;
  /** Those about a person, the youngest first. */
  listOfUser(buildingId: string, userId: string, page?: PageRequest): Promise<Page<Stored<${pascal}>>>;
}

export function create${pascal}Store(table: Table): ${pascal}Store {
  return {
    get: (buildingId, ${camel}Id) => table.get(${camel}Entity, { buildingId, ${camel}Id }),
    list: (buildingId, page = {}) => table.list(${camel}Entity, { buildingId }, page),
    listOfUser: (buildingId, userId, page = {}) =>
      table.list(${camel}Entity, { buildingId, userId }, { ...page, index: 'GSI1', newestFirst: true }),
  };
}
`;
}

/** The contract suite, on memory and engine. */
export function contractSource({ kebab, camel, pascal, wordsPlural }: EntityNames): string {
  return `import { create, replace } from '@bos/table/write';
import { describeOnEachTable } from '@bos/testing/each-table';
import { expect, test } from 'vitest';
import { type ${pascal}, ${camel}Entity } from './${kebab}.ts';
import { create${pascal}Store } from './${kebab}-store.ts';

let buildings = 0;
/** In a building of its own, so that one table serves the whole suite. */
const ${camel}Of = (over: Partial<${pascal}> = {}): ${pascal} => ({
  buildingId: \`building-\${buildings++}\`,
  ${camel}Id: 'first',
  userId: 'maria',
  text: 'written by nobody else',
  ...over,
});

describeOnEachTable('the store of ${wordsPlural}', (open) => {
  test('gives back what was created, and creates it once', async () => {
    const { table, clock } = open();
    const ${camel} = ${camel}Of();
    const { buildingId, ${camel}Id } = ${camel};
    await table.write([create(${camel}Entity, ${camel})]);
    const at = clock.now().toISOString();
    const stored = await create${pascal}Store(table).get(buildingId, ${camel}Id);
    expect(stored).toEqual({ ...${camel}, version: 1, createdAt: at, updatedAt: at });
    await expect(table.write([create(${camel}Entity, ${camel})])).rejects.toMatchObject({ code: 'WRITE_CONFLICT' });
  });

  test('lists those of a building page by page, and of a person, and no others', async () => {
    const { table } = open();
    const store = create${pascal}Store(table);
    const first = ${camel}Of();
    const { buildingId } = first;
    const others = [
      ${camel}Of({ buildingId, ${camel}Id: 'second' }),
      ${camel}Of({ buildingId, ${camel}Id: 'third', userId: 'carlos' }),
    ];
    await table.write([first, ...others, ${camel}Of()].map((one) => create(${camel}Entity, one)));
    const page = await store.list(buildingId, { limit: 2 });
    expect(page.items.map((one) => one.${camel}Id)).toEqual(['first', 'second']);
    const rest = await store.list(buildingId, { cursor: page.next ?? '' });
    expect(rest).toMatchObject({ items: [{ ${camel}Id: 'third' }], next: null });
    const { items } = await store.listOfUser(buildingId, 'maria');
    expect(items.map((one) => one.${camel}Id)).toEqual(['second', 'first']);
  });

  test('keeps the change of whoever was faster', async () => {
    const { table } = open();
    const ${camel} = ${camel}Of();
    await table.write([create(${camel}Entity, ${camel})]);
    const before = await create${pascal}Store(table).get(${camel}.buildingId, ${camel}.${camel}Id);
    if (before === undefined) throw new Error('it is not there');
    await table.write([replace(${camel}Entity, before, { ...before, text: 'first' })]);
    const late = table.write([replace(${camel}Entity, before, { ...before, text: 'second' })]);
    await expect(late).rejects.toMatchObject({ code: 'WRITE_CONFLICT' });
  });

  test('shows what it says to nobody who only has the table', async () => {
    const { table, items } = open();
    await table.write([create(${camel}Entity, ${camel}Of({ text: 'between us' }))]);
    expect(JSON.stringify(await items())).not.toContain('between us');
  });
});
`;
}

/** What the page of the data model measures: a typical item, and an example of each method of the store. */
export function patternsSource(names: EntityNames): string {
  const { room, folder, kebab, camel, camelPlural, pascal, wordsPlural } = names;
  const from = `@bos/${room}/${folder}`;
  return `import { ${camel}Entity } from '${from}/${kebab}';
import { create${pascal}Store } from '${from}/${kebab}-store';
import { ofStore, type RoomPatterns } from './patterns.ts';
import { BUILDING, MARIA, TEXT } from './places.ts';
import { idOf, typical } from './typical.ts';

const buildingId = BUILDING;
const userId = MARIA;

export const ${camel}Patterns: RoomPatterns = {
  items: async () => [
    typical(
      ${camel}Entity,
      { buildingId, ${camel}Id: idOf(0), userId, text: TEXT },
      { another: (n) => ({ ${camel}Id: idOf(n) }) },
    ),
  ],
  reads: ofStore('${camelPlural}', ({ table }) => create${pascal}Store(table), {
    get: { by: 'one of the ${wordsPlural}', run: (store) => store.get(buildingId, idOf(0)) },
    list: { by: 'all ${wordsPlural} of a building', run: (store) => store.list(buildingId) },
    listOfUser: { by: 'the ${wordsPlural} of a person', run: (store) => store.listOfUser(buildingId, userId) },
  }),
};
`;
}
