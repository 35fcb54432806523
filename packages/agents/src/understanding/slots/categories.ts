import type { FeatureViews } from '../text/features.ts';
import { createLinearScorer, type LinearModel } from '../text/linear-model.ts';
import { CHOICE_SLOTS, type ChoiceSlot } from './slot-schema.ts';

/** One classifier per slot whose value comes from a list; labels in the order of CHOICE_SLOTS. */
export type ChoiceModels = Readonly<Record<ChoiceSlot, LinearModel>>;

/** Reads a slot from a list; undefined when the message does not tell. */
export type ChoiceReader = (slot: ChoiceSlot, views: FeatureViews) => string | undefined;

/** Prepares the classifiers of category, area and door. */
export function createChoiceReader(models: ChoiceModels): ChoiceReader {
  const scorers = {
    category: createLinearScorer(models.category),
    area: createLinearScorer(models.area),
    door: createLinearScorer(models.door),
  };
  return (slot, views) => {
    const margins = scorers[slot](views);
    let best = '';
    let most = Number.NEGATIVE_INFINITY;
    for (const [index, value] of CHOICE_SLOTS[slot].entries()) {
      const margin = margins[index] ?? most;
      if (margin > most) [best, most] = [value, margin];
    }
    return best === '' ? undefined : best;
  };
}
