import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../../local/settings.ts';

interface Source {
  /** From the root of the project. */
  readonly file: string;
  readonly text: string;
}

const TEST_EQUIPMENT = /\.(test|child)\.ts$|\/(testing|conformance|node_modules)\//;

/** All code that runs, without the table's own room and the equipment of tests. */
export function sources(): readonly Source[] {
  return ['packages', 'functions', 'bin'].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .map((file) => `${folder}/${file}`)
      .filter((file) => file.endsWith('.ts') && !TEST_EQUIPMENT.test(file))
      .filter((file) => !/^packages\/(table|testing|console)\//.test(file))
      .map((file) => ({ file, text: readFileSync(join(ROOT, file), 'utf8') })),
  );
}

/** The types of all entities that are defined anywhere, by the names of their definitions. */
function typesByName(all: readonly Source[]): ReadonlyMap<string, string> {
  return new Map(
    all.flatMap(({ text }) =>
      Array.from(
        text.matchAll(/export const (\w+Entity)\b[^;]*?\bdefine(?:Entity|Counters)\b[^;]*?\btype: '(\w+)'/g),
        ([, name = '', type = '']) => [name, type] as const,
      ),
    ),
  );
}

/** A function that opens a store over the table, such as `createTicketStore`, and the entities that its file names. */
export interface StoreFactory {
  readonly name: string;
  readonly entities: readonly string[];
}

export function storeFactories(all: readonly Source[]): readonly StoreFactory[] {
  const types = typesByName(all);
  return all.flatMap(({ text }) => {
    const entities = Array.from(text.matchAll(/\b\w+Entity\b/g), ([name]) => types.get(name) ?? []).flat();
    return Array.from(text.matchAll(/export function (create\w+Store)\(\s*table: Table\b/g), ([, name = '']) => ({
      name,
      entities,
    }));
  });
}

/** The text of the patterns themselves. */
export function patternTexts(): string {
  return readdirSync(import.meta.dirname)
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(join(import.meta.dirname, file), 'utf8'))
    .join('\n');
}

/** A read of the table that stands in the code: which entity, and by which request. */
export interface ReadInCode {
  readonly file: string;
  readonly operation: 'Get' | 'BatchGet' | 'Query';
  readonly entity: string;
}

const OPERATIONS = { get: 'Get', getMany: 'BatchGet', list: 'Query' } as const;

/** Every read of an entity that is named where it is read. Throws on the name of an entity that is defined nowhere. */
export function readsInCode(all: readonly Source[]): readonly ReadInCode[] {
  const types = typesByName(all);
  return all.flatMap(({ file, text }) =>
    Array.from(text.matchAll(/\btable\s*\.(get|getMany|list)\(\s*(\w+Entity)\b/g), ([, method = '', name = '']) => {
      const entity = types.get(name);
      if (entity === undefined || !(method in OPERATIONS))
        throw new Error(`${file} reads ${name}, which is defined nowhere`);
      return { file, operation: OPERATIONS[method as keyof typeof OPERATIONS], entity };
    }),
  );
}
