import { type RankedSet, rankSets } from '../src/understanding/intent-sets.ts';
import { evidenceOf, type Margins, marginsOf, type Reading } from '../src/understanding/reading.ts';
import { logOddsOf } from '../src/understanding/second-stage.ts';
import type { FeatureViews } from '../src/understanding/text/features.ts';
import type { Lexicon } from '../src/understanding/text/lexicon.ts';
import { createLinearScorer } from '../src/understanding/text/linear-model.ts';
import type { SparseVector, Vocabulary } from '../src/understanding/text/vectors.ts';
import { INTENTS } from '../src/understanding/understanding.ts';
import { type FitOptions, fitLinear } from './fit-linear.ts';
import { fitSecondStage } from './fit-second-stage.ts';
import { fitSetWeights } from './fit-set-weights.ts';

/** A training message, taken apart once. `fold` says in which part of cross-validation it is held back. */
export type Example = {
  readonly reading: Reading;
  readonly views: FeatureViews;
  readonly vector: SparseVector;
  readonly target: readonly number[];
  readonly fold: number;
};

export type CrossValidation = {
  readonly secondStage: Float32Array;
  readonly setWeights: Float32Array;
  /** Readings of each example by models that had not seen it. */
  readonly ranked: readonly (readonly RankedSet[])[];
};

/** Calls `visit` for each fold with the examples that may be learned from and those held back. */
function eachFold<T extends { readonly fold: number }>(
  items: readonly T[],
  folds: number,
  visit: (seen: T[], held: { item: T; index: number }[]) => void,
): void {
  for (let fold = 0; fold < folds; fold += 1) {
    const held = items.flatMap((item, index) => (item.fold === fold ? [{ item, index }] : []));
    visit(
      items.filter((item) => item.fold !== fold),
      held,
    );
  }
}

/** Margins of each example from a first stage that had not seen it. */
function unseenMargins(
  examples: readonly Example[],
  folds: number,
  vocabulary: Vocabulary,
  lexicon: Lexicon,
  options: FitOptions,
): Margins[] {
  const margins: Margins[] = [];
  eachFold(examples, folds, (seen, held) => {
    const vectors = seen.map(({ vector }) => vector);
    const targets = seen.map(({ target }) => target);
    const score = createLinearScorer(fitLinear(vocabulary, vectors, targets, INTENTS.length, options));
    for (const { item, index } of held) margins[index] = marginsOf(item.reading, item.views, lexicon, score);
  });
  return margins;
}

/**
 * Fits what stands on the first stage: the second stage and the weights of sets, each on scores that were made
 * without the message that they judge.
 */
export function crossValidate(
  examples: readonly Example[],
  folds: number,
  vocabulary: Vocabulary,
  lexicon: Lexicon,
  options: FitOptions,
): CrossValidation {
  const margins = unseenMargins(examples, folds, vocabulary, lexicon, options);
  const staged = examples.map((example, index) => {
    const own = margins[index] ?? { whole: new Float32Array(INTENTS.length), clauses: [] };
    return { ...example, margins: own, evidence: evidenceOf(own, example.reading.tokens.length) };
  });
  const logOdds: Float32Array[] = [];
  eachFold(staged, folds, (seen, held) => {
    const stage = fitSecondStage(seen);
    for (const { item, index } of held) logOdds[index] = logOddsOf(stage, item.evidence);
  });
  const judged = staged.map((example, index) => ({ ...example, logOdds: logOdds[index] ?? new Float32Array(0) }));
  const ranked: RankedSet[][] = [];
  eachFold(judged, folds, (seen, held) => {
    const weights = fitSetWeights(seen);
    for (const { item, index } of held) ranked[index] = rankSets(weights, item.logOdds, item.margins);
  });
  return { secondStage: fitSecondStage(staged).weights, setWeights: fitSetWeights(judged), ranked };
}
