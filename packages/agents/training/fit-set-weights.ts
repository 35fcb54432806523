import {
  candidateSets,
  SET_FEATURES,
  type SetFeature,
  setContext,
  setFeatures,
} from '../src/understanding/intent-sets.ts';
import type { Margins } from '../src/understanding/reading.ts';
import { seededRandom, shuffled } from './random.ts';

export type SetExample = {
  readonly logOdds: Float32Array;
  readonly margins: Margins;
  readonly target: readonly number[];
};

type Candidates = { readonly features: readonly (readonly SetFeature[])[]; readonly right: number };

const PASSES = 6;
const RATE = 0.1;
const DECAY = 0.01;

function candidatesOf(example: SetExample): Candidates {
  const target = [...example.target].sort((a, b) => a - b).join();
  const sets = candidateSets(example.logOdds);
  const context = setContext(example.logOdds, example.margins);
  return {
    features: sets.map((set) => setFeatures(context, set)),
    right: sets.findIndex((set) => set.join() === target),
  };
}

const scoreOf = (weights: Float32Array, features: readonly SetFeature[]) =>
  features.reduce((sum, [place, value]) => sum + (weights[place] ?? 0) * value, 0);

/**
 * Fits the weights that rank sets of intents (conditional logit, AdaGrad). Being fitted by likelihood on unseen
 * scores, the probabilities that they give are calibrated. Examples whose right set is no candidate teach nothing.
 */
export function fitSetWeights(examples: readonly SetExample[]): Float32Array {
  const weights = new Float32Array(SET_FEATURES);
  const squares = new Float32Array(SET_FEATURES).fill(0.01);
  // The start is plain independence of intents; decay pulls back to it.
  weights[0] = 1;
  const prior = weights.slice();
  const random = seededRandom(5);
  const prepared = examples.map(candidatesOf).filter((candidates) => candidates.right >= 0);
  for (let pass = 0; pass < PASSES; pass += 1) {
    for (const index of shuffled(prepared.length, random)) {
      const candidates = prepared[index];
      if (candidates === undefined) continue;
      const scores = candidates.features.map((features) => scoreOf(weights, features));
      const most = Math.max(...scores);
      const shares = scores.map((score) => Math.exp(score - most));
      const total = shares.reduce((sum, share) => sum + share, 0);
      const gradients = new Map<number, number>();
      for (const [candidate, features] of candidates.features.entries()) {
        const error = (shares[candidate] ?? 0) / total - (candidate === candidates.right ? 1 : 0);
        for (const [place, value] of features) gradients.set(place, (gradients.get(place) ?? 0) + error * value);
      }
      for (const [place, slope] of gradients) {
        const gradient = slope + DECAY * ((weights[place] ?? 0) - (prior[place] ?? 0));
        const square = (squares[place] ?? 0) + gradient * gradient;
        squares[place] = square;
        weights[place] = (weights[place] ?? 0) - (RATE * gradient) / Math.sqrt(square);
      }
    }
  }
  return weights;
}
