import type { Clock } from '@bos/kernel/clock';
import { DomainError } from '@bos/kernel/errors';
import type { KeyRing } from './encryption/key-ring.ts';
import { fieldContext, newestVersion, openField, sealField } from './encryption/seal.ts';
import type { EntityDefinition, Stored } from './entity.ts';
import { type FindRetentionOverrides, isOverridable, termOf } from './retention.ts';
import { buildingOf, foreignItem, type StoredItem } from './stored-item.ts';
import { upgradesFrom } from './upgrade.ts';

/** Turns entities into items and back: keys, encryption, times, schema check. */
export interface ItemCodec {
  /** `version` is the version that the item will have. `createdAt` is kept when given. */
  encode<T extends object>(
    definition: EntityDefinition<T>,
    entity: T,
    stamp: { readonly version: number; readonly createdAt?: string },
  ): Promise<Record<string, unknown>>;
  /**
   * Undefined when the key of the person is gone: what was erased counts as absent, wherever it still lies. Older
   * schemas are upgraded. Throws ITEM_UNREADABLE when the stored data does not have the entity's shape, ITEM_FOREIGN when
   * it lies under keys that are not its own, SCHEMA_TOO_NEW when a later release wrote it.
   */
  decode<T extends object>(definition: EntityDefinition<T>, item: StoredItem): Promise<Stored<T> | undefined>;
}

function unreadable(type: string, fields: readonly string[]): DomainError {
  return new DomainError('unavailable', 'ITEM_UNREADABLE', `A stored ${type} is not readable: ${fields.join(', ')}.`);
}

export interface ItemCodecDependencies {
  readonly keys: KeyRing;
  readonly clock: Clock;
  /** A building's own terms. Not asked for what has no building, has not come to rest, or whose term is fixed. */
  readonly retention: FindRetentionOverrides;
}

export function createItemCodec({ keys, clock, retention: findOverrides }: ItemCodecDependencies): ItemCodec {
  /** `ttl` in seconds since the epoch. */
  async function expiryOf<T extends object>(
    { type, retention }: EntityDefinition<T>,
    entity: T,
    createdAt: string,
    PK: string,
  ): Promise<number | undefined> {
    const from = retention?.from(entity, createdAt);
    if (retention === undefined || from === undefined) return undefined;
    const building = isOverridable(retention.period) ? buildingOf(PK) : undefined;
    const overrides = building === undefined ? undefined : await findOverrides(building);
    const expiry = Math.floor((Date.parse(from) + termOf(retention.period, overrides)) / 1000);
    if (!Number.isSafeInteger(expiry)) throw new RangeError(`${type}: retention counts from a time, not from this`);
    return expiry;
  }

  /** The data with the named fields decrypted; undefined when their key is gone. */
  async function unseal<T extends object>(
    { type, personal }: EntityDefinition<T>,
    { PK, SK, data: { schemaVersion: _schemaVersion, ...data } }: StoredItem,
    fields: readonly string[],
  ): Promise<Record<string, unknown> | undefined> {
    const sealed = fields.filter((field) => data[field] !== undefined);
    if (sealed.length === 0) return data;
    if (personal === undefined) throw unreadable(type, sealed);
    // Scopes are made of ids, which are never encrypted: the stored data serves to find the key.
    const needed = newestVersion(sealed.map((field) => data[field]));
    const key = await keys.existingDataKey(personal.scope(data as T), needed);
    if (!key) return undefined;
    const opened = sealed.map((field) => [field, openField(key, data[field], fieldContext(PK, SK, field))]);
    return { ...data, ...Object.fromEntries(opened) };
  }

  return {
    async encode(definition, entity, { version, createdAt }) {
      const parsed = definition.schema.parse(entity);
      const itemKeys = definition.keysOf(parsed);
      const data: Record<string, unknown> = { ...parsed, schemaVersion: definition.schemaVersion };
      const { personal } = definition;
      if (personal) {
        const dataKeys = await keys.dataKey(personal.scope(parsed));
        for (const field of personal.fields) {
          if (data[field] === undefined) continue;
          data[field] = sealField(dataKeys, data[field], fieldContext(itemKeys.PK, itemKeys.SK, field));
        }
      }
      const now = clock.now().toISOString();
      const ttl = await expiryOf(definition, parsed, createdAt ?? now, itemKeys.PK);
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
      const { type, personal } = definition;
      const upgrades = upgradesFrom(definition, item.data.schemaVersion);
      const before = upgrades.find((upgrade) => upgrade.personal !== undefined)?.personal;
      const data = await unseal(definition, item, before ?? personal?.fields ?? []);
      if (data === undefined) return undefined;
      const upgraded = upgrades.reduce((older, { apply }) => apply(older), data);
      const parsed = definition.schema.safeParse(upgraded);
      if (!parsed.success) {
        const fields = parsed.error.issues.map((issue) => issue.path.join('.'));
        throw unreadable(type, fields);
      }
      const { PK, SK } = definition.primaryKey({ ...parsed.data, ...definition.derived?.(parsed.data) });
      if (PK !== item.PK || SK !== item.SK) throw foreignItem(type);
      return { ...parsed.data, version: item.version, createdAt: item.created_at, updatedAt: item.updated_at };
    },
  };
}
