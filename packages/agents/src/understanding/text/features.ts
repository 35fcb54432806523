import { hashEnd, hashNumbers, hashStart, hashText, hashUnit } from './hash.ts';
import type { ConceptMatch, Lexicon } from './lexicon.ts';
import type { Token } from './tokens.ts';

const CHARACTER_SPACE = 1;
const WORD_SPACE = 2;
const WORD_PAIR_SPACE = 3;
const CONCEPT_SPACE = 4;
const CONCEPT_PAIR_SPACE = 5;
const BEFORE_CONCEPT_SPACE = 6;
const AFTER_CONCEPT_SPACE = 7;
const AREA_SPACE = 8;
const AREA_PAIR_SPACE = 9;
const SHORTEST_GRAM = 2;
const LONGEST_GRAM = 5;
/** Two concepts are a pair when at most this many tokens part them. */
const PAIR_REACH = 5;
const BOUNDARY = 32;
const DIGIT = 48;

/** The views of a text, weighed apart: many letters must not drown few concepts. */
export const VIEWS = ['characters', 'words', 'concepts', 'pairs', 'contexts', 'areas'] as const;
export type FeatureViews = Readonly<Record<(typeof VIEWS)[number], ReadonlySet<number>>>;

/** Numbers lose their value: "1103" and "0704" read alike, "15" stays apart from "1103" by its length. */
export function shapeOf(token: Token): string {
  return token.kind === 'number' ? '0'.repeat(Math.min(token.folded.length, 4)) : token.folded;
}

function addCharacters(into: Set<number>, shape: string): void {
  const units = [BOUNDARY, ...Array.from({ length: shape.length }, (_, index) => shape.charCodeAt(index)), BOUNDARY];
  for (let start = 0; start < units.length; start += 1) {
    let hash = hashStart(CHARACTER_SPACE);
    const last = Math.min(start + LONGEST_GRAM, units.length);
    for (let place = start; place < last; place += 1) {
      const unit = units[place] ?? BOUNDARY;
      hash = hashUnit(hash, unit >= DIGIT && unit < DIGIT + 10 ? DIGIT : unit);
      if (place - start + 1 >= SHORTEST_GRAM) into.add(hashEnd(hash));
    }
  }
}

function addConcepts(
  into: { concepts: Set<number>; pairs: Set<number>; areas: Set<number> },
  matches: readonly ConceptMatch[],
  areas: Uint8Array,
): void {
  for (const [index, match] of matches.entries()) {
    const area = areas[match.concept] ?? 0;
    into.concepts.add(hashNumbers(CONCEPT_SPACE, match.concept));
    into.areas.add(hashNumbers(AREA_SPACE, area));
    const neighbour = matches[index + 1];
    if (neighbour !== undefined) into.areas.add(hashNumbers(AREA_PAIR_SPACE, area, areas[neighbour.concept] ?? 0));
    for (let next = index + 1; next < matches.length; next += 1) {
      const other = matches[next];
      if (other === undefined || other.start > match.end + PAIR_REACH) break;
      if (other.start >= match.end) into.pairs.add(hashNumbers(CONCEPT_PAIR_SPACE, match.concept, other.concept));
    }
  }
}

/**
 * Hashed features of a run of tokens: character 2-5-grams inside words, words and word pairs, concepts, pairs of
 * concepts, concepts with the word before or after, areas of the lexicon.
 * @param matches the concepts of exactly these tokens
 */
export function featuresOf(tokens: readonly Token[], matches: readonly ConceptMatch[], lexicon: Lexicon): FeatureViews {
  const views = {
    characters: new Set<number>(),
    words: new Set<number>(),
    concepts: new Set<number>(),
    pairs: new Set<number>(),
    contexts: new Set<number>(),
    areas: new Set<number>(),
  };
  const shapes = tokens.map(shapeOf);
  let before = '^';
  for (const shape of shapes) {
    addCharacters(views.characters, shape);
    views.words.add(hashText(WORD_SPACE, shape));
    views.words.add(hashText(WORD_PAIR_SPACE, `${before} ${shape}`));
    before = shape;
  }
  views.words.add(hashText(WORD_PAIR_SPACE, `${before} $`));
  addConcepts(views, matches, lexicon.areas);
  for (const match of matches) {
    views.contexts.add(hashText(BEFORE_CONCEPT_SPACE, `${shapes[match.start - 1] ?? '^'} ${match.concept}`));
    views.contexts.add(hashText(AFTER_CONCEPT_SPACE, `${match.concept} ${shapes[match.end] ?? '$'}`));
  }
  return views;
}
