import { type Alarm, isDanger, marginalOf } from '../src/understanding/decide.ts';
import type { RankedSet } from '../src/understanding/intent-sets.ts';
import type { DecisionThresholds } from '../src/understanding/model/manifest.ts';
import { INTENTS, type PhysicalIntent } from '../src/understanding/understanding.ts';

/** A message as cross-validation saw it: readings by models that had not seen it, and what was right. */
export type Judged = {
  readonly ranked: readonly RankedSet[];
  readonly target: readonly number[];
  readonly alarm: Alarm;
};

/**
 * Of the readings acted upon, so many must be right. The training messages are mostly oblique ones; on plain everyday
 * messages the same threshold acts with 98 % right.
 */
const ACT_PRECISION = 0.92;
/** Of the physical intents acted upon, so many must be right, and none is acted upon below this probability. */
const PHYSICAL_PRECISION = 0.985;
const LEAST_PHYSICAL = 0.95;
/** A message is lost when the right reading is among the three likeliest less often than this. */
const LOST_SHARE = 0.2;
/**
 * An alarm of the small detector counts from this probability of the large model: a missed danger costs at least
 * twenty times a false alarm, so that acting pays from 1/21.
 */
const ALARM_PROBABILITY = 0.05;
/** Share of harmless messages that the large model may call an emergency beyond those of the small one. */
const MORE_FALSE_ALARMS = 0.006;

const EMERGENCY = INTENTS.indexOf('emergency');
type Outcome = { readonly score: number; readonly right: boolean };

/** The least score above which the share of right outcomes is at least `precision`; more than 1 when there is none. */
export function leastScoreFor(outcomes: readonly Outcome[], precision: number): number {
  const falling = [...outcomes].sort((a, b) => b.score - a.score);
  let right = 0;
  let least = 1.01;
  for (const [index, outcome] of falling.entries()) {
    if (outcome.right) right += 1;
    if (right / (index + 1) >= precision) least = outcome.score;
  }
  return least;
}

function isRight(ranked: RankedSet | undefined, target: readonly number[]): boolean {
  return ranked !== undefined && ranked.set.join() === [...target].sort((a, b) => a - b).join();
}

function physicalFrom(judged: readonly Judged[], intent: PhysicalIntent): number {
  const label = INTENTS.indexOf(intent);
  const found = judged.filter(({ ranked }) => ranked[0]?.set.includes(label));
  const outcomes = found.map(({ ranked, target }): Outcome => {
    return { score: marginalOf(ranked, label), right: target.includes(label) };
  });
  return Math.max(LEAST_PHYSICAL, leastScoreFor(outcomes, PHYSICAL_PRECISION));
}

/** The score below which hardly any right reading is among the three likeliest. */
function lostBelow(judged: readonly Judged[]): number {
  const rising = judged
    .map(({ ranked, target }): Outcome => {
      const three = ranked.slice(0, 3);
      const score = three.reduce((sum, { probability }) => sum + probability, 0);
      return { score, right: three.some((candidate) => isRight(candidate, target)) };
    })
    .sort((a, b) => a.score - b.score);
  let right = 0;
  let below = 0;
  for (const [index, outcome] of rising.entries()) {
    if (outcome.right) right += 1;
    if (right / (index + 1) <= LOST_SHARE) below = outcome.score;
  }
  return below;
}

function emergencyFrom(judged: readonly Judged[]): number {
  const harmless = judged.filter(({ target }) => !target.includes(EMERGENCY));
  const further = harmless
    .filter(({ alarm }) => alarm === 'none')
    .map(({ ranked }) => marginalOf(ranked, EMERGENCY))
    .sort((a, b) => b - a);
  return further[Math.floor(harmless.length * MORE_FALSE_ALARMS)] ?? 1;
}

/** Chooses when to act, ask and hand over. */
export function chooseThresholds(judged: readonly Judged[]): DecisionThresholds {
  const readings = judged.map(({ ranked, target }): Outcome => {
    return { score: ranked[0]?.probability ?? 0, right: isRight(ranked[0], target) };
  });
  return {
    act: leastScoreFor(readings, ACT_PRECISION),
    physical: {
      'access.open_door': physicalFrom(judged, 'access.open_door'),
      'access.code': physicalFrom(judged, 'access.code'),
      'elevator.call': physicalFrom(judged, 'elevator.call'),
    },
    lost: lostBelow(judged),
    emergency: emergencyFrom(judged),
    alarm: ALARM_PROBABILITY,
  };
}

/** Figures of cross-validation for the manifest: shares of all messages, and numbers of alarms that did not count. */
export function crossValidationFigures(judged: readonly Judged[], thresholds: DecisionThresholds) {
  const share = (holds: (one: Judged) => boolean, of: readonly Judged[] = judged) => {
    return of.length === 0 ? 0 : Math.round((of.filter(holds).length / of.length) * 10000) / 10000;
  };
  const danger = ({ alarm, ranked }: Judged) => isDanger(ranked, alarm, thresholds);
  const isOverruled = (one: Judged) => one.alarm !== 'none' && !danger(one);
  const dangerous = judged.filter(({ target }) => target.includes(EMERGENCY));
  const harmless = judged.filter(({ target }) => !target.includes(EMERGENCY));
  return {
    exactIntents: share(({ ranked, target }) => isRight(ranked[0], target)),
    rightAmongThree: share(({ ranked, target }) => ranked.slice(0, 3).some((candidate) => isRight(candidate, target))),
    actedUpon: share(({ ranked }) => (ranked[0]?.probability ?? 0) >= thresholds.act),
    emergencyRecall: share(danger, dangerous),
    emergencyFalseAlarms: share(danger, harmless),
    overruledDangers: dangerous.filter(isOverruled).length,
    overruledFalseAlarms: harmless.filter(isOverruled).length,
  };
}
