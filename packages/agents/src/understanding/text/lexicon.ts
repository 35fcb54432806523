import { hashText } from './hash.ts';
import type { Token } from './tokens.ts';

/** A concept found in a message: tokens `start` (inclusive) to `end` (exclusive). */
export type ConceptMatch = { readonly concept: number; readonly start: number; readonly end: number };

/** Compiled lexicon: forms and stems as sorted hashes with the concept beside each; one hash may stand several times. */
export type Lexicon = {
  readonly forms: Uint32Array;
  readonly formConcepts: Uint16Array;
  readonly stems: Uint32Array;
  readonly stemConcepts: Uint16Array;
  /** Per concept: index of its area ("plumbing", "time", …). */
  readonly areas: Uint8Array;
  /** Per concept: 1 when it is an everyday word without a subject. */
  readonly general: Uint8Array;
};

const FORM_SPACE = 101;
const STEM_SPACE = 102;
/** A word's first letters stand for it when the form itself is unknown. */
export const STEM_LENGTH = 5;
export const LONGEST_FORM = 3;

/** Hash of a form, given as folded words joined by one space. */
export function formHash(words: string): number {
  return hashText(FORM_SPACE, words);
}

/** Hash of the stem of one folded word of at least STEM_LENGTH letters. */
export function stemHash(word: string): number {
  return hashText(STEM_SPACE, word.slice(0, STEM_LENGTH));
}

function firstIndex(sorted: Uint32Array, key: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? 0) < key) low = middle + 1;
    else high = middle;
  }
  return low;
}

function collect(keys: Uint32Array, values: Uint16Array, key: number): number[] {
  const found: number[] = [];
  for (let index = firstIndex(keys, key); keys[index] === key; index += 1) found.push(values[index] ?? 0);
  return found;
}

/** A run of one to three words that begins at some place; `end` is exclusive. */
type Phrase = { readonly words: string; readonly end: number };

/** The runs of words from `start`, shortest first. A hyphen inside a word ("wi-fi") joins, other marks part. */
function phrasesAt(tokens: readonly Token[], start: number): Phrase[] {
  const phrases: Phrase[] = [];
  for (let place = start; place < tokens.length && phrases.length < LONGEST_FORM; place += 1) {
    const token = tokens[place];
    if (token === undefined) break;
    const before = phrases.at(-1);
    if (token.kind === 'mark') {
      const tight = tokens[place - 1]?.end === token.start && tokens[place + 1]?.start === token.end;
      if (token.folded === '-' && tight && before !== undefined) continue;
      break;
    }
    phrases.push({ words: before === undefined ? token.folded : `${before.words} ${token.folded}`, end: place + 1 });
  }
  return phrases;
}

function stemConcepts(lexicon: Lexicon, token: Token | undefined): number[] {
  if (token === undefined || token.folded.length < STEM_LENGTH) return [];
  return collect(lexicon.stems, lexicon.stemConcepts, stemHash(token.folded));
}

/**
 * Finds the concepts of a message: the longest known form of one to three words at each place, else the stem of a
 * longer word. A form that stands in two concepts gives both. Numbers and words count, marks part forms.
 */
export function findConcepts(lexicon: Lexicon, tokens: readonly Token[]): ConceptMatch[] {
  const matches: ConceptMatch[] = [];
  let start = 0;
  while (start < tokens.length) {
    const phrases = phrasesAt(tokens, start);
    let end = start + 1;
    let concepts: number[] = [];
    for (const phrase of phrases.reverse()) {
      concepts = collect(lexicon.forms, lexicon.formConcepts, formHash(phrase.words));
      if (concepts.length === 0) continue;
      end = phrase.end;
      break;
    }
    if (concepts.length === 0 && phrases.length > 0) concepts = stemConcepts(lexicon, tokens[start]);
    for (const concept of concepts) matches.push({ concept, start, end });
    start = end;
  }
  return matches;
}

/** Finds the concepts of all runs of words, also those inside longer ones: "pool" in "pool hours". */
export function findAllConcepts(lexicon: Lexicon, tokens: readonly Token[]): ConceptMatch[] {
  return tokens.flatMap((token, start) => {
    const found = phrasesAt(tokens, start).flatMap(({ words, end }) => {
      const concepts = collect(lexicon.forms, lexicon.formConcepts, formHash(words));
      return concepts.map((concept) => ({ concept, start, end }));
    });
    if (found.length > 0) return found;
    return stemConcepts(lexicon, token).map((concept) => ({ concept, start, end: start + 1 }));
  });
}
