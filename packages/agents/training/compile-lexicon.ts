import { formHash, type Lexicon, LONGEST_FORM, STEM_LENGTH, stemHash } from '../src/understanding/text/lexicon.ts';
import { tokenise } from '../src/understanding/text/tokens.ts';
import type { LexiconEntry } from './read-data.ts';

const MOST_PER_FORM = 3;
const MOST_PER_STEM = 2;

type Table = Map<number, number[]>;

function add(table: Table, key: number, concept: number): void {
  const known = table.get(key);
  if (known === undefined) table.set(key, [concept]);
  else if (!known.includes(concept)) known.push(concept);
}

function flatten(table: Table, most: number): { keys: Uint32Array; values: Uint16Array } {
  // A stem or form of many concepts says nothing about any of them.
  const pairs = [...table.entries()].filter(([, concepts]) => concepts.length <= most);
  const flat = pairs.flatMap(([key, concepts]) => concepts.map((concept) => ({ key, concept })));
  flat.sort((a, b) => a.key - b.key || a.concept - b.concept);
  return {
    keys: Uint32Array.from(flat, (entry) => entry.key),
    values: Uint16Array.from(flat, (entry) => entry.concept),
  };
}

/** Areas of words that stand in any question and tell no subject. */
const SUBJECTLESS_AREAS: ReadonlySet<string> = new Set(
  'verbs adjectives idioms connectives questions quantities greeting abstract time sizes feelings messages'.split(' '),
);

/** Areas of life in which danger is spoken of; the small emergency model knows only these. */
export const DANGER_AREAS: ReadonlySet<string> = new Set(
  'emergency fire gas health security smells power water elevator_gate people insurance weather'.split(' '),
);

/** Compiles the lexicon into sorted hash tables. Forms longer than three words are left out: nothing looks them up. */
export function compileLexicon(
  entries: readonly LexiconEntry[],
  keep: (entry: LexiconEntry) => boolean = () => true,
): Lexicon {
  const forms: Table = new Map();
  const stems: Table = new Map();
  const areas = [...new Set(entries.map((entry) => entry.area))].sort();
  for (const [concept, entry] of entries.entries()) {
    if (!keep(entry)) continue;
    for (const form of [...entry.pt, ...entry.en, ...entry.es]) {
      const words = tokenise(form)
        .filter((token) => token.kind !== 'mark')
        .map((token) => token.folded);
      if (words.length === 0 || words.length > LONGEST_FORM) continue;
      add(forms, formHash(words.join(' ')), concept);
      const [only] = words;
      if (words.length === 1 && only !== undefined && only.length >= STEM_LENGTH) add(stems, stemHash(only), concept);
    }
  }
  const form = flatten(forms, MOST_PER_FORM);
  const stem = flatten(stems, MOST_PER_STEM);
  return {
    forms: form.keys,
    formConcepts: form.values,
    stems: stem.keys,
    stemConcepts: stem.values,
    areas: Uint8Array.from(entries, (entry) => areas.indexOf(entry.area)),
    general: Uint8Array.from(entries, (entry) => (entry.general || SUBJECTLESS_AREAS.has(entry.area) ? 1 : 0)),
  };
}
