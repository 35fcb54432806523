import { clausesOf } from './text/clauses.ts';
import { type FeatureViews, featuresOf } from './text/features.ts';
import { type ConceptMatch, findConcepts, type Lexicon } from './text/lexicon.ts';
import type { LinearScorer } from './text/linear-model.ts';
import { type Token, tokenise } from './text/tokens.ts';
import { INTENTS } from './understanding.ts';

/** A message taken apart: what every later step looks at. */
export type Reading = {
  readonly text: string;
  readonly tokens: readonly Token[];
  readonly concepts: readonly ConceptMatch[];
};

/** Longest message that is read whole; what follows is ignored, so that a pasted book costs no more than a letter. */
export const MOST_TOKENS = 400;

/** Splits a message and finds its concepts. */
export function readText(text: string, lexicon: Lexicon): Reading {
  const tokens = tokenise(text).slice(0, MOST_TOKENS);
  return { text, tokens, concepts: findConcepts(lexicon, tokens) };
}

const MOST_CLAUSES = 12;

/** Margins of the whole message and of its clauses, one per label of the scorer. */
export type Margins = { readonly whole: Float32Array; readonly clauses: readonly Float32Array[] };

/**
 * Reads a message whole and clause by clause: several wishes in one message are clearer one at a time.
 * @param views the features of the whole message
 */
export function marginsOf(reading: Reading, views: FeatureViews, lexicon: Lexicon, score: LinearScorer): Margins {
  const whole = score(views);
  const clauses = clausesOf(reading.tokens).slice(0, MOST_CLAUSES);
  if (clauses.length < 2) return { whole, clauses: [whole] };
  return { whole, clauses: clauses.map((clause) => score(featuresOf(clause, findConcepts(lexicon, clause), lexicon))) };
}

/** Number of values that `evidenceOf` gives. */
export const EVIDENCE_SIZE = INTENTS.length * 2 + 2;

/** What the second stage weighs: whole margins, best clause margins, and how parted and long the message is. */
export function evidenceOf(margins: Margins, tokens: number): Float32Array {
  const count = INTENTS.length;
  const evidence = new Float32Array(EVIDENCE_SIZE);
  evidence.set(margins.whole.subarray(0, count));
  evidence.fill(Number.NEGATIVE_INFINITY, count, count * 2);
  for (const clause of margins.clauses) {
    for (let label = 0; label < count; label += 1) {
      const margin = clause[label] ?? 0;
      evidence[count + label] = Math.max(evidence[count + label] ?? margin, margin);
    }
  }
  evidence[EVIDENCE_SIZE - 2] = Math.log2(margins.clauses.length) / 3;
  evidence[EVIDENCE_SIZE - 1] = Math.log2(tokens + 1) / 6;
  return evidence;
}
