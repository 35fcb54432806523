import { LANGUAGES, type Language } from '@bos/kernel/language';
import { alarmOf, decide, isDanger } from './decide.ts';
import { createEmergencyDetector, createKindReader, emergencyFeatures } from './emergency.ts';
import { rankSets } from './intent-sets.ts';
import type { OfflineModel } from './model/model-arrays.ts';
import { doubtedIntents } from './physical-doubt.ts';
import { evidenceOf, marginsOf, readText } from './reading.ts';
import { logOddsOf } from './second-stage.ts';
import { createChoiceReader } from './slots/categories.ts';
import { readSlots } from './slots/read-slots.ts';
import { featuresOf } from './text/features.ts';
import { createLinearScorer } from './text/linear-model.ts';
import { INTENTS, type Understanding } from './understanding.ts';

export type Understand = (text: string) => Understanding;

function languageOf(margins: Float32Array): Language {
  let best: Language = LANGUAGES[0];
  let most = Number.NEGATIVE_INFINITY;
  for (const [index, language] of LANGUAGES.entries()) {
    const margin = margins[INTENTS.length + index] ?? most;
    if (margin > most) [best, most] = [language, margin];
  }
  return best;
}

/**
 * Prepares a reader of messages: language, intents with slots, what to do about them. The reader is pure and
 * deterministic and takes about a millisecond a message. A text without any sign in it is handed over.
 */
export function createUnderstanding(model: OfflineModel): Understand {
  const score = createLinearScorer(model.firstStage);
  const detect = createEmergencyDetector(model.emergency);
  const kindOf = createKindReader(model.emergency);
  const slotModels = { spans: model.spans, lexicon: model.lexicon, choose: createChoiceReader(model.choices) };
  return (text) => {
    const reading = readText(text, model.lexicon);
    if (reading.tokens.length === 0) {
      return { language: LANGUAGES[0], intents: [], decision: { kind: 'handover' }, emergency: undefined };
    }
    const views = featuresOf(reading.tokens, reading.concepts, model.lexicon);
    const margins = marginsOf(reading, views, model.lexicon, score);
    const logOdds = logOddsOf({ weights: model.secondStage }, evidenceOf(margins, reading.tokens.length));
    const ranked = rankSets(model.setWeights, logOdds, margins);
    const alarm = detect(text);
    const danger = isDanger(ranked, alarmOf(text, alarm !== undefined), model.decision);
    const kind = danger ? (alarm?.kind ?? kindOf(emergencyFeatures(text, model.emergency.lexicon))) : undefined;
    const { intents, decision } = decide(ranked, danger, model.decision, doubtedIntents(text));
    const slots = readSlots(
      slotModels,
      reading,
      views,
      intents.map(({ intent }) => intent),
      kind,
    );
    return {
      language: languageOf(margins.whole),
      intents: intents.map((each, index) => ({ ...each, slots: slots[index] ?? {} })),
      decision,
      emergency: kind === undefined ? undefined : { kind },
    };
  };
}
