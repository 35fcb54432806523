import { canonicalJson } from '@bos/kernel/hash';
import * as z from 'zod';

export type JsonObject = { readonly [name: string]: unknown };

const DEFINITIONS = '#/$defs/';
const COMPONENTS = '#/components/schemas/';

/**
 * Turns zod schemas into JSON Schema and gathers those named by `.meta({ id })` as components. A schema that reads
 * differently when sent and when received (defaults) is there twice: `Ticket` and `TicketInput`.
 */
export class SchemaCollector {
  readonly #named = new Map<string, unknown>();

  /** What a caller may send: fields with defaults are optional, unknown fields refused. */
  input(schema: z.ZodType | undefined): unknown {
    return schema ? this.#convert(schema, 'input') : true;
  }

  /** What a caller receives: open, because a new field breaks nobody. */
  output(schema: z.ZodType): unknown {
    return this.#convert(schema, 'output');
  }

  /** One OpenAPI parameter a field of the object, with the value that it once had. */
  parameters(
    schema: z.ZodObject | undefined,
    place: 'path' | 'query',
    examples: Readonly<Record<string, string>> = {},
  ): JsonObject[] {
    if (!schema) return [];
    return Object.entries(schema.shape).map(([name, field]) => {
      const { description, ...rest } = asObject(this.#convert(field, 'input'));
      const required = place === 'path' || !z.safeParse(field, undefined).success;
      const example = examples[name];
      return {
        name,
        in: place,
        required,
        ...(description === undefined ? {} : { description }),
        schema: rest,
        ...(example === undefined ? {} : { example: isNumber(rest) ? Number(example) : example }),
      };
    });
  }

  components(): JsonObject {
    return Object.fromEntries(this.#named);
  }

  #convert(schema: z.core.$ZodType, io: 'input' | 'output'): unknown {
    const converted = asObject(
      z.toJSONSchema(schema, { io, override: ({ jsonSchema }) => closeOrOpen(jsonSchema, io) }),
    );
    const { $schema: _, $defs: definitions, ...root } = converted;
    const named = Object.entries(asObject(definitions ?? {}));
    const names = new Map(named.map(([id, definition]) => [id, componentName(id, definition, io)]));
    for (const [id, definition] of named) this.#add(names.get(id) ?? id, relocate(definition, names));
    return relocate(root, names);
  }

  #add(name: string, definition: unknown): void {
    const known = this.#named.get(name);
    if (known !== undefined && canonicalJson(known) !== canonicalJson(definition))
      throw new TypeError(`Two different schemas have the id ${name}.`);
    this.#named.set(name, definition);
  }
}

/** Callers may send known fields only; answers stay open. */
function closeOrOpen(schema: z.core.JSONSchema.BaseSchema, io: 'input' | 'output'): void {
  if (schema.prefixItems) throw new TypeError('The API has no tuples: many clients cannot read them.');
  if (schema.type !== 'object') return;
  if (io === 'input') schema.additionalProperties ??= false;
  else if (schema.additionalProperties === false) delete schema.additionalProperties;
}

/** Objects differ between sending and receiving, so the sent form has a name of its own; plain values do not. */
function componentName(id: string, definition: unknown, io: 'input' | 'output'): string {
  return io === 'input' && /"type":"object"|"\$ref":/.test(JSON.stringify(definition)) ? `${id}Input` : id;
}

/** The same schema with references to the components of the document. */
function relocate(value: unknown, names: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(value)) return value.map((item) => relocate(item, names));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      key === '$ref' && typeof inner === 'string' ? reference(inner, names) : relocate(inner, names),
    ]),
  );
}

function reference(ref: string, names: ReadonlyMap<string, string>): string {
  const id = ref.slice(DEFINITIONS.length);
  const name = ref.startsWith(DEFINITIONS) ? names.get(id) : undefined;
  if (name === undefined) throw new TypeError(`A schema that refers to itself needs a name (.meta({ id })): ${ref}`);
  return COMPONENTS + name;
}

/** Values of a query are text on their way, whatever they mean. */
const isNumber = ({ type }: JsonObject): boolean => type === 'integer' || type === 'number';

function asObject(value: unknown): JsonObject {
  return value !== null && typeof value === 'object' ? { ...value } : {};
}
