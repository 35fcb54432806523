import { applyEmergencyRules } from './emergency-rules.ts';
import { type FeatureViews, featuresOf } from './text/features.ts';
import { findConcepts, type Lexicon } from './text/lexicon.ts';
import { createLinearScorer, type LinearModel } from './text/linear-model.ts';
import { tokenise } from './text/tokens.ts';
import { EMERGENCY_KINDS, type EmergencyKind } from './understanding.ts';

/** Least margins for an alarm. With a word of danger less is enough; with a sign that all is well more is needed. */
export type EmergencyThresholds = { readonly plain: number; readonly danger: number; readonly calm: number };

/** The small model of its own: what the router of incoming messages carries, nothing else. At most 200 kB. */
export type EmergencyModel = {
  readonly lexicon: Lexicon;
  /** One label: margin of an emergency. */
  readonly alarm: LinearModel;
  /** One label per kind, in the order of EMERGENCY_KINDS. */
  readonly kinds: LinearModel;
  readonly thresholds: EmergencyThresholds;
};

export type Emergency = { readonly kind: EmergencyKind };
export type EmergencyDetector = (text: string) => Emergency | undefined;

/** Messages are read to this length; who is in danger does not write more before the danger. */
const MOST_TOKENS = 400;

/** Features of a text as the small model sees them. */
export function emergencyFeatures(text: string, lexicon: Lexicon): FeatureViews {
  const tokens = tokenise(text).slice(0, MOST_TOKENS);
  return featuresOf(tokens, findConcepts(lexicon, tokens), lexicon);
}

/** The margin that a message must reach, given what the rules see in it. */
export function thresholdFor(text: string, thresholds: EmergencyThresholds): number {
  const finding = applyEmergencyRules(text);
  if (finding.calm) return thresholds.calm;
  return finding.kind === undefined ? thresholds.plain : thresholds.danger;
}

/** The likeliest kind of danger, given that there is one. */
export type KindReader = (views: FeatureViews) => EmergencyKind;

/** Prepares the reader of kinds; it takes the features that `emergencyFeatures` gives. */
export function createKindReader(model: EmergencyModel): KindReader {
  const score = createLinearScorer(model.kinds);
  return (views) => {
    const margins = score(views);
    let best: EmergencyKind = 'other';
    let most = Number.NEGATIVE_INFINITY;
    for (const [index, kind] of EMERGENCY_KINDS.entries()) {
      const margin = margins[index] ?? most;
      if (margin > most) [best, most] = [kind, margin];
    }
    return best;
  };
}

/** Tells danger now from drills, films, questions and dangers that are over. Pure, about 0.1 ms a message. */
export function createEmergencyDetector(model: EmergencyModel): EmergencyDetector {
  const score = createLinearScorer(model.alarm);
  const kindOf = createKindReader(model);
  return (text) => {
    const views = emergencyFeatures(text, model.lexicon);
    const margin = score(views)[0] ?? 0;
    return margin >= thresholdFor(text, model.thresholds) ? { kind: kindOf(views) } : undefined;
  };
}
