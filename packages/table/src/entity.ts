import type { Clock } from '@bos/kernel/clock';
import * as z from 'zod';
import type { KeyScope } from './encryption/key-scope.ts';
import { type KeyParts, partsOf, renderKey, renderKeyPrefix, renderSparseKey } from './key-template.ts';
import { RETENTION, type RetentionPeriod } from './retention.ts';

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
  readonly schemaVersion: number;
  /** The fields as the domain sees them, without version and times. */
  readonly schema: z.ZodType<T>;
  /** Key templates. An index whose parts are absent leaves the item out of it. */
  readonly keys: EntityKeys;
  /** Key parts that are computed rather than stored, such as `open` or `closed` from a status. */
  readonly derived?: (entity: T) => KeyParts;
  /** The fields that are encrypted, and whose key does it. */
  readonly personal?: { readonly fields: readonly (keyof T & string)[]; readonly scope: (entity: T) => KeyScope };
  /** Counted from the time given; undefined means kept. */
  readonly retention?: { readonly period: RetentionPeriod; readonly from: (entity: T) => string | undefined };
}

export interface EntityDefinition<T extends object> extends EntityOptions<T> {
  keysOf(entity: T): EntityKeys;
  /** The primary key from its parts alone; throws when one is missing. */
  primaryKey(parts: KeyParts): { readonly PK: string; readonly SK: string };
  /** `ttl` in seconds since the epoch. */
  expiryOf(entity: T): number | undefined;
}

const INDEX_KEYS = ['GSI1PK', 'GSI1SK', 'GSI2PK', 'GSI2SK'] as const;

/** All index keys of a tenant's item carry its building, for IAM checks only the table's own key. */
function assertOneBuilding(type: string, keys: EntityKeys): void {
  const building = /^BUILDING#([^#]+)/.exec(keys.PK)?.[1];
  if (building === undefined) return;
  for (const name of ['GSI1PK', 'GSI2PK'] as const) {
    const other = /^BUILDING#([^#]+)/.exec(keys[name] ?? '')?.[1];
    if (other !== undefined && other !== building) throw new Error(`${type}: ${name} names another building than PK`);
  }
}

export function defineEntity<T extends object>(options: EntityOptions<T>): EntityDefinition<T> {
  const { type, keys, derived, retention } = options;
  return {
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
    expiryOf(entity) {
      const from = retention?.from(entity);
      if (retention === undefined || from === undefined) return undefined;
      return Math.floor((Date.parse(from) + RETENTION[retention.period]) / 1000);
    },
  };
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

/** The item as it lies in the table. */
export const storedItemSchema = z.looseObject({
  PK: z.string(),
  SK: z.string(),
  type: z.string(),
  data: z.record(z.string(), z.unknown()),
  version: z.number(),
  created_at: z.string(),
  updated_at: z.string(),
  ttl: z.number().optional(),
});

export type StoredItem = z.infer<typeof storedItemSchema>;

/** TTL is lazy: an item may be read long after it expired, and counts as gone. */
export function isExpired(item: StoredItem, clock: Clock): boolean {
  return item.ttl !== undefined && item.ttl * 1000 <= clock.now().getTime();
}
