import { hashNumbers, hashText } from './text/hash.ts';
import { type ConceptMatch, findAllConcepts, type Lexicon } from './text/lexicon.ts';
import { type Token, tokenise } from './text/tokens.ts';

/** Something that may be found: any of its texts, in any language, may match. */
export type SimilarEntry = { readonly id: string; readonly texts: readonly string[] };
export type SimilarMatch = { readonly id: string; readonly score: number };

export type TextSimilarity = {
  /** Likeness of two texts, 0 to 1, across languages: what counts are shared words and shared concepts. */
  compare(a: string, b: string): number;
  /** Entries by falling likeness of their best text; words that are rare among the entries weigh more. */
  rank(query: string, entries: readonly SimilarEntry[]): SimilarMatch[];
};

const WORD_SPACE = 61;
const CONCEPT_SPACE = 62;
/** A concept that both texts name says more than a shared word, which may be "the". */
const CONCEPT_WEIGHT = 1.5;
/** Everyday words without a subject hardly tell two questions apart. */
const GENERAL_WEIGHT = 0.15;
const SHORTEST_WORD = 3;

/** Articles and the like: too short to tell anything. */
function isShort(token: Token | undefined): boolean {
  return token === undefined || (token.kind === 'word' && token.folded.length < SHORTEST_WORD);
}

type Terms = ReadonlyMap<number, number>;

function termsOf(lexicon: Lexicon, text: string): Terms {
  const tokens = tokenise(text);
  const terms = new Map<number, number>();
  const matches = findAllConcepts(lexicon, tokens);
  const isEveryday = ({ concept }: ConceptMatch) => lexicon.general[concept] === 1;
  // "can" is a verb in one language and a dog in another: what may be an everyday word counts as one.
  const general = new Set(
    matches.flatMap((match) => (isEveryday(match) && match.end === match.start + 1 ? match.start : [])),
  );
  for (const match of matches) {
    const single = match.end === match.start + 1;
    if (single && isShort(tokens[match.start])) continue;
    const everyday = isEveryday(match) || (single && general.has(match.start));
    terms.set(hashNumbers(CONCEPT_SPACE, match.concept), everyday ? GENERAL_WEIGHT : CONCEPT_WEIGHT);
  }
  for (const [place, token] of tokens.entries()) {
    if (token.kind === 'mark' || isShort(token)) continue;
    terms.set(hashText(WORD_SPACE, token.folded), general.has(place) ? GENERAL_WEIGHT : 1);
  }
  return terms;
}

/** How rare each term is among texts: 1 for a term that none or one holds, falling towards 0.3. */
function raritiesOf(texts: readonly Terms[]): (term: number) => number {
  const counts = new Map<number, number>();
  for (const terms of texts) for (const term of terms.keys()) counts.set(term, (counts.get(term) ?? 0) + 1);
  const most = Math.log(texts.length + 1);
  return (term) => {
    const count = counts.get(term) ?? 1;
    return most === 0 ? 1 : 0.3 + 0.7 * (Math.log((texts.length + 1) / count) / most);
  };
}

function cosine(a: Terms, b: Terms, rarity: (term: number) => number): number {
  let shared = 0;
  let lengthA = 0;
  let lengthB = 0;
  for (const [term, weight] of a) {
    const value = weight * rarity(term);
    lengthA += value * value;
    const other = b.get(term);
    if (other !== undefined) shared += value * other * rarity(term);
  }
  for (const [term, weight] of b) lengthB += (weight * rarity(term)) ** 2;
  return shared === 0 ? 0 : shared / Math.sqrt(lengthA * lengthB);
}

/** Prepares the comparison of short texts, such as questions with standing answers, across the three languages. */
export function createTextSimilarity(lexicon: Lexicon): TextSimilarity {
  return {
    compare: (a, b) => cosine(termsOf(lexicon, a), termsOf(lexicon, b), () => 1),
    rank(query, entries) {
      const wanted = termsOf(lexicon, query);
      const prepared = entries.map(({ id, texts }) => ({ id, texts: texts.map((text) => termsOf(lexicon, text)) }));
      const rarity = raritiesOf(prepared.flatMap(({ texts }) => texts));
      return prepared
        .map(({ id, texts }) => ({ id, score: Math.max(0, ...texts.map((text) => cosine(wanted, text, rarity))) }))
        .sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1));
    },
  };
}
