import { INDEXES, type IndexName } from '@bos/table/definition';
import { type KeyScope, scopeKey } from '@bos/table/encryption/key-scope';
import { ENTITIES } from '../../functions/entities.ts';

/** The table, an index of it, or the table of the wrapped keys: each has partitions of its own. */
export type Place = 'table' | IndexName | 'keys';

export const PLACES: readonly Place[] = ['table', 'GSI1', 'GSI2', 'keys'];

/** Of each kind of key one, with the names of its parts for values. */
const SCOPES: readonly KeyScope[] = [
  { kind: 'platform' },
  { kind: 'index' },
  { kind: 'lasting-index' },
  { kind: 'building', buildingId: '{buildingId}' },
  { kind: 'person', userId: '{userId}' },
  { kind: 'sender', senderHash: '{senderHash}' },
];

const TEMPLATES: Readonly<Record<Place, readonly string[]>> = {
  table: ENTITIES.map(({ keys }) => keys.PK),
  GSI1: ENTITIES.flatMap(({ keys }) => keys.GSI1PK ?? []),
  GSI2: ENTITIES.flatMap(({ keys }) => keys.GSI2PK ?? []),
  keys: SCOPES.map((scope) => scopeKey(scope).PK),
};

const literalLength = (template: string): number => template.replace(/\{\w+\}/g, '').length;

const MATCHERS = new Map(
  PLACES.map((place) => [
    place,
    [...new Set(TEMPLATES[place])]
      .toSorted((a, b) => literalLength(b) - literalLength(a))
      .map((template) => ({
        template,
        pattern: new RegExp(`^${template.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{(\w+)\}/g, '(?<$1>[^#]+)')}$`),
      })),
  ]),
);

export interface TemplateMatch {
  readonly template: string;
  readonly parts: Readonly<Record<string, string>>;
}

/** The definition that a partition's key was written by. Throws for a key that no entity has. */
export function templateOf(place: Place, partition: string): TemplateMatch {
  for (const { template, pattern } of MATCHERS.get(place) ?? []) {
    const found = pattern.exec(partition);
    if (found) return { template, parts: { ...found.groups } };
  }
  throw new Error(`No entity has the partition ${partition} in ${place}`);
}

/**
 * What the partition of an index would be if it were named by its kind alone, as in designs that list one kind of item
 * over all buildings: `BUILDING#{buildingId}#MISSION` is `MISSION`, `BUILDING#{buildingId}#USER#{userId}` is `USER`.
 */
export function constantKeyOf(template: string): string {
  const words = template.split('#').filter((part) => !part.startsWith('{'));
  return words.findLast((word) => word !== 'BUILDING') ?? 'BUILDING';
}

export const indexNames: readonly IndexName[] = Object.keys(INDEXES).filter(
  (name): name is IndexName => name in INDEXES,
);
