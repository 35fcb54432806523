import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isName, namesOf } from './entity-names.ts';
import { contractSource, entitySource, patternsSource, storeSource } from './entity-sources.ts';

/** Nothing was written; the message says why. */
export class NewEntityError extends Error {
  override readonly name = 'NewEntityError';
}

/** Where all entities are listed, and all patterns. */
const ENTITIES = 'functions/entities.ts';
const ROOMS = 'bin/docs/patterns/testing/rooms.ts';

/** What is no room of the house: it keeps nothing of its own in the table. */
const WITHOUT_ITEMS = ['agents', 'aws', 'client', 'console', 'embedded', 'http', 'kernel', 'table', 'testing'];

export interface NewEntity {
  readonly root: string;
  readonly room: string;
  /** In kebab-case and the singular: `work-order`. */
  readonly name: string;
}

/** Adds an import at the head of a list's file, and a line at the end of the list. */
function addToList(text: string, imported: string, line: string): string {
  const end = text.lastIndexOf('\n];');
  if (end < 0) throw new NewEntityError('The list of all entities has another form than it had.');
  return `${imported}\n${text.slice(0, end)}\n  ${line},${text.slice(end)}`;
}

function assertNew({ root, room, name }: NewEntity): void {
  if (!isName(name))
    throw new NewEntityError(`${name} is no name: small letters, words joined by "-", in the singular.`);
  const packages = readdirSync(join(root, 'packages'));
  const rooms = packages.filter((one) => !WITHOUT_ITEMS.includes(one)).sort();
  if (!rooms.includes(room)) throw new NewEntityError(`There is no room ${room}: ${rooms.join(', ')}.`);
  const { folder, type, camel } = namesOf(room, name);
  const defined = packages
    .map((each) => join(root, 'packages', each, 'src'))
    .filter(existsSync)
    .flatMap((source) => readdirSync(source, { recursive: true, encoding: 'utf8' }).map((file) => join(source, file)))
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .find((file) => readFileSync(file, 'utf8').includes(`type: '${type}'`));
  if (defined !== undefined) throw new NewEntityError(`${type} is there already: ${defined.slice(root.length + 1)}.`);
  for (const path of [`packages/${room}/src/${folder}`, `bin/docs/patterns/testing/${folder}.ts`]) {
    if (existsSync(join(root, path))) throw new NewEntityError(`${path} is there already.`);
  }
  if (readFileSync(join(root, ENTITIES), 'utf8').includes(`${camel}Entity`))
    throw new NewEntityError(`${ENTITIES} has a ${camel}Entity already.`);
}

/**
 * Writes a new entity with its store, contract suite and access patterns, and puts it into the lists. Returns the files
 * written or changed, from the root. Throws NewEntityError, before anything is written, on a name that is taken or none.
 */
export function writeEntity({ root, room, name }: NewEntity): readonly string[] {
  assertNew({ root, room, name });
  const names = namesOf(room, name);
  const { folder, kebab, camel } = names;
  const home = `packages/${room}/src/${folder}`;
  const files = new Map([
    [`${home}/${kebab}.ts`, entitySource(names)],
    [`${home}/${kebab}-store.ts`, storeSource(names)],
    [`${home}/${kebab}-store.test.ts`, contractSource(names)],
    [`bin/docs/patterns/testing/${folder}.ts`, patternsSource(names)],
    [
      ENTITIES,
      addToList(
        readFileSync(join(root, ENTITIES), 'utf8'),
        `import { ${camel}Entity } from '@bos/${room}/${folder}/${kebab}';`,
        `${camel}Entity`,
      ),
    ],
    [
      ROOMS,
      addToList(
        readFileSync(join(root, ROOMS), 'utf8'),
        `import { ${camel}Patterns } from './${folder}.ts';`,
        `${camel}Patterns`,
      ),
    ],
  ]);
  for (const [path, text] of files) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return [...files.keys()];
}
