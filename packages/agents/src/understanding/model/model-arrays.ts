import { LANGUAGES } from '@bos/kernel/language';
import type { EmergencyModel, EmergencyThresholds } from '../emergency.ts';
import type { ChoiceModels } from '../slots/categories.ts';
import { CHOICE_SLOT_NAMES, CHOICE_SLOTS } from '../slots/slot-schema.ts';
import type { SpanModel } from '../slots/span-tagger.ts';
import type { Lexicon } from '../text/lexicon.ts';
import type { LinearModel } from '../text/linear-model.ts';
import { EMERGENCY_KINDS, INTENTS } from '../understanding.ts';
import { type ArrayFile, ModelFileError, type StoredArray } from './array-file.ts';
import type { DecisionThresholds } from './manifest.ts';

/** Labels of the first stage: the intents, then the languages. */
export const FIRST_STAGE_LABELS = INTENTS.length + LANGUAGES.length;

/** All that understanding a message needs, without any network. */
export type OfflineModel = {
  readonly lexicon: Lexicon;
  readonly firstStage: LinearModel;
  readonly secondStage: Float32Array;
  readonly setWeights: Float32Array;
  readonly spans: SpanModel;
  readonly choices: ChoiceModels;
  readonly decision: DecisionThresholds;
  readonly emergency: EmergencyModel;
};

type Arrays = Map<string, StoredArray>;

function storeLinear(into: Arrays, name: string, model: LinearModel): void {
  into.set(`${name}.keys`, model.vocabulary.keys);
  into.set(`${name}.idf`, model.vocabulary.idf);
  into.set(`${name}.weights`, model.weights);
  into.set(`${name}.scales`, model.scales);
  into.set(`${name}.bias`, model.bias);
}

function loadLinear(file: ArrayFile, name: string, labels: number): LinearModel {
  const vocabulary = { keys: file.uint32(`${name}.keys`), idf: file.uint8(`${name}.idf`) };
  const weights = file.int8(`${name}.weights`);
  if (weights.length !== vocabulary.keys.length * labels) throw new ModelFileError(`"${name}" has other labels`);
  return { vocabulary, labels, weights, scales: file.float32(`${name}.scales`), bias: file.float32(`${name}.bias`) };
}

function storeLexicon(into: Arrays, lexicon: Lexicon): void {
  into.set('lexicon.forms', lexicon.forms);
  into.set('lexicon.formConcepts', lexicon.formConcepts);
  into.set('lexicon.stems', lexicon.stems);
  into.set('lexicon.stemConcepts', lexicon.stemConcepts);
  into.set('lexicon.areas', lexicon.areas);
  into.set('lexicon.general', lexicon.general);
}

function loadLexicon(file: ArrayFile): Lexicon {
  return {
    forms: file.uint32('lexicon.forms'),
    formConcepts: file.uint16('lexicon.formConcepts'),
    stems: file.uint32('lexicon.stems'),
    stemConcepts: file.uint16('lexicon.stemConcepts'),
    areas: file.uint8('lexicon.areas'),
    general: file.uint8('lexicon.general'),
  };
}

/** The arrays of the small emergency model. */
export function storeEmergencyModel(model: EmergencyModel): Arrays {
  const arrays: Arrays = new Map();
  storeLexicon(arrays, model.lexicon);
  storeLinear(arrays, 'alarm', model.alarm);
  storeLinear(arrays, 'kinds', model.kinds);
  return arrays;
}

/** The small emergency model from its file. Throws ModelFileError. */
export function loadEmergencyArrays(file: ArrayFile, thresholds: EmergencyThresholds): EmergencyModel {
  return {
    lexicon: loadLexicon(file),
    alarm: loadLinear(file, 'alarm', 1),
    kinds: loadLinear(file, 'kinds', EMERGENCY_KINDS.length),
    thresholds,
  };
}

/** The arrays of the large model, without the emergency model, which has a file of its own. */
export function storeOfflineModel(model: OfflineModel): Arrays {
  const arrays: Arrays = new Map();
  storeLexicon(arrays, model.lexicon);
  storeLinear(arrays, 'first', model.firstStage);
  arrays.set('second', model.secondStage);
  arrays.set('sets', model.setWeights);
  arrays.set('spans.weights', model.spans.weights);
  arrays.set('spans.lengths', model.spans.lengths);
  arrays.set('spans.scale', Float32Array.of(model.spans.scale));
  for (const slot of CHOICE_SLOT_NAMES) storeLinear(arrays, slot, model.choices[slot]);
  return arrays;
}

/** The large model from its file. Throws ModelFileError. */
export function loadOfflineArrays(
  file: ArrayFile,
  decision: DecisionThresholds,
  emergency: EmergencyModel,
): OfflineModel {
  const choice = (slot: (typeof CHOICE_SLOT_NAMES)[number]) => loadLinear(file, slot, CHOICE_SLOTS[slot].length);
  return {
    lexicon: loadLexicon(file),
    firstStage: loadLinear(file, 'first', FIRST_STAGE_LABELS),
    secondStage: file.float32('second'),
    setWeights: file.float32('sets'),
    spans: {
      weights: file.int8('spans.weights'),
      lengths: file.float32('spans.lengths'),
      scale: file.float32('spans.scale')[0] ?? 1,
    },
    choices: { category: choice('category'), area: choice('area'), door: choice('door') },
    decision,
    emergency,
  };
}
