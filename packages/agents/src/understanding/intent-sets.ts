import type { Margins } from './reading.ts';
import { INTENTS } from './understanding.ts';

/** A candidate reading of a message: intent numbers, rising. */
export type IntentSet = readonly number[];
/** Sparse features of a candidate: place in the weights and value. */
export type SetFeature = readonly [place: number, value: number];

const COUNT = INTENTS.length;
const EMERGENCY = INTENTS.indexOf('emergency');
const SMALLTALK = INTENTS.indexOf('smalltalk');
/** How many of the likeliest intents are combined to singles and pairs, and to triples. */
const PAIRED = 6;
const TRIPLED = 5;
const CLAMP = 4;
const NOWHERE = -9;
/** A clause whose best margin is lower than this says nothing. */
const SILENT = -0.6;

const LIKELIHOOD = 0;
const SIZE = 0;
const PARTED_SIZE = 3;
const WEAKEST_IN = 7;
const STRONGEST_OUT = 8;
const WEAKEST_OF_MANY = 9;
const UNEXPLAINED = 10;
const MOST_UNEXPLAINED = 11;
const OWN_CLAUSE = 12;
const ALONE = 13;
const TOGETHER = ALONE + COUNT;
const PAIR = TOGETHER + COUNT;
/** Number of weights of the set model. */
export const SET_FEATURES = PAIR + COUNT * COUNT;

const clamp = (value: number, most: number) => Math.max(-most, Math.min(most, value));

/** All sets of up to three of the likeliest intents; a set with an emergency is always among them. */
export function candidateSets(logOdds: Float32Array): IntentSet[] {
  const order = Array.from(logOdds.keys()).sort((a, b) => (logOdds[b] ?? 0) - (logOdds[a] ?? 0));
  const top = order.slice(0, PAIRED);
  if (!top.includes(EMERGENCY)) top.push(EMERGENCY);
  const sets: number[][] = [];
  for (const [first, a] of top.entries()) {
    sets.push([a]);
    for (const [second, b] of top.entries()) {
      if (second <= first) continue;
      sets.push([a, b]);
      for (const [third, c] of top.slice(0, TRIPLED).entries()) if (third > second) sets.push([a, b, c]);
    }
  }
  return sets.map((set) => set.sort((a, b) => a - b));
}

/** log P(no intent) if intents were independent; each intent of a set adds its log-odds. */
function emptyLikelihood(logOdds: Float32Array): number {
  return logOdds.reduce((sum, value) => sum - Math.log1p(Math.exp(value)), 0);
}

/** What the candidates of one message share, reckoned once. */
export type SetContext = {
  readonly logOdds: Float32Array;
  readonly margins: Margins;
  readonly empty: number;
  /** Per clause, the best margin of an intent that is a wish. */
  readonly bests: readonly number[];
};

/** Reckons what all candidates of a message share. */
export function setContext(logOdds: Float32Array, margins: Margins): SetContext {
  const bests = margins.clauses.map((clause) => {
    let best = NOWHERE;
    // A greeting inside a request is no wish of its own.
    for (let label = 0; label < COUNT; label += 1) if (label !== SMALLTALK) best = Math.max(best, clause[label] ?? 0);
    return best;
  });
  return { logOdds, margins, empty: emptyLikelihood(logOdds), bests };
}

/** How far the best intent outside the set beats the set in each clause: what the set leaves unexplained. */
function unexplained({ margins, bests }: SetContext, set: IntentSet): { sum: number; most: number } {
  let sum = 0;
  let most = 0;
  for (const [index, clause] of margins.clauses.entries()) {
    const best = bests[index] ?? NOWHERE;
    let inside = NOWHERE;
    for (const label of set) inside = Math.max(inside, clause[label] ?? 0);
    const gap = best > SILENT ? Math.max(0, Math.min(1.5, best - inside)) : 0;
    sum += gap;
    most = Math.max(most, gap);
  }
  return { sum, most };
}

/** The smallest lead that an intent of the set has over the others of the set in the clause that suits it best. */
function ownClause(margins: Margins, set: IntentSet): number {
  let smallest = 1;
  for (const label of set) {
    let best = NOWHERE;
    for (const clause of margins.clauses) {
      let other = NOWHERE;
      for (const rival of set) if (rival !== label) other = Math.max(other, clause[rival] ?? 0);
      best = Math.max(best, (clause[label] ?? 0) - other);
    }
    smallest = Math.min(smallest, best);
  }
  return clamp(smallest, 1);
}

/** Features by which candidates are ranked. */
export function setFeatures(context: SetContext, set: IntentSet): SetFeature[] {
  const { logOdds, margins } = context;
  const size = set.length;
  let likelihood = context.empty;
  let weakest = CLAMP;
  let strongest = -CLAMP;
  for (let label = 0; label < COUNT; label += 1) {
    const value = logOdds[label] ?? 0;
    if (set.includes(label)) {
      likelihood += value;
      weakest = Math.min(weakest, value);
    } else strongest = Math.max(strongest, value);
  }
  weakest = clamp(weakest, CLAMP);
  const gaps = unexplained(context, set);
  const features: SetFeature[] = [
    [LIKELIHOOD, likelihood],
    [SIZE + size, 1],
    [PARTED_SIZE + size, Math.log2(margins.clauses.length) / 3],
    [WEAKEST_IN, weakest],
    [STRONGEST_OUT, clamp(strongest, CLAMP)],
    [UNEXPLAINED, gaps.sum],
    [MOST_UNEXPLAINED, gaps.most],
  ];
  if (size === 1) return [...features, ...set.map((label): SetFeature => [ALONE + label, 1])];
  features.push([WEAKEST_OF_MANY, weakest], [OWN_CLAUSE, ownClause(margins, set)]);
  for (const [place, label] of set.entries()) {
    features.push([TOGETHER + label, 1]);
    for (const other of set.slice(place + 1)) features.push([PAIR + label * COUNT + other, 1]);
  }
  return features;
}

export type RankedSet = { readonly set: IntentSet; readonly probability: number };

/** Ranks the candidates of a message, likeliest first; probabilities sum to 1. */
export function rankSets(weights: Float32Array, logOdds: Float32Array, margins: Margins): RankedSet[] {
  const context = setContext(logOdds, margins);
  const scored = candidateSets(logOdds).map((set) => {
    let score = 0;
    for (const [place, value] of setFeatures(context, set)) score += (weights[place] ?? 0) * value;
    return { set, score };
  });
  const most = scored.reduce((best, { score }) => Math.max(best, score), Number.NEGATIVE_INFINITY);
  const total = scored.reduce((sum, { score }) => sum + Math.exp(score - most), 0);
  return scored
    .map(({ set, score }) => ({ set, probability: Math.exp(score - most) / total }))
    .sort((a, b) => b.probability - a.probability);
}
