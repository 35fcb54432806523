import type { Reading } from '../reading.ts';
import type { Lexicon } from '../text/lexicon.ts';
import { SPAN_SLOTS, type SpanSlot } from './slot-schema.ts';
import { TAG_BUCKETS, tagFeatures } from './span-features.ts';

/** A token may begin a value, lie in it, or end it; each slot weighs each role. */
export const ROLES = 3;
export const COLUMNS = SPAN_SLOTS.length * ROLES;
export const LONGEST_SPAN = 12;

/** `weights[bucket * COLUMNS + slot * ROLES + role]`, `lengths[slot * (LONGEST_SPAN + 1) + length]`. */
export type SpanModel = { readonly weights: Int8Array; readonly scale: number; readonly lengths: Float32Array };
export const SPAN_WEIGHTS = TAG_BUCKETS * COLUMNS;
export const SPAN_LENGTHS = SPAN_SLOTS.length * (LONGEST_SPAN + 1);

/** Tokens `start` to `end` (exclusive). */
export type Span = { readonly start: number; readonly end: number };

/** A span with what speaks for it, more than 0. */
export type ScoredSpan = Span & { readonly score: number };

/** Scores of one slot at each token: begin, inside, end. */
export type RoleScores = readonly Float32Array[];

/**
 * The best value of a slot, or undefined when no value beats having none (score 0).
 * A span's score is that of its first token as begin, its last as end, all as inside, and of its length.
 */
export function bestSpan(scores: RoleScores, lengths: Float32Array, slot: number): ScoredSpan | undefined {
  const [begins, insides, ends] = scores;
  if (begins === undefined || insides === undefined || ends === undefined) return undefined;
  let best: ScoredSpan | undefined;
  let most = 0;
  for (let start = 0; start < begins.length; start += 1) {
    let inside = 0;
    const last = Math.min(begins.length, start + LONGEST_SPAN);
    for (let end = start + 1; end <= last; end += 1) {
      inside += insides[end - 1] ?? 0;
      const length = lengths[slot * (LONGEST_SPAN + 1) + end - start] ?? 0;
      const score = (begins[start] ?? 0) + inside + (ends[end - 1] ?? 0) + length;
      if (score > most) [most, best] = [score, { start, end, score }];
    }
  }
  return best;
}

/** Role scores of one slot, from weights of any number type. */
export function roleScores(
  features: readonly Uint16Array[],
  weights: Int8Array | Float32Array,
  scale: number,
  slot: number,
): Float32Array[] {
  return Array.from({ length: ROLES }, (_, role) => {
    const column = slot * ROLES + role;
    return Float32Array.from(features, (buckets) => {
      let sum = 0;
      for (const bucket of buckets) sum += weights[bucket * COLUMNS + column] ?? 0;
      return sum * scale;
    });
  });
}

/** Finds the verbatim values of the given slots in a message. */
export function findSpans(
  reading: Reading,
  lexicon: Lexicon,
  model: SpanModel,
  slots: readonly SpanSlot[],
): Map<SpanSlot, ScoredSpan> {
  const found = new Map<SpanSlot, ScoredSpan>();
  if (slots.length === 0) return found;
  const features = tagFeatures(reading, lexicon);
  for (const slot of slots) {
    const number = SPAN_SLOTS.indexOf(slot);
    const span = bestSpan(roleScores(features, model.weights, model.scale, number), model.lengths, number);
    if (span !== undefined) found.set(slot, span);
  }
  return found;
}
