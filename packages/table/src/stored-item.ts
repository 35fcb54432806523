import type { Clock } from '@bos/kernel/clock';
import { DomainError } from '@bos/kernel/errors';
import * as z from 'zod';

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
export function isExpired({ ttl }: Pick<StoredItem, 'ttl'>, clock: Clock): boolean {
  return ttl !== undefined && ttl * 1000 <= clock.now().getTime();
}

/** The building that a key names; undefined for what belongs to no single one. */
export function buildingOf(key: string): string | undefined {
  return /^BUILDING#([^#]+)/.exec(key)?.[1];
}

/** What lies under a key that it does not belong to is not handed out, whatever index led to it. */
export function foreignItem(type: string): DomainError {
  return new DomainError('unavailable', 'ITEM_FOREIGN', `A stored ${type} does not belong where it was found.`);
}
