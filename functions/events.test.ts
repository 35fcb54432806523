import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { canonicalJson, sha256 } from '@bos/kernel/hash';
import type { EventDefinition } from '@bos/table/domain-event';
import type { AnyEntity } from '@bos/table/entity';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { ENTITIES } from './entities.ts';
import { EVENTS } from './events.ts';

const nameOf = ({ name, version }: EventDefinition): string => `${name}.v${version}`;
const named = EVENTS.map((event) => [nameOf(event), event] as const);

const shapeSchema = z.looseObject({
  properties: z.record(z.string(), z.unknown()).default({}),
  required: z.array(z.string()).default([]),
});
const jsonSchema = z.union([
  z.looseObject({ anyOf: z.array(shapeSchema) }).transform(({ anyOf }) => anyOf),
  z.looseObject({ oneOf: z.array(shapeSchema) }).transform(({ oneOf }) => oneOf),
  shapeSchema.transform((shape) => [shape]),
]);

/** The shapes that the data may have: one, but for a union. */
const shapesOf = (schema: z.ZodType) =>
  jsonSchema.parse(z.toJSONSchema(schema, { unrepresentable: 'any', io: 'output' }));

function entityOf({ entity }: EventDefinition): AnyEntity {
  const found = ENTITIES.find(({ type }) => type === entity);
  if (found === undefined) throw new Error(`there is no entity ${entity}`);
  return found;
}

const kindSchema = z
  .object({ type: z.string(), enum: z.array(z.string()), const: z.string(), items: z.unknown() })
  .partial();

/** What a value may be, without its bounds, which an event need not have; of a union's field in all its shapes. */
function kindOf(field: string, shapes: ReturnType<typeof shapesOf>) {
  const kinds = shapes.flatMap(({ properties }) => (field in properties ? [kindSchema.parse(properties[field])] : []));
  const values = kinds.flatMap(({ enum: several, const: one }) => several ?? (one === undefined ? [] : [one]));
  const items = kinds.flatMap((kind) =>
    kind.items === undefined ? [] : [canonicalJson(kindSchema.parse(kind.items))],
  );
  return { types: new Set(kinds.map(({ type }) => type)), values: new Set(values), items: new Set(items) };
}

function fieldOfOccasion({ when }: EventDefinition): string | undefined {
  return 'field' in when ? when.field : undefined;
}

test('no two events have one name', () => {
  expect(new Set(named.map(([name]) => name)).size).toBe(EVENTS.length);
});

describe.each(named)('%s', (name, event) => {
  const entity = entityOf(event);
  const personal: readonly string[] = entity.personal?.fields ?? [];
  const facts = shapesOf(event.schema);
  const fields = Object.keys(event.schema.shape);

  test('takes its good examples and refuses its bad ones', () => {
    expect(event.examples.good.length).toBeGreaterThan(0);
    expect(event.examples.bad.length).toBeGreaterThan(0);
    for (const good of event.examples.good) expect(event.schema.parse(good)).toEqual(good);
    for (const bad of event.examples.bad) expect(event.schema.safeParse(bad).success).toBe(false);
  });

  test('is named by the past, in small letters', () => {
    expect(name).toMatch(/^[a-z]+(-[a-z]+)*-[a-z]+ed\.v[1-9]\d*$/);
  });

  test('carries nothing personal, and refuses it', () => {
    expect(fields.filter((field) => personal.includes(field))).toEqual([]);
    const [good] = event.examples.good;
    for (const field of [...personal, 'another']) {
      expect(event.schema.safeParse({ ...good, [field]: 'João da Silva' }).success, field).toBe(false);
    }
  });

  test('has no fact with the name of what every event carries', () => {
    expect(fields.filter((field) => ['id', 'event', 'occurredAt', 'sequence'].includes(field))).toEqual([]);
  });

  test('is told by fields that lie there in clear', () => {
    const field = fieldOfOccasion(event);
    const all = new Set(shapesOf(entity.schema).flatMap(({ properties }) => Object.keys(properties)));
    if (field !== undefined) expect([...all]).toContain(field);
    if (field !== undefined) expect(personal).not.toContain(field);
    if (event.when.kind === 'any') expect(event.when.encrypted ?? []).toEqual(personal);
  });

  test('waits for values that there are', () => {
    if (!('values' in event.when)) return;
    const { field, values } = event.when;
    const known = kindOf(field, shapesOf(entity.schema)).values;
    for (const value of values) expect([...known]).toContain(value);
  });

  test('can be read from every item that the entity allows', () => {
    const shapes = shapesOf(entity.schema);
    const isField = (field: string) => shapes.some(({ properties }) => field in properties);
    const isSure = (field: string) => shapes.every(({ required }) => required.includes(field));
    const taken = fields.filter((field) => isField(field) && field !== fieldOfOccasion(event));
    for (const field of taken) expect(kindOf(field, facts), field).toEqual(kindOf(field, shapes));
    const needed = taken.filter((field) => facts.every(({ required }) => required.includes(field)));
    expect(needed.filter((field) => !isSure(field))).toEqual([]);
  });
});

/**
 * What was ever published, by event. A version that is in the list keeps its shape for ever: others read it.
 * `BOS_NOTE_SCHEMAS=1` adds what is not in the list yet, and changes nothing that is.
 */
const FILE = join(import.meta.dirname, 'event-schemas.json');

function published(): Record<string, string> {
  return existsSync(FILE) ? z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(FILE, 'utf8'))) : {};
}

const hashOf = ({ schema }: EventDefinition): string => sha256(canonicalJson(z.toJSONSchema(schema))).slice(0, 16);

if (process.env.BOS_NOTE_SCHEMAS === '1') {
  const list = { ...Object.fromEntries(named.map(([name, event]) => [name, hashOf(event)])), ...published() };
  const sorted = Object.fromEntries(Object.entries(list).sort(([a], [b]) => (a < b ? -1 : 1)));
  writeFileSync(FILE, `${JSON.stringify(sorted, null, 2)}\n`);
}

test.each(named)('%s is as it was published', (name, event) => {
  const note = 'note it with BOS_NOTE_SCHEMAS=1 npx vitest run --project unit functions/events.test.ts';
  expect(published()[name], `${name} is not in the list: if its shape is final, ${note}`).toBeDefined();
  expect(hashOf(event), `the facts of ${name} have changed: make it the next version, then ${note}`).toBe(
    published()[name],
  );
});
