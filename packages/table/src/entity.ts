import type { TransitionTable } from '@bos/kernel/transitions';
import type * as z from 'zod';
import type { KeyScope } from './encryption/key-scope.ts';
import { type KeyParts, partsOf, renderKey, renderKeyPrefix, renderSparseKey } from './key-template.ts';
import type { RetentionPeriod } from './retention.ts';
import { buildingOf } from './stored-item.ts';
import { assertUpgradePath, type Upgrade } from './upgrade.ts';

/** What the table adds to every entity: the optimistic version and two ISO 8601 times. */
export type Stored<T> = T & { readonly version: number; readonly createdAt: string; readonly updatedAt: string };

export interface EntityKeys {
  readonly PK: string;
  readonly SK: string;
  readonly GSI1PK?: string;
  readonly GSI1SK?: string;
  readonly GSI2PK?: string;
  readonly GSI2SK?: string;
}

export interface EntityOptions<T extends object> {
  /** The item's `type`, and ElectroDB's entity name. */
  readonly type: string;
  readonly description: string;
  /** Counts the shapes that were ever stored. A new one needs an upgrade from the one before. */
  readonly schemaVersion: number;
  /** From each older version that may still lie in the table to the next, in order. Items are rewritten as they are written. */
  readonly upgrades?: readonly Upgrade[];
  /** The fields as the domain sees them, without version and times. */
  readonly schema: z.ZodType<T>;
  /** Key templates. An index whose parts are absent leaves the item out of it. */
  readonly keys: EntityKeys;
  /** Key parts that are computed rather than stored, such as `open` or `closed` from a status. */
  readonly derived?: (entity: T) => KeyParts;
  /** The field that holds the state, and which state may follow which: every `replace` is held to it. */
  readonly states?: { readonly field: keyof T & string; readonly moves: TransitionTable<string> };
  /** The fields that are encrypted, and whose key does it. */
  readonly personal?: { readonly fields: readonly (keyof T & string)[]; readonly scope: (entity: T) => KeyScope };
  /** Counted from the time given (ISO 8601), when the item came to rest; undefined means kept. */
  readonly retention?: {
    readonly period: RetentionPeriod;
    readonly from: (entity: T, createdAt: string) => string | undefined;
  };
}

/** An entity whose type does not matter, as in a list of them. */
export interface AnyEntity
  extends Pick<
    EntityOptions<never>,
    'type' | 'description' | 'schemaVersion' | 'upgrades' | 'keys' | 'retention' | 'personal'
  > {
  readonly schema: z.ZodType;
  /** Runs what works for any entity with this one, type and all. */
  visit<R>(visitor: <T extends object>(definition: EntityDefinition<T>) => R): R;
}

export interface EntityDefinition<T extends object> extends EntityOptions<T> {
  keysOf(entity: T): EntityKeys;
  /** The primary key from its parts alone; throws when one is missing. */
  primaryKey(parts: KeyParts): { readonly PK: string; readonly SK: string };
  visit<R>(visitor: <U extends object>(definition: EntityDefinition<U>) => R): R;
}

const INDEX_KEYS = ['GSI1PK', 'GSI1SK', 'GSI2PK', 'GSI2SK'] as const;

/** All index keys of a tenant's item carry its building, for IAM checks only the table's own key. */
function assertOneBuilding(type: string, keys: EntityKeys): void {
  const building = buildingOf(keys.PK);
  if (building === undefined) return;
  for (const name of ['GSI1PK', 'GSI2PK'] as const) {
    const other = buildingOf(keys[name] ?? '');
    if (other !== undefined && other !== building) throw new Error(`${type}: ${name} names another building than PK`);
  }
}

/** Throws when the upgrades have a gap. */
export function defineEntity<T extends object>(options: EntityOptions<T>): EntityDefinition<T> {
  const { type, keys, derived } = options;
  assertUpgradePath(options);
  const definition: EntityDefinition<T> = {
    ...options,
    keysOf(entity) {
      const parts: KeyParts = { ...entity, ...derived?.(entity) };
      const rendered: Record<string, string> = { PK: renderKey(keys.PK, parts), SK: renderKey(keys.SK, parts) };
      for (const name of INDEX_KEYS) {
        const key = keys[name] === undefined ? undefined : renderSparseKey(keys[name], parts);
        if (key !== undefined) rendered[name] = key;
      }
      for (const index of ['GSI1', 'GSI2']) {
        if (rendered[`${index}PK`] === undefined || rendered[`${index}SK`] === undefined) {
          delete rendered[`${index}PK`];
          delete rendered[`${index}SK`];
        }
      }
      const result = { ...rendered, PK: rendered.PK ?? '', SK: rendered.SK ?? '' };
      assertOneBuilding(type, result);
      return result;
    },
    primaryKey: (parts) => ({ PK: renderKey(keys.PK, parts), SK: renderKey(keys.SK, parts) }),
    visit: (visitor) => visitor(definition),
  };
  return definition;
}

/** A range of one partition, newest or oldest first. */
export interface Pattern {
  readonly index?: 'GSI1' | 'GSI2';
  readonly partition: string;
  readonly prefix: string;
}

/** The keys of a list: the partition from its parts, the sort keys as far as their parts are given. */
export function patternOf<T extends object>(
  definition: EntityDefinition<T>,
  parts: KeyParts,
  index?: 'GSI1' | 'GSI2',
): Pattern {
  const partitionTemplate = index ? definition.keys[`${index}PK`] : definition.keys.PK;
  const sortTemplate = index ? definition.keys[`${index}SK`] : definition.keys.SK;
  if (partitionTemplate === undefined || sortTemplate === undefined) {
    throw new Error(`${definition.type} has no ${index}`);
  }
  return {
    ...(index && { index }),
    partition: renderKey(partitionTemplate, parts),
    prefix: renderKeyPrefix(sortTemplate, parts),
  };
}

/** Every key part that an entity's templates name and its schema or `derived` must provide. */
export function keyPartsOf({ keys }: { readonly keys: EntityKeys }): string[] {
  return [...new Set(Object.values(keys).flatMap((template) => partsOf(template)))];
}
