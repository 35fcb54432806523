import type { IndexName } from './definition.ts';
import { type KeyScope, scopeKey } from './encryption/key-scope.ts';
import type { AnyEntity } from './entity.ts';
import { partsOf } from './key-template.ts';

/** One kind of partition: a key template of an entity, in the table or in an index, or of a wrapped key in its own table. */
export interface Place {
  /** The entity's type, or `key/platform` for a wrapped key. */
  readonly type: string;
  readonly where: 'table' | IndexName | 'keys';
  readonly template: string;
}

/** Whose the items of a partition are. */
export type Owner =
  /** One building's. */
  | 'tenant'
  /** Nobody's, found under a key of their own. */
  | 'directory'
  /** Several buildings': what one person, or one channel, has in all of them. */
  | 'list'
  /** Every building's: a list of everything there is. */
  | 'everything';

const TENANT = 'BUILDING#{buildingId}';

/** Every kind of wrapped key, with the names of its parts where their values would stand. */
const KEY_SCOPES: { readonly [K in KeyScope['kind']]: Extract<KeyScope, { kind: K }> } = {
  platform: { kind: 'platform' },
  index: { kind: 'index' },
  'lasting-index': { kind: 'lasting-index' },
  sender: { kind: 'sender', senderHash: '{senderHash}' },
  person: { kind: 'person', userId: '{userId}' },
  building: { kind: 'building', buildingId: '{buildingId}' },
  membership: { kind: 'membership', buildingId: '{buildingId}', userId: '{userId}' },
};

/** Every kind of partition that there is. */
export function placesOf(entities: readonly AnyEntity[]): Place[] {
  const ofEntities = entities.flatMap(({ type, keys }): Place[] => [
    { type, where: 'table', template: keys.PK },
    ...(['GSI1', 'GSI2'] as const).flatMap((where): Place[] => {
      const template = keys[`${where}PK`];
      return template === undefined ? [] : [{ type, where, template }];
    }),
  ]);
  const ofKeys = Object.values(KEY_SCOPES).map(
    (scope): Place => ({ type: `key/${scope.kind}`, where: 'keys', template: scopeKey(scope).PK }),
  );
  return [...ofEntities, ...ofKeys];
}

export function ownerOf({ where, template }: Place): Owner {
  if (template === TENANT || template.startsWith(`${TENANT}#`)) return 'tenant';
  if (where === 'table' || where === 'keys') return 'directory';
  return partsOf(template).length === 0 ? 'everything' : 'list';
}

/** Values of IAM's `dynamodb:LeadingKeys`, for the table, each index, and the table of the wrapped keys. */
export type LeadingKeys = Readonly<Record<Place['where'], readonly string[]>>;

function collect(places: readonly Place[], keyOf: (place: Place) => string): LeadingKeys {
  const at = (where: Place['where']): string[] =>
    [...new Set(places.filter((place) => place.where === where).map(keyOf))].sort();
  return { table: at('table'), GSI1: at('GSI1'), GSI2: at('GSI2'), keys: at('keys') };
}

/**
 * The partitions of one building, which `building` stands for: a name or a variable of IAM. Never `BUILDING#b*`, which
 * would open b10 to b1.
 */
export function tenantKeys(places: readonly Place[], building: string): LeadingKeys {
  const own = places.filter((place) => ownerOf(place) === 'tenant');
  return collect(own, ({ template }) => `BUILDING#${building}${template === TENANT ? '' : '#*'}`);
}

/** The partitions of these kinds, whatever stands for their parts. Throws RangeError for a tenant's or an unknown kind. */
export function sharedKeys(
  places: readonly Place[],
  owner: Exclude<Owner, 'tenant' | 'everything'>,
  types: readonly string[],
): LeadingKeys {
  const named = places.filter((place) => types.includes(place.type) && ownerOf(place) === owner);
  const missing = types.find((type) => !named.some((place) => place.type === type));
  if (missing !== undefined) throw new RangeError(`${missing} has no partition of the kind ${owner}`);
  return collect(named, ({ template }) => template.replaceAll(/\{\w+\}/g, '*'));
}
