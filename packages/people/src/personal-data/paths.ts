import type { IndexName } from '@bos/table/definition';
import type { AnyEntity } from '@bos/table/entity';
import { partsOf } from '@bos/table/key-template';
import { type Subject, subjectsOf } from './subjects.ts';

/** How all items of one entity that concern a person are reached: by a key that names them, or below such an item. */
export type Path =
  | {
      readonly kind: 'key';
      readonly entity: AnyEntity;
      readonly subject: Subject;
      readonly index: IndexName | undefined;
    }
  | { readonly kind: 'below'; readonly entity: AnyEntity; readonly parent: AnyEntity };

const PLACES: readonly (IndexName | undefined)[] = [undefined, 'GSI1', 'GSI2'];

export function templatesOf({ keys }: AnyEntity, index: IndexName | undefined) {
  const [partition, sort] = index === undefined ? [keys.PK, keys.SK] : [keys[`${index}PK`], keys[`${index}SK`]];
  return partition === undefined || sort === undefined ? undefined : { partition, sort };
}

/** Whether one range of that place holds all items of a person, and of few others. */
function leadsTo(entity: AnyEntity, { field }: Subject, index: IndexName | undefined): boolean {
  const templates = templatesOf(entity, index);
  if (templates === undefined) return false;
  const partition = partsOf(templates.partition);
  if (!partition.every((part) => part === field || part === 'buildingId')) return false;
  if (partition.includes(field)) return true;
  // The person's id comes first in the sort key.
  return partition.length > 0 && partsOf(templates.sort)[0] === field;
}

/**
 * The items of an entity whose partition is made from another item's own key, all of it, lie below that one. A part of it
 * does not make them so: what lies in the partition of a unit is not that of one who lives there.
 */
function parentOf(entity: AnyEntity, candidates: readonly AnyEntity[]): AnyEntity | undefined {
  const partition = partsOf(entity.keys.PK);
  if (partition.every((part) => part === 'buildingId')) return undefined;
  return candidates.find((candidate) => {
    const own = [...partsOf(candidate.keys.PK), ...partsOf(candidate.keys.SK)];
    const isWhole = own.every((part) => partition.includes(part));
    return candidate !== entity && isWhole && partition.every((part) => own.includes(part));
  });
}

/** The ways to everything that concerns a person, told from the keys alone. Parents come before what lies below them. */
export function pathsOf(entities: readonly AnyEntity[]): readonly Path[] {
  const paths: Path[] = [];
  for (const entity of entities) {
    for (const subject of subjectsOf(entity)) {
      const place = PLACES.findIndex((index) => leadsTo(entity, subject, index));
      if (place >= 0) paths.push({ kind: 'key', entity, subject, index: PLACES[place] });
    }
  }
  const reached = (): AnyEntity[] => paths.map(({ entity }) => entity);
  // What lies below something below is found in the next round.
  for (let before = -1; before < paths.length; ) {
    before = paths.length;
    for (const entity of entities) {
      if (reached().includes(entity)) continue;
      const parent = parentOf(entity, reached());
      if (parent) paths.push({ kind: 'below', entity, parent });
    }
  }
  return paths;
}

/** Entities with fields that name a person, of whom no path leads to the items: `note.userId`. */
export function unreached(entities: readonly AnyEntity[]): string[] {
  const paths = pathsOf(entities);
  return entities.flatMap((entity) =>
    subjectsOf(entity)
      .filter(({ field }) =>
        paths.every((path) => path.entity !== entity || (path.kind === 'key' && path.subject.field !== field)),
      )
      .map(({ field }) => `${entity.type}.${field}`),
  );
}
