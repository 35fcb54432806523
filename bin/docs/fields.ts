import * as z from 'zod';

/** A field of what is stored, as the page shows it. */
export interface Field {
  readonly name: string;
  readonly type: string;
  readonly required: boolean;
  readonly description: string | undefined;
}

type Schema = z.core.JSONSchema.JSONSchema;

const isSchema = (value: unknown): value is Schema => typeof value === 'object' && value !== null;

/** More of them are only counted. */
const MOST_VALUES = 12;

/** `text`, `list of …`, one of `a`, `b`: the shape in a few words. */
function typeOf(schema: Schema): string {
  if (schema.const !== undefined) return `\`${String(schema.const)}\``;
  if (schema.enum) {
    const values = schema.enum.map((value) => `\`${String(value)}\``);
    return values.length > MOST_VALUES ? `one of ${values.length} texts` : values.join(', ');
  }
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return [...new Set(choices.filter(isSchema).map(typeOf))].join(' or ');
  if (schema.type === 'array') return `list of ${isSchema(schema.items) ? typeOf(schema.items) : 'anything'}`;
  if (schema.type === 'object') {
    const names = Object.keys(schema.properties ?? {});
    return names.length > 0 ? `{ ${names.join(', ')} }` : 'map';
  }
  const named: Readonly<Record<string, string>> = { string: 'text', integer: 'whole number', boolean: 'yes or no' };
  return typeof schema.type === 'string' ? (named[schema.type] ?? schema.type) : 'anything';
}

/** The alternatives of a union, or the one shape that there is. */
function shapesOf(schema: Schema): readonly Schema[] {
  const parts = schema.oneOf ?? schema.anyOf ?? schema.allOf;
  return parts ? parts.filter(isSchema).flatMap(shapesOf) : [schema];
}

/** Every field of an entity; one that only some alternatives of a union have is not required. */
export function fieldsOf(entity: z.ZodType): readonly Field[] {
  const json = z.toJSONSchema(entity, { unrepresentable: 'any', io: 'output' });
  const shapes = shapesOf(json);
  const isUnion = json.oneOf !== undefined || json.anyOf !== undefined;
  const names = new Set(shapes.flatMap(({ properties = {} }) => Object.keys(properties)));
  return Array.from(names, (name) => {
    const found = shapes.flatMap(({ properties = {} }) => properties[name] ?? []).filter(isSchema);
    const requiring = shapes.filter(({ required = [] }) => required.includes(name));
    return {
      name,
      type: [...new Set(found.map(typeOf))].join(' or '),
      required: isUnion ? requiring.length === shapes.length : requiring.length > 0,
      description: found.find(({ description }) => description !== undefined)?.description,
    };
  });
}
