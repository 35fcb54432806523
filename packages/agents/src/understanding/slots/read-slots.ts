import type { Reading } from '../reading.ts';
import type { FeatureViews } from '../text/features.ts';
import type { Lexicon } from '../text/lexicon.ts';
import type { EmergencyKind, Intent } from '../understanding.ts';
import type { ChoiceReader } from './categories.ts';
import { CHOICES_OF, SPANS_OF, type SpanSlot } from './slot-schema.ts';
import { findSpans, type ScoredSpan, type SpanModel } from './span-tagger.ts';

export type SlotModels = { readonly spans: SpanModel; readonly lexicon: Lexicon; readonly choose: ChoiceReader };

/** Values of one intent, surest first; of two that share words the surer stays: "to 5" is no floor to come from. */
function partedSpans(spans: ReadonlyMap<SpanSlot, ScoredSpan>, slots: readonly SpanSlot[]) {
  const falling = slots
    .flatMap((slot) => {
      const span = spans.get(slot);
      return span === undefined ? [] : [{ slot, ...span }];
    })
    .sort((a, b) => b.score - a.score);
  return falling.filter(({ start, end }, place) => {
    return falling.slice(0, place).every((surer) => surer.end <= start || surer.start >= end);
  });
}

/** The slots of each intent, in the order of `intents`. Free values are verbatim parts of the message. */
export function readSlots(
  models: SlotModels,
  reading: Reading,
  views: FeatureViews,
  intents: readonly Intent[],
  kind: EmergencyKind | undefined,
): Record<string, string>[] {
  const wanted = [...new Set(intents.flatMap((intent) => SPANS_OF[intent] ?? []))];
  const spans = findSpans(reading, models.lexicon, models.spans, wanted);
  return intents.map((intent) => {
    const slots: Record<string, string> = {};
    for (const slot of CHOICES_OF[intent] ?? []) {
      const value = models.choose(slot, views);
      if (value !== undefined) slots[slot] = value;
    }
    for (const { slot, start, end } of partedSpans(spans, SPANS_OF[intent] ?? [])) {
      const first = reading.tokens[start];
      const last = reading.tokens[end - 1];
      if (first !== undefined && last !== undefined) slots[slot] = reading.text.slice(first.start, last.end);
    }
    if (intent === 'emergency' && kind !== undefined) slots.kind = kind;
    return slots;
  });
}
