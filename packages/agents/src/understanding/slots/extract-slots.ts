import type { OfflineModel } from '../model/model-arrays.ts';
import { readText } from '../reading.ts';
import { featuresOf } from '../text/features.ts';
import type { Intent } from '../understanding.ts';
import { createChoiceReader } from './categories.ts';
import { readSlots } from './read-slots.ts';

/** Slots of one intent in a message, in any of the languages; free values are verbatim parts of it. */
export type ExtractSlots = (text: string, intent: Intent) => Record<string, string>;

/** Prepares the extraction of slots when a person has confirmed what a message meant. Pure. */
export function createSlotExtractor(model: Pick<OfflineModel, 'spans' | 'lexicon' | 'choices'>): ExtractSlots {
  const models = { spans: model.spans, lexicon: model.lexicon, choose: createChoiceReader(model.choices) };
  return (text, intent) => {
    const reading = readText(text, model.lexicon);
    const views = featuresOf(reading.tokens, reading.concepts, model.lexicon);
    return readSlots(models, reading, views, [intent], undefined)[0] ?? {};
  };
}
