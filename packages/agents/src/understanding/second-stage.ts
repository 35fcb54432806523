import { EVIDENCE_SIZE } from './reading.ts';
import { INTENTS } from './understanding.ts';

/** Logistic regressions over the evidence of all intents: `weights[value * intents + intent]`, the bias last. */
export type SecondStage = { readonly weights: Float32Array };

export const SECOND_STAGE_SIZE = (EVIDENCE_SIZE + 1) * INTENTS.length;

/** Log-odds of each intent, from the evidence of all of them: an emergency speaks against a plain fault. */
export function logOddsOf(stage: SecondStage, evidence: Float32Array): Float32Array {
  const count = INTENTS.length;
  const logOdds = stage.weights.slice(EVIDENCE_SIZE * count);
  for (let value = 0; value < EVIDENCE_SIZE; value += 1) {
    const weight = evidence[value] ?? 0;
    const base = value * count;
    for (let label = 0; label < count; label += 1) {
      logOdds[label] = (logOdds[label] ?? 0) + weight * (stage.weights[base + label] ?? 0);
    }
  }
  return logOdds;
}
