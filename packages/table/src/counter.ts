import * as z from 'zod';
import { defineEntity, type EntityDefinition, type EntityOptions } from './entity.ts';
import type { WriteOperation } from './write.ts';

/** An item of named numbers that many writers add to at once, such as a building's figures of one day. */
export interface Counters {
  readonly counts: Readonly<Record<string, number>>;
}

/** The parts of its key, as texts, beside the numbers. */
type CounterOptions<P extends string> = Pick<
  EntityOptions<Counters & Readonly<Record<P, string>>>,
  'type' | 'description' | 'keys' | 'retention'
> & { readonly parts: readonly P[] };

/**
 * An entity whose numbers are added to in the table itself, not read and written back: no addition is lost, and none of
 * them conflicts. It is read and listed like any other entity, and never replaced.
 */
export function defineCounters<P extends string>({
  parts,
  ...options
}: CounterOptions<P>): EntityDefinition<Counters & Readonly<Record<P, string>>> {
  const keyParts = z.record(z.enum(parts), z.string());
  const schema = keyParts.and(z.object({ counts: z.record(z.string(), z.number().int()) }));
  // Zod types the record by its key enum, which is what the parts are.
  return defineEntity({ ...options, schemaVersion: 1, schema: schema as z.ZodType<Counters & Record<P, string>> });
}

/**
 * Adds to counters, in a transaction with other writes or alone; an item that is not there yet is made. An addition that
 * is sent alone counts twice when its answer is lost on the way and the client tries again; in a transaction with what
 * it counts it does not. Throws RangeError on anything but whole numbers.
 */
export function add<T extends Counters>(
  definition: EntityDefinition<T>,
  parts: Omit<T, 'counts'>,
  increments: Readonly<Record<string, number>>,
): WriteOperation {
  const values = Object.values(increments);
  if (values.length === 0 || !values.every(Number.isSafeInteger)) throw new RangeError('counters add whole numbers');
  return {
    action: 'add',
    type: definition.type,
    condition: 'present',
    increments,
    // What is made when there is none: the sum starts at zero.
    toItem: (codec) => codec.encode(definition, definition.schema.parse({ ...parts, counts: {} }), { version: 1 }),
  };
}
