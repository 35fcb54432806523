import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { canonicalJson, sha256 } from '@bos/kernel/hash';
import type { AnyEntity } from '@bos/table/entity';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { ENTITIES } from '../../bin/docs/entities.ts';

/**
 * What was ever stored, by entity and schema version. A version that is in the list keeps its shape for ever: items of
 * it lie in tables. `BOS_NOTE_SCHEMAS=1` adds the versions that are not in the list yet, and changes none that is.
 */
const FILE = join(import.meta.dirname, 'entity-schemas.json');
const listSchema = z.record(z.string(), z.record(z.string(), z.string()));

function readList(): z.infer<typeof listSchema> {
  return existsSync(FILE) ? listSchema.parse(JSON.parse(readFileSync(FILE, 'utf8'))) : {};
}

/** Shape without the words about it: a field may be named `description`, its description is a text. */
function shapeOf({ schema }: AnyEntity): unknown {
  const json = z.toJSONSchema(schema, { unrepresentable: 'any', io: 'output' });
  return JSON.parse(JSON.stringify(json), (name, value: unknown) =>
    (name === 'description' || name === 'title') && typeof value === 'string' ? undefined : value,
  );
}

/** Everything that decides how an item lies in the table. */
function hashOf(entity: AnyEntity): string {
  const personal = entity.personal?.fields.map(String).toSorted() ?? [];
  return sha256(canonicalJson({ schema: shapeOf(entity), personal, keys: entity.keys })).slice(0, 16);
}

if (process.env.BOS_NOTE_SCHEMAS === '1') {
  const list = readList();
  for (const entity of ENTITIES) list[entity.type] = { [entity.schemaVersion]: hashOf(entity), ...list[entity.type] };
  const sorted = Object.fromEntries(Object.entries(list).sort(([a], [b]) => (a < b ? -1 : 1)));
  writeFileSync(FILE, `${JSON.stringify(sorted, null, 2)}\n`);
}

test.each(ENTITIES.map((entity) => [entity.type, entity] as const))(
  '%s is stored as its version says',
  (type, entity) => {
    const { schemaVersion } = entity;
    const versions = readList()[type] ?? {};
    const note =
      'then note it with BOS_NOTE_SCHEMAS=1 npx vitest run --project unit test/architecture/entity-schemas.test.ts';
    expect(
      versions[schemaVersion],
      `${type} ${schemaVersion} is not in the list: if its shape is final, ${note}`,
    ).toBeDefined();
    expect(
      hashOf(entity),
      `What is stored of ${type} has changed: make it schemaVersion ${schemaVersion + 1} with an upgrade from ${schemaVersion}, ${note}`,
    ).toBe(versions[schemaVersion]);
  },
);

test.each(ENTITIES.map((entity) => [entity.type, entity] as const))(
  '%s can be read in every version that was ever stored',
  (type, { schemaVersion, upgrades = [] }) => {
    const older = Object.keys(readList()[type] ?? {})
      .map(Number)
      .filter((version) => version < schemaVersion);
    const known = upgrades.map(({ from }) => from);
    for (const version of older) expect(known, `${type} has no upgrade from ${version}`).toContain(version);
    expect(Math.max(schemaVersion, ...older)).toBe(schemaVersion);
  },
);

test('the list names only entities that there are', () => {
  const types = ENTITIES.map(({ type }) => type);
  for (const type of Object.keys(readList())) expect(types).toContain(type);
});
