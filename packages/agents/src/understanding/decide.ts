import { applyEmergencyRules } from './emergency-rules.ts';
import type { RankedSet } from './intent-sets.ts';
import type { DecisionThresholds } from './model/manifest.ts';
import { type Decision, INTENTS, type Intent, PHYSICAL_INTENTS, type PhysicalIntent } from './understanding.ts';

const EMERGENCY = INTENTS.indexOf('emergency');
const MOST_CHOICES = 3;
/** How pressing each intent is when several are in one message; those not named follow in the order of INTENTS. */
const URGENCY: readonly Intent[] = ['emergency', 'access.lost', 'access.open_door', 'access.code', 'elevator.call'];

export type IntentConfidence = { readonly intent: Intent; readonly confidence: number };
export type Decided = { readonly intents: readonly IntentConfidence[]; readonly decision: Decision };

const rank = (intent: Intent) => {
  const place = URGENCY.indexOf(intent);
  return place < 0 ? URGENCY.length + INTENTS.indexOf(intent) : place;
};

/** Intents of numbers, most urgent first. */
function namesOf(set: readonly number[]): Intent[] {
  return set.flatMap((label) => INTENTS[label] ?? []).sort((a, b) => rank(a) - rank(b));
}

/** Probability that an intent is in the message, whatever else is: the sum over the readings that hold it. */
export function marginalOf(ranked: readonly RankedSet[], label: number): number {
  let sum = 0;
  for (const { set, probability } of ranked) if (set.includes(label)) sum += probability;
  return Math.min(1, sum);
}

/** An alarm of the small detector: `spoken` when a word of danger stands behind it, and none that all is well. */
export type Alarm = 'none' | 'sensed' | 'spoken';

/** How an alarm, or its absence, sounds. */
export function alarmOf(text: string, raised: boolean): Alarm {
  if (!raised) return 'none';
  const { kind, calm } = applyEmergencyRules(text);
  return kind !== undefined && !calm ? 'spoken' : 'sensed';
}

/**
 * Whether there is danger now. A spoken alarm always is: what the whole model would overrule of those holds too many
 * real dangers. One that is only sensed counts when the whole model does not rule the danger out; the whole model alone
 * must be surer.
 */
export function isDanger(ranked: readonly RankedSet[], alarm: Alarm, thresholds: DecisionThresholds): boolean {
  if (alarm === 'spoken') return true;
  return marginalOf(ranked, EMERGENCY) >= (alarm === 'sensed' ? thresholds.alarm : thresholds.emergency);
}

function withConfidence(ranked: readonly RankedSet[], set: readonly number[]): IntentConfidence[] {
  return namesOf(set).map((intent) => ({ intent, confidence: marginalOf(ranked, INTENTS.indexOf(intent)) }));
}

/**
 * Sure: act. Unsure: ask, with the likeliest readings as choices. Lost: a person. What is physical needs a surer
 * reading than the rest, in a danger too. A danger itself waits for no answer: the caller acts on it at once.
 * @param ranked readings of the message, likeliest first
 * @param danger whether there is an alarm, which outweighs the ranking
 * @param doubted what the words speak against: never acted upon, however sure the reading
 */
export function decide(
  ranked: readonly RankedSet[],
  danger: boolean,
  thresholds: DecisionThresholds,
  doubted: readonly PhysicalIntent[] = [],
): Decided {
  const best = ranked.find(({ set }) => set.includes(EMERGENCY) === danger);
  if (best === undefined) return { intents: [], decision: { kind: 'handover' } };
  const intents = withConfidence(ranked, best.set);
  const guessed = intents.some(({ intent, confidence }) => {
    const physical = PHYSICAL_INTENTS.find((name) => name === intent);
    return physical !== undefined && (doubted.includes(physical) || confidence < thresholds.physical[physical]);
  });
  if (best.probability >= thresholds.act && !guessed) return { intents, decision: { kind: 'act' } };
  // A danger that raised no alarm may still be among the choices.
  const choices = [best, ...ranked.filter((other) => other !== best)]
    .slice(0, MOST_CHOICES)
    .sort((a, b) => b.probability - a.probability);
  const together = choices.reduce((sum, { probability }) => sum + probability, 0);
  if (!danger && together < thresholds.lost) return { intents, decision: { kind: 'handover' } };
  return { intents, decision: { kind: 'ask', choices: choices.map(({ set }) => ({ intents: namesOf(set) })) } };
}
