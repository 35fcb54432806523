/** Everything that a new entity is called by: `work-order` in the room `operations`. */
export interface EntityNames {
  readonly room: string;
  /** `work-order` */
  readonly kebab: string;
  /** `work-orders`, the folder. */
  readonly folder: string;
  /** `work_order`, the type in the table. */
  readonly type: string;
  /** `workOrder` */
  readonly camel: string;
  /** `workOrders` */
  readonly camelPlural: string;
  /** `WorkOrder` */
  readonly pascal: string;
  /** `WORK_ORDER`, in keys. */
  readonly upper: string;
  /** `work order` and `work orders`, in sentences. */
  readonly words: string;
  readonly wordsPlural: string;
}

const NAME = /^[a-z]+(-[a-z]+)*$/;

export const isName = (text: string): boolean => NAME.test(text) && text.length <= 40;

function plural(word: string): string {
  if (/[^aeiou]y$/.test(word)) return `${word.slice(0, -1)}ies`;
  return /(s|x|z|ch|sh)$/.test(word) ? `${word}es` : `${word}s`;
}

const pascalOf = (kebab: string): string =>
  kebab.replace(/(^|-)([a-z])/g, (_all, _dash, letter) => letter.toUpperCase());
const camelOf = (kebab: string): string => kebab.replace(/-([a-z])/g, (_all, letter) => letter.toUpperCase());

export function namesOf(room: string, kebab: string): EntityNames {
  const folder = plural(kebab);
  return {
    room,
    kebab,
    folder,
    type: kebab.replaceAll('-', '_'),
    camel: camelOf(kebab),
    camelPlural: camelOf(folder),
    pascal: pascalOf(kebab),
    upper: kebab.replaceAll('-', '_').toUpperCase(),
    words: kebab.replaceAll('-', ' '),
    wordsPlural: folder.replaceAll('-', ' '),
  };
}

/** `a work order`, `an invoice`. */
export const withArticle = (words: string): string => `${/^[aeiou]/.test(words) ? 'an' : 'a'} ${words}`;
