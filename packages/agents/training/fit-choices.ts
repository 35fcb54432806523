import { readText } from '../src/understanding/reading.ts';
import type { ChoiceModels } from '../src/understanding/slots/categories.ts';
import { CHOICE_SLOTS, CHOICES_OF, type ChoiceSlot } from '../src/understanding/slots/slot-schema.ts';
import { featuresOf } from '../src/understanding/text/features.ts';
import type { Lexicon } from '../src/understanding/text/lexicon.ts';
import type { LinearModel } from '../src/understanding/text/linear-model.ts';
import { indexRows, vectorOf } from '../src/understanding/text/vectors.ts';
import { buildVocabulary } from './build-vocabulary.ts';
import { fitLinear } from './fit-linear.ts';
import type { TrainingMessage } from './read-data.ts';

function fitChoice(messages: readonly TrainingMessage[], lexicon: Lexicon, slot: ChoiceSlot): LinearModel {
  const values: readonly string[] = CHOICE_SLOTS[slot];
  const usable = messages.filter((message) => {
    const known = values.includes(message.slots[slot] ?? '');
    return known && message.intents.some((intent) => CHOICES_OF[intent]?.includes(slot));
  });
  const views = usable.map((message) => {
    const reading = readText(message.text, lexicon);
    return featuresOf(reading.tokens, reading.concepts, lexicon);
  });
  const vocabulary = buildVocabulary(views, 3);
  const rowOf = indexRows(vocabulary.keys);
  const vectors = views.map((view) => vectorOf(view, vocabulary, rowOf));
  const targets = usable.map((message) => [values.indexOf(message.slots[slot] ?? '')]);
  return fitLinear(vocabulary, vectors, targets, values.length, { cost: 0.5, balance: 0.3, passes: 8, seed: 23 });
}

/** Fits category, area and door, each on the messages whose intent has that slot. */
export function fitChoices(messages: readonly TrainingMessage[], lexicon: Lexicon): ChoiceModels {
  return {
    category: fitChoice(messages, lexicon, 'category'),
    area: fitChoice(messages, lexicon, 'area'),
    door: fitChoice(messages, lexicon, 'door'),
  };
}
