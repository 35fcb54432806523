import { LANGUAGES } from '@bos/kernel/language';
import { alarmOf } from '../src/understanding/decide.ts';
import { thresholdFor } from '../src/understanding/emergency.ts';
import type { DecisionThresholds } from '../src/understanding/model/manifest.ts';
import { FIRST_STAGE_LABELS, type OfflineModel } from '../src/understanding/model/model-arrays.ts';
import { readText } from '../src/understanding/reading.ts';
import { featuresOf } from '../src/understanding/text/features.ts';
import { indexRows, vectorOf } from '../src/understanding/text/vectors.ts';
import { INTENTS } from '../src/understanding/understanding.ts';
import { buildVocabulary } from './build-vocabulary.ts';
import { chooseThresholds, crossValidationFigures } from './choose-thresholds.ts';
import { compileLexicon, DANGER_AREAS } from './compile-lexicon.ts';
import { crossValidate, type Example } from './cross-validate.ts';
import { fitChoices } from './fit-choices.ts';
import { fitEmergency } from './fit-emergency.ts';
import { type FitOptions, fitLinear } from './fit-linear.ts';
import { fitSpans } from './fit-spans.ts';
import { foldOf, type LexiconEntry, type TrainingMessage } from './read-data.ts';

const FOLDS = 8;
/** Features in fewer messages are left out. */
const LEAST_MESSAGES = 4;
const FIRST_STAGE: FitOptions = { cost: 0.5, balance: 0, passes: 10, seed: 7 };

export type Trained = {
  readonly model: OfflineModel;
  readonly decision: DecisionThresholds;
  readonly figures: Record<string, number>;
};

/**
 * Trains everything from labelled messages and the lexicon. The same data give the same model, bit by bit.
 * @param report called with one line a step
 */
export function trainModel(
  messages: readonly TrainingMessage[],
  entries: readonly LexiconEntry[],
  report: (line: string) => void,
): Trained {
  const lexicon = compileLexicon(entries);
  const readings = messages.map((message) => readText(message.text, lexicon));
  const views = readings.map((reading) => featuresOf(reading.tokens, reading.concepts, lexicon));
  const vocabulary = buildVocabulary(views, LEAST_MESSAGES);
  const rowOf = indexRows(vocabulary.keys);
  report(`${messages.length} messages, ${entries.length} concepts, ${vocabulary.keys.length} features`);
  const vectors = views.map((view) => vectorOf(view, vocabulary, rowOf));
  const targets = messages.map((message) => message.intents.map((intent) => INTENTS.indexOf(intent)));
  const examples = messages.flatMap((message, index): Example[] => {
    const [reading, view, vector, target] = [readings[index], views[index], vectors[index], targets[index]];
    if (reading === undefined || view === undefined || vector === undefined || target === undefined) return [];
    return [{ reading, views: view, vector, target, fold: foldOf(message.id, FOLDS) }];
  });
  report('cross-validation of intents');
  const validated = crossValidate(examples, FOLDS, vocabulary, lexicon, FIRST_STAGE);
  report('emergencies');
  const dangerLexicon = compileLexicon(entries, (entry) => DANGER_AREAS.has(entry.area));
  const emergency = fitEmergency(messages, dangerLexicon);
  const judged = messages.map((message, index) => ({
    ranked: validated.ranked[index] ?? [],
    target: targets[index] ?? [],
    alarm: alarmOf(
      message.text,
      (emergency.margins[index] ?? 0) >= thresholdFor(message.text, emergency.model.thresholds),
    ),
  }));
  const decision = chooseThresholds(judged);
  report('first stage on all messages');
  const withLanguage = messages.map((message, index) => {
    return [...(targets[index] ?? []), INTENTS.length + LANGUAGES.indexOf(message.lang)];
  });
  const firstStage = fitLinear(vocabulary, vectors, withLanguage, FIRST_STAGE_LABELS, FIRST_STAGE);
  report('slots');
  const model: OfflineModel = {
    lexicon,
    firstStage,
    secondStage: validated.secondStage,
    setWeights: validated.setWeights,
    spans: fitSpans(messages, lexicon),
    choices: fitChoices(messages, lexicon),
    decision,
    emergency: emergency.model,
  };
  return { model, decision, figures: crossValidationFigures(judged, decision) };
}
