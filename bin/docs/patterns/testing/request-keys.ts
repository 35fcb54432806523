import type { AnyEntity } from '@bos/table/entity';

/** Where a request looks, in the templates of the entity that it looks for. */
export interface RequestKeys {
  readonly entity: string;
  readonly partition: string;
  /** As far as the request names it; `…` stands for the rest. */
  readonly sort: string;
}

const quoted = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Matches every key that the template can give. */
function matches(template: string, key: string): boolean {
  const pieces = template.split(/\{(\w+)\}/);
  const pattern = pieces.map((piece, position) => (position % 2 === 1 ? '[^#]+' : quoted(piece))).join('');
  return new RegExp(`^${pattern}$`).test(key);
}

/** The template as far as a prefix reaches; undefined when the prefix is none of its keys'. */
function reached(template: string, prefix: string): string | undefined {
  const pieces = template.split(/(\{\w+\})/);
  const beginnings = pieces.map((_piece, position) => pieces.slice(0, position + 1).join(''));
  const found = beginnings.find((beginning) => matches(beginning, prefix));
  return found === undefined || found === template ? found : `${found}…`;
}

/** Throws when no entity, or more than one, keeps its items there. */
export function keysOfRequest(
  entities: readonly AnyEntity[],
  index: 'GSI1' | 'GSI2' | undefined,
  partition: string,
  sort: { readonly whole: boolean; readonly text: string },
): RequestKeys {
  const found = entities.flatMap(({ type, keys }): RequestKeys[] => {
    const partitionTemplate = index ? keys[`${index}PK`] : keys.PK;
    const sortTemplate = index ? keys[`${index}SK`] : keys.SK;
    if (partitionTemplate === undefined || sortTemplate === undefined) return [];
    if (!matches(partitionTemplate, partition)) return [];
    if (sort.whole) {
      return matches(sortTemplate, sort.text)
        ? [{ entity: type, partition: partitionTemplate, sort: sortTemplate }]
        : [];
    }
    const known = reached(sortTemplate, sort.text);
    return known === undefined ? [] : [{ entity: type, partition: partitionTemplate, sort: known }];
  });
  const [only, ...others] = found;
  if (only === undefined || others.length > 0) {
    throw new Error(`${found.length} entities lie at ${partition} / ${sort.text}`);
  }
  return only;
}
