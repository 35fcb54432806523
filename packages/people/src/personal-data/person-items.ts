import type { AnyEntity } from '@bos/table/entity';
import { type KeyParts, partsOf, renderKey, renderKeyPrefix } from '@bos/table/key-template';
import type { RawItems } from '@bos/table/raw-items';
import type { StoredItem } from '@bos/table/stored-item';
import { type Path, pathsOf, templatesOf } from './paths.ts';
import type { Subject } from './subjects.ts';

export interface PersonItem {
  readonly entity: AnyEntity;
  readonly item: StoredItem;
  readonly role: Subject['role'];
}

export interface PersonItemsDependencies {
  readonly raw: RawItems;
  /** Every kind of item that the table holds. */
  readonly entities: readonly AnyEntity[];
}

/**
 * Everything in the table that concerns a person, in these buildings and across all. What lies below an item comes
 * before it, so that a removal that is cut short finds the rest again. Encrypted fields stay encrypted.
 */
export async function* personItems(
  { raw, entities }: PersonItemsDependencies,
  userId: string,
  buildingIds: readonly string[],
): AsyncIterable<PersonItem> {
  const paths = pathsOf(entities);

  async function* below(parent: AnyEntity, { data }: StoredItem, role: Subject['role']): AsyncIterable<PersonItem> {
    for (const path of paths) {
      if (path.kind !== 'below' || path.parent !== parent) continue;
      const { entity } = path;
      const range = { partition: renderKey(entity.keys.PK, data), prefix: renderKeyPrefix(entity.keys.SK, data) };
      for await (const item of raw.query(range)) {
        if (item.type !== entity.type) continue;
        yield* below(entity, item, role);
        yield { entity, item, role };
      }
    }
  }

  async function* along({ entity, subject: { field, role }, index }: Extract<Path, { kind: 'key' }>, parts: KeyParts) {
    const templates = templatesOf(entity, index);
    if (templates === undefined) return;
    const range = {
      ...(index && { index }),
      partition: renderKey(templates.partition, parts),
      prefix: renderKeyPrefix(templates.sort, parts),
    };
    for await (const item of raw.query(range)) {
      if (item.type !== entity.type || item.data[field] !== userId) continue;
      yield* below(entity, item, role);
      yield { entity, item, role };
    }
  }

  for (const path of paths) {
    if (path.kind !== 'key') continue;
    const { field } = path.subject;
    const inBuilding = templatesOf(path.entity, path.index)?.partition.includes('{buildingId}') === true;
    for (const building of inBuilding ? buildingIds.map((buildingId) => ({ buildingId })) : [{}]) {
      yield* along(path, { ...building, [field]: userId });
    }
  }
}

/**
 * What lies under the hash of a sender: messages that wait to be processed, and what a sender chose.
 */
export const senderItems = (
  deps: PersonItemsDependencies,
  senderHashes: readonly string[],
): AsyncIterable<StoredItem> => hashedItems(deps, 'senderHash', senderHashes);

/**
 * What lies in partitions that have that part, one of these hashes. The other parts of such a key are those of items that
 * lie in a list of all of their kind, such as the channels.
 */
export async function* hashedItems(
  { raw, entities }: PersonItemsDependencies,
  part: string,
  hashes: readonly string[],
): AsyncIterable<StoredItem> {
  const partitions = new Set(entities.map(({ keys }) => keys.PK).filter((template) => template.includes(`{${part}}`)));
  for (const entity of entities) {
    const templates = templatesOf(entity, 'GSI1');
    if (templates === undefined || templates.partition.includes('{')) continue;
    for await (const { data } of raw.query({ index: 'GSI1', partition: templates.partition, prefix: '' })) {
      for (const template of partitions) {
        for (const hash of hashes) {
          const partition = partitionOf(template, { ...data, [part]: hash });
          if (partition !== undefined) yield* raw.query({ partition, prefix: '' });
        }
      }
    }
  }
}

function partitionOf(template: string, parts: KeyParts): string | undefined {
  return partsOf(template).every((part) => typeof parts[part] === 'string') ? renderKey(template, parts) : undefined;
}
