import type { AnyEntity } from '../entity.ts';
import type { RawItems } from '../raw-items.ts';
import type { StoredItem } from '../stored-item.ts';
import type { KeyRing } from './key-ring.ts';
import { type KeyScope, scopeName } from './key-scope.ts';
import { fieldContext, newestVersion, openField, sealField, versionOf } from './seal.ts';

export interface ResealDependencies {
  readonly items: RawItems;
  readonly keys: KeyRing;
  readonly entities: readonly AnyEntity[];
}

/** Whose key seals an item's fields; undefined when none of them is sealed. */
export function scopeOfItem(entity: AnyEntity | undefined, { data }: StoredItem): KeyScope | undefined {
  const { personal } = entity ?? {};
  if (personal === undefined || newestVersion(personal.fields.map((field) => data[field])) === undefined)
    return undefined;
  // Scopes are made of ids, which are never encrypted: the stored data serves to find the key.
  return personal.scope(data as never);
}

/**
 * Seals with the present key of its scope whatever a former one seals, among these items, and says how many there
 * were. An item keeps its version and its times, for nothing in it changes. One that somebody writes meanwhile is
 * sealed anew by that very write. What was erased is left as it is.
 */
export async function resealItems(
  { items, keys, entities }: ResealDependencies,
  among: AsyncIterable<StoredItem>,
  scopes: ReadonlySet<string>,
): Promise<number> {
  const byType = new Map(entities.map((entity) => [entity.type, entity]));
  let resealed = 0;
  for await (const item of among) {
    const entity = byType.get(item.type);
    const scope = scopeOfItem(entity, item);
    if (!entity?.personal || !scope || !scopes.has(scopeName(scope))) continue;
    const stale = entity.personal.fields.filter((field) => versionOf(item.data[field]) !== undefined);
    const dataKeys = await keys.existingDataKey(scope, newestVersion(stale.map((field) => item.data[field])));
    if (!dataKeys || stale.every((field) => versionOf(item.data[field]) === dataKeys.current.version)) continue;
    const fields = stale.map((field) => {
      const context = fieldContext(item.PK, item.SK, field);
      return [field, sealField(dataKeys, openField(dataKeys, item.data[field], context), context)];
    });
    if (await items.rewrite({ ...item, data: { ...item.data, ...Object.fromEntries(fields) } })) resealed++;
  }
  return resealed;
}
