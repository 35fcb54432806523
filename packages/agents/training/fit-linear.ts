import type { LinearModel } from '../src/understanding/text/linear-model.ts';
import type { SparseVector, Vocabulary } from '../src/understanding/text/vectors.ts';
import { seededRandom, shuffled } from './random.ts';

export type FitOptions = {
  /** Price of an error against the price of large weights. */
  readonly cost: number;
  /** How far rare labels are lifted: 0 not at all, 1 to full balance. */
  readonly balance: number;
  readonly passes: number;
  readonly seed: number;
};

type Packed = { readonly rows: Int32Array; readonly values: Float32Array; readonly square: number };

const MOST_LIFT = 12;

function pack(vector: SparseVector): Packed {
  const square = vector.values.reduce((sum, value) => sum + value * value, 1);
  return { rows: Int32Array.from(vector.rows), values: Float32Array.from(vector.values), square };
}

/**
 * Dual coordinate descent for one label, squared hinge loss, L2 (Hsieh et al. 2008): exact, without a learning rate.
 * The bias is a feature that is always 1 and comes last in the result.
 */
function fitLabel(examples: readonly Packed[], holds: Uint8Array, rows: number, options: FitOptions): Float64Array {
  const weights = new Float64Array(rows + 1);
  const duals = new Float64Array(examples.length);
  const positives = holds.reduce((sum, value) => sum + value, 0);
  const lift = Math.min(
    MOST_LIFT,
    Math.max(1, (examples.length - positives) / Math.max(1, positives)) ** options.balance,
  );
  const random = seededRandom(options.seed);
  for (let pass = 0; pass < options.passes; pass += 1) {
    for (const index of shuffled(examples.length, random)) {
      const example = examples[index];
      if (example === undefined) continue;
      const sign = holds[index] === 1 ? 1 : -1;
      const slack = 1 / (2 * options.cost * (sign > 0 ? lift : 1));
      const dual = duals[index] ?? 0;
      const gradient = sign * dot(example, weights, rows) - 1 + slack * dual;
      const next = Math.max(0, dual - gradient / (example.square + slack));
      if (next === dual) continue;
      duals[index] = next;
      addScaled(example, (next - dual) * sign, weights, rows);
    }
  }
  return weights;
}

function dot(example: Packed, weights: Float64Array, rows: number): number {
  let sum = weights[rows] ?? 0;
  for (let index = 0; index < example.rows.length; index += 1) {
    sum += (weights[example.rows[index] ?? 0] ?? 0) * (example.values[index] ?? 0);
  }
  return sum;
}

function addScaled(example: Packed, factor: number, weights: Float64Array, rows: number): void {
  weights[rows] = (weights[rows] ?? 0) + factor;
  for (let index = 0; index < example.rows.length; index += 1) {
    const row = example.rows[index] ?? 0;
    weights[row] = (weights[row] ?? 0) + factor * (example.values[index] ?? 0);
  }
}

/**
 * Fits one classifier per label and rounds its weights to 8 bits.
 * @param vectors one sparse vector an example
 * @param targets the label numbers (0 to labels - 1) that hold for each example
 */
export function fitLinear(
  vocabulary: Vocabulary,
  vectors: readonly SparseVector[],
  targets: readonly (readonly number[])[],
  labels: number,
  options: FitOptions,
): LinearModel {
  const rows = vocabulary.keys.length;
  const examples = vectors.map(pack);
  const weights = new Int8Array(rows * labels);
  const scales = new Float32Array(labels);
  const bias = new Float32Array(labels);
  for (let label = 0; label < labels; label += 1) {
    const holds = Uint8Array.from(targets, (target) => (target.includes(label) ? 1 : 0));
    const fitted = fitLabel(examples, holds, rows, { ...options, seed: options.seed + label });
    let largest = 0;
    for (let row = 0; row < rows; row += 1) largest = Math.max(largest, Math.abs(fitted[row] ?? 0));
    const scale = largest > 0 ? largest / 127 : 1;
    scales[label] = scale;
    bias[label] = fitted[rows] ?? 0;
    for (let row = 0; row < rows; row += 1) weights[row * labels + label] = Math.round((fitted[row] ?? 0) / scale);
  }
  return { vocabulary, labels, weights, scales, bias };
}
