import { EVIDENCE_SIZE } from '../src/understanding/reading.ts';
import { logOddsOf, SECOND_STAGE_SIZE, type SecondStage } from '../src/understanding/second-stage.ts';
import { INTENTS } from '../src/understanding/understanding.ts';
import { seededRandom, shuffled } from './random.ts';

export type StageExample = { readonly evidence: Float32Array; readonly target: readonly number[] };

const PASSES = 10;
const RATE = 0.1;
const DECAY = 3e-4;

/** Fits the second stage by AdaGrad on margins that come from models which had not seen the example. */
export function fitSecondStage(examples: readonly StageExample[]): SecondStage {
  const count = INTENTS.length;
  const weights = new Float32Array(SECOND_STAGE_SIZE);
  const squares = new Float32Array(SECOND_STAGE_SIZE).fill(1e-4);
  const random = seededRandom(3);
  for (let pass = 0; pass < PASSES; pass += 1) {
    for (const index of shuffled(examples.length, random)) {
      const example = examples[index];
      if (example === undefined) continue;
      const slopes = logOddsOf({ weights }, example.evidence).map((value, label) => {
        return 1 / (1 + Math.exp(-value)) - (example.target.includes(label) ? 1 : 0);
      });
      for (let value = 0; value <= EVIDENCE_SIZE; value += 1) {
        const input = value < EVIDENCE_SIZE ? (example.evidence[value] ?? 0) : 1;
        for (let label = 0; label < count; label += 1) {
          const place = value * count + label;
          const weight = weights[place] ?? 0;
          const gradient = (slopes[label] ?? 0) * input + DECAY * weight;
          const square = (squares[place] ?? 0) + gradient * gradient;
          squares[place] = square;
          weights[place] = weight - (RATE * gradient) / Math.sqrt(square);
        }
      }
    }
  }
  return { weights };
}
