import { isDeepStrictEqual } from 'node:util';
import { deterministicId } from '@bos/kernel/ids';
import { parseInput } from '@bos/kernel/parse';
import * as z from 'zod';
import type { ChangeRecord } from './change-record.ts';

/** The fields of an item as they lie in the table, encrypted ones encrypted. */
type Fields = Readonly<Record<string, unknown>>;

/** Which change of an item is the event. Fields are those of its `data`, and never encrypted ones. */
export type Occasion =
  | { readonly kind: 'created' }
  /** It came to one of the values from none of them; also with its first writing. */
  | { readonly kind: 'entered'; readonly field: string; readonly values: readonly string[] }
  /** It was there and has another value now. That the field was taken away is none. */
  | { readonly kind: 'changed'; readonly field: string }
  /** It was deleted, or its time was over, while the field had one of the values. */
  | { readonly kind: 'removed'; readonly field: string; readonly values: readonly string[] }
  /** It was created, removed or changed; the encrypted fields are named, for they differ whenever they are written. */
  | { readonly kind: 'any'; readonly encrypted?: readonly string[] };

interface Envelope {
  /** A ULID: the same for the same change, however often and from wherever it is read. */
  readonly id: string;
  /** Name and version, such as `ticket-opened.v1`. */
  readonly event: string;
  /** ISO 8601. */
  readonly occurredAt: string;
  /** The item's version: it counts the changes of one item, and says nothing about another's. */
  readonly sequence: number;
}

export type DomainEvent<F extends object = object> = Envelope & Readonly<F>;

/** A strict object, so that what it does not name is refused. */
type FactsSchema<F> = z.ZodType<F> & { readonly shape: Readonly<Record<string, unknown>> };

interface EventOptions<F extends object> {
  /** In the past tense, such as `ticket-opened`. */
  readonly name: string;
  /** What was published stays as it is: another shape is another version. */
  readonly version: number;
  /** The type of the items. By name, so that whoever reads events need not load the entity. */
  readonly entity: string;
  readonly description: string;
  readonly when: Occasion;
  /**
   * The facts: ids and what is not personal. Fields of the item are taken by their names. Made when the first such event
   * is read.
   */
  readonly schema: () => FactsSchema<F>;
  /** The facts that are no fields of the item. */
  readonly derive?: (before: Fields | undefined, after: Fields | undefined) => Fields;
  readonly examples: { readonly good: readonly NoInfer<F>[]; readonly bad: readonly Fields[] };
}

export interface EventDefinition<F extends object = object> {
  readonly name: string;
  readonly version: number;
  readonly entity: string;
  readonly description: string;
  readonly when: Occasion;
  readonly schema: FactsSchema<F>;
  readonly examples: { readonly good: readonly F[]; readonly bad: readonly Fields[] };
  /** The event, if the change is one. Throws INVALID_INPUT when the item does not hold its facts. */
  read(change: ChangeRecord): DomainEvent<F> | undefined;
}

function occurs(when: Occasion, before: Fields | undefined, after: Fields | undefined): boolean {
  switch (when.kind) {
    case 'created':
      return before === undefined;
    case 'entered':
      return isAmong(when, after) && !isAmong(when, before);
    case 'changed':
      return before !== undefined && after?.[when.field] !== undefined && after[when.field] !== before[when.field];
    case 'removed':
      return after === undefined && isAmong(when, before);
    case 'any':
      return !isDeepStrictEqual(without(when.encrypted, before), without(when.encrypted, after));
  }
}

interface Place {
  readonly field: string;
  readonly values: readonly string[];
}

function isAmong({ field, values }: Place, fields: Fields | undefined): boolean {
  const value = fields?.[field];
  return typeof value === 'string' && values.includes(value);
}

/** What an upgrade rewrites alike is no change either. */
function without(encrypted: readonly string[] = [], fields: Fields | undefined): Fields | undefined {
  const left = fields && Object.entries(fields).filter(([field]) => !['schemaVersion', ...encrypted].includes(field));
  return left && Object.fromEntries(left);
}

/**
 * Defines an event once, for whoever derives, documents, filters or takes it. Calls are marked as pure: a bundle leaves out
 * the events of a module that it does not read, examples and all.
 */
export function defineEvent<F extends object>(options: EventOptions<F>): EventDefinition<F> {
  const { name, version, entity, when, derive } = options;
  const event = `${name}.v${version}`;
  let made: FactsSchema<F> | undefined;
  function schemaOf(): FactsSchema<F> {
    made ??= options.schema();
    return made;
  }
  const named = (data: Fields): Fields => {
    const fields: Record<string, unknown> = {};
    for (const field in schemaOf().shape) if (data[field] !== undefined) fields[field] = data[field];
    return fields;
  };
  return {
    ...options,
    get schema() {
      return schemaOf();
    },
    read({ before: old, after, notedAt }) {
      const item = after ?? old;
      if (item?.type !== entity) return undefined;
      // What was written over something that had expired is another item under the same key.
      const before = after === undefined || after.created_at === old?.created_at ? old : undefined;
      if (!occurs(when, before?.data, after?.data)) return undefined;
      const facts = parseInput(schemaOf(), { ...named(item.data), ...derive?.(before?.data, after?.data) }, event);
      // The table notes the time of every change; only a record made by hand has none.
      const occurredAt = after?.updated_at ?? notedAt ?? item.updated_at;
      const sequence = after?.version ?? item.version + 1;
      return {
        // Most readers act by the item's own ids: a hash for each change would be half of what reading one costs.
        get id() {
          return deterministicId(new Date(occurredAt), item.PK, item.SK, item.created_at, String(sequence), event);
        },
        event,
        occurredAt,
        sequence,
        ...facts,
      };
    },
  };
}

/** What an event of the occasion `any` says besides its facts; goes with `changeOf`. */
export const changeSchema = z.enum(['added', 'changed', 'removed']);

export function changeOf(
  before: Fields | undefined,
  after: Fields | undefined,
): { change: z.infer<typeof changeSchema> } {
  if (before === undefined) return { change: 'added' };
  return { change: after === undefined ? 'removed' : 'changed' };
}
