import { type EmergencyModel, type EmergencyThresholds, emergencyFeatures } from '../src/understanding/emergency.ts';
import { applyEmergencyRules } from '../src/understanding/emergency-rules.ts';
import type { FeatureViews } from '../src/understanding/text/features.ts';
import type { Lexicon } from '../src/understanding/text/lexicon.ts';
import { createLinearScorer, type LinearModel } from '../src/understanding/text/linear-model.ts';
import { indexRows, type Vocabulary, vectorOf } from '../src/understanding/text/vectors.ts';
import { EMERGENCY_KINDS } from '../src/understanding/understanding.ts';
import { buildVocabulary } from './build-vocabulary.ts';
import { type FitOptions, fitLinear } from './fit-linear.ts';
import { foldOf, type TrainingMessage } from './read-data.ts';

const FOLDS = 5;
const ALARM_ROWS = 15000;
const KIND_ROWS = 4000;
const OPTIONS: FitOptions = { cost: 0.5, balance: 0.5, passes: 8, seed: 11 };
/** Shares of harmless messages that may alarm, by what the rules see. Near misses are over-represented in the data. */
const FALSE_ALARMS = { plain: 0.015, danger: 0.5, calm: 0.002 } as const;

/** The rows whose weights are largest: the small model must fit into a small function. */
function strongest(model: LinearModel, rows: number): Vocabulary {
  const { vocabulary, labels, weights, scales } = model;
  const strength = Array.from(vocabulary.keys, (_, row) => {
    let most = 0;
    for (let label = 0; label < labels; label += 1) {
      most = Math.max(most, Math.abs(weights[row * labels + label] ?? 0) * (scales[label] ?? 0));
    }
    return { row, most: most * (vocabulary.idf[row] ?? 0) };
  });
  const kept = strength.sort((a, b) => b.most - a.most || a.row - b.row).slice(0, rows);
  const order = kept.map(({ row }) => row).sort((a, b) => a - b);
  return {
    keys: Uint32Array.from(order, (row) => vocabulary.keys[row] ?? 0),
    idf: Uint8Array.from(order, (row) => vocabulary.idf[row] ?? 0),
  };
}

/** Fits, keeps the strongest rows and fits again on them. */
function fitSmall(
  views: readonly FeatureViews[],
  targets: readonly number[][],
  labels: number,
  rows: number,
): LinearModel {
  const fitOn = (vocabulary: Vocabulary) => {
    const rowOf = indexRows(vocabulary.keys);
    const vectors = views.map((view) => vectorOf(view, vocabulary, rowOf));
    return fitLinear(vocabulary, vectors, targets, labels, OPTIONS);
  };
  return fitOn(strongest(fitOn(buildVocabulary(views, 3)), rows));
}

/** The margin above which at most `share` of `margins` lie. */
function marginFor(margins: number[], share: number): number {
  const falling = [...margins].sort((a, b) => b - a);
  return falling[Math.floor(falling.length * share)] ?? 0;
}

function chooseThresholds(messages: readonly TrainingMessage[], margins: readonly number[]): EmergencyThresholds {
  const groups: Record<keyof EmergencyThresholds, number[]> = { plain: [], danger: [], calm: [] };
  for (const [index, message] of messages.entries()) {
    if (message.intents.includes('emergency')) continue;
    const finding = applyEmergencyRules(message.text);
    const group = finding.calm ? 'calm' : finding.kind === undefined ? 'plain' : 'danger';
    groups[group].push(margins[index] ?? 0);
  }
  return {
    plain: marginFor(groups.plain, FALSE_ALARMS.plain),
    danger: marginFor(groups.danger, FALSE_ALARMS.danger),
    calm: marginFor(groups.calm, FALSE_ALARMS.calm),
  };
}

/** Margins of every message from a model that had not seen it. */
function unseenMargins(
  messages: readonly TrainingMessage[],
  views: readonly FeatureViews[],
  targets: readonly number[][],
) {
  const margins = new Array<number>(messages.length).fill(0);
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const seen = messages.flatMap((message, index) => (foldOf(message.id, FOLDS) === fold ? [] : [index]));
    const model = fitSmall(
      seen.flatMap((i) => views[i] ?? []),
      seen.map((i) => targets[i] ?? []),
      1,
      ALARM_ROWS,
    );
    const score = createLinearScorer(model);
    for (const [index, view] of views.entries()) {
      const id = messages[index]?.id ?? '';
      if (foldOf(id, FOLDS) === fold) margins[index] = score(view)[0] ?? 0;
    }
  }
  return margins;
}

/** Fits the alarm, its thresholds (on margins of unseen messages) and the kinds of danger. */
export function fitEmergency(
  messages: readonly TrainingMessage[],
  lexicon: Lexicon,
): { model: EmergencyModel; margins: readonly number[] } {
  const views = messages.map((message) => emergencyFeatures(message.text, lexicon));
  const targets = messages.map((message) => (message.intents.includes('emergency') ? [0] : []));
  const margins = unseenMargins(messages, views, targets);
  const dangers = messages.flatMap((message, index) => {
    const view = views[index];
    const kind = EMERGENCY_KINDS.findIndex((kind) => kind === message.slots.kind);
    return view === undefined || kind < 0 || !message.intents.includes('emergency') ? [] : [{ view, kind }];
  });
  const model: EmergencyModel = {
    lexicon,
    alarm: fitSmall(views, targets, 1, ALARM_ROWS),
    kinds: fitSmall(
      dangers.map(({ view }) => view),
      dangers.map(({ kind }) => [kind]),
      EMERGENCY_KINDS.length,
      KIND_ROWS,
    ),
    thresholds: chooseThresholds(messages, margins),
  };
  return { model, margins };
}
