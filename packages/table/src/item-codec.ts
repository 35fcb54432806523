import type { Clock } from '@bos/kernel/clock';
import { DomainError } from '@bos/kernel/errors';
import type { KeyRing } from './encryption/key-ring.ts';
import { openField, sealField } from './encryption/seal.ts';
import type { EntityDefinition, Stored, StoredItem } from './entity.ts';

/** Turns entities into items and back: keys, encryption, times, schema check. */
export interface ItemCodec {
  /** `version` is the version that the item will have. `createdAt` is kept when given. */
  encode<T extends object>(
    definition: EntityDefinition<T>,
    entity: T,
    stamp: { readonly version: number; readonly createdAt?: string },
  ): Promise<Record<string, unknown>>;
  /**
   * Undefined when the key of the person is gone: what was erased counts as absent, wherever it still lies. Throws
   * ITEM_UNREADABLE when the stored data does not have the entity's shape.
   */
  decode<T extends object>(definition: EntityDefinition<T>, item: StoredItem): Promise<Stored<T> | undefined>;
}

/** Binds a field to its item: an encrypted value copied elsewhere does not open. */
function fieldContext(PK: string, SK: string, field: string): string {
  return `${PK}\n${SK}\n${field}`;
}

export function createItemCodec(keys: KeyRing, clock: Clock): ItemCodec {
  return {
    async encode(definition, entity, { version, createdAt }) {
      const itemKeys = definition.keysOf(entity);
      const data: Record<string, unknown> = {
        ...definition.schema.parse(entity),
        schemaVersion: definition.schemaVersion,
      };
      const { personal } = definition;
      if (personal) {
        const key = await keys.dataKey(personal.scope(entity));
        for (const field of personal.fields) {
          if (data[field] === undefined) continue;
          data[field] = sealField(key, data[field], fieldContext(itemKeys.PK, itemKeys.SK, field));
        }
      }
      const now = clock.now().toISOString();
      const ttl = definition.expiryOf(entity);
      return {
        ...itemKeys,
        type: definition.type,
        data,
        version,
        created_at: createdAt ?? now,
        updated_at: now,
        ...(ttl !== undefined && { ttl }),
      };
    },

    async decode<T extends object>(definition: EntityDefinition<T>, item: StoredItem) {
      const { schemaVersion: _schemaVersion, ...data } = item.data;
      const { personal } = definition;
      if (personal?.fields.some((field) => data[field] !== undefined)) {
        // Scopes are made of ids, which are never encrypted: the stored data serves to find the key.
        const key = await keys.existingDataKey(personal.scope(data as T));
        if (!key) return undefined;
        for (const field of personal.fields) {
          if (data[field] !== undefined)
            data[field] = openField(key, data[field], fieldContext(item.PK, item.SK, field));
        }
      }
      const parsed = definition.schema.safeParse(data);
      if (!parsed.success) {
        const fields = parsed.error.issues.map((issue) => issue.path.join('.')).join(', ');
        throw new DomainError(
          'unavailable',
          'ITEM_UNREADABLE',
          `A stored ${definition.type} is not readable: ${fields}.`,
        );
      }
      return { ...parsed.data, version: item.version, createdAt: item.created_at, updatedAt: item.updated_at };
    },
  };
}
