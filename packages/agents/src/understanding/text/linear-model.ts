import type { FeatureViews } from './features.ts';
import type { RowIndex, SparseVector, Vocabulary } from './vectors.ts';
import { indexRows, vectorOf } from './vectors.ts';

/** One-against-rest linear classifiers over one vocabulary; weights are 8-bit, `scales` undo that per label. */
export type LinearModel = {
  readonly vocabulary: Vocabulary;
  readonly labels: number;
  /** `weights[row * labels + label]` */
  readonly weights: Int8Array;
  readonly scales: Float32Array;
  readonly bias: Float32Array;
};

/** Scores features: one margin per label, above 0 speaks for it. */
export type LinearScorer = (views: FeatureViews) => Float32Array;

/** Margins of one vector. */
export function scoreVector(model: LinearModel, vector: SparseVector): Float32Array {
  const { labels, weights } = model;
  const scores = new Float32Array(labels);
  for (let index = 0; index < vector.rows.length; index += 1) {
    const base = (vector.rows[index] ?? 0) * labels;
    const value = vector.values[index] ?? 0;
    for (let label = 0; label < labels; label += 1) {
      scores[label] = (scores[label] ?? 0) + value * (weights[base + label] ?? 0);
    }
  }
  for (let label = 0; label < labels; label += 1) {
    scores[label] = (scores[label] ?? 0) * (model.scales[label] ?? 0) + (model.bias[label] ?? 0);
  }
  return scores;
}

/** Prepares a model for scoring. */
export function createLinearScorer(model: LinearModel): LinearScorer {
  const rowOf: RowIndex = indexRows(model.vocabulary.keys);
  return (views) => scoreVector(model, vectorOf(views, model.vocabulary, rowOf));
}
