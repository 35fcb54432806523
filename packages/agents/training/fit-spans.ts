import { type Reading, readText } from '../src/understanding/reading.ts';
import { SPAN_SLOTS, SPANS_OF } from '../src/understanding/slots/slot-schema.ts';
import { tagFeatures } from '../src/understanding/slots/span-features.ts';
import {
  bestSpan,
  COLUMNS,
  LONGEST_SPAN,
  ROLES,
  roleScores,
  SPAN_LENGTHS,
  SPAN_WEIGHTS,
  type Span,
  type SpanModel,
} from '../src/understanding/slots/span-tagger.ts';
import { trimStart } from '../src/understanding/slots/trim-span.ts';
import type { Lexicon } from '../src/understanding/text/lexicon.ts';
import { seededRandom, shuffled } from './random.ts';
import type { TrainingMessage } from './read-data.ts';

const PASSES = 12;

type SpanExample = {
  readonly features: readonly Uint16Array[];
  readonly slot: number;
  readonly gold: Span | undefined;
};

/** Tokens of a value in a message, without leading articles; undefined when it is not made of whole tokens. */
export function goldSpan(reading: Reading, value: string): Span | undefined {
  const from = reading.text.toLowerCase().indexOf(value.toLowerCase());
  if (from < 0) return undefined;
  const start = reading.tokens.findIndex((token) => token.start >= from);
  const end = reading.tokens.findIndex((token) => token.end >= from + value.length) + 1;
  if (start < 0 || end <= start || end - start > LONGEST_SPAN) return undefined;
  return { start: trimStart(reading.tokens, start, end), end };
}

function examplesOf(messages: readonly TrainingMessage[], lexicon: Lexicon): SpanExample[] {
  return messages.flatMap((message) => {
    const slots = new Set(message.intents.flatMap((intent) => SPANS_OF[intent] ?? []));
    if (slots.size === 0) return [];
    const reading = readText(message.text, lexicon);
    const features = tagFeatures(reading, lexicon);
    return [...slots].flatMap((slot) => {
      const value = message.slots[slot];
      const gold = value === undefined ? undefined : goldSpan(reading, value);
      if (value !== undefined && gold === undefined) return [];
      return [{ features, slot: SPAN_SLOTS.indexOf(slot), gold }];
    });
  });
}

/** Averaged structured perceptron over whole values: what is wrongly found loses, what should be found gains. */
export function fitSpans(messages: readonly TrainingMessage[], lexicon: Lexicon): SpanModel {
  const examples = examplesOf(messages, lexicon);
  const weights = new Float32Array(SPAN_WEIGHTS);
  const sums = new Float32Array(SPAN_WEIGHTS);
  const lengths = new Float32Array(SPAN_LENGTHS);
  const lengthSums = new Float32Array(SPAN_LENGTHS);
  const random = seededRandom(17);
  const total = PASSES * examples.length;
  let left = total;
  const change = (example: SpanExample, span: Span | undefined, by: number) => {
    if (span === undefined) return;
    const column = example.slot * ROLES;
    const add = (token: number, role: number) => {
      for (const bucket of example.features[token] ?? []) {
        const place = bucket * COLUMNS + column + role;
        weights[place] = (weights[place] ?? 0) + by;
        sums[place] = (sums[place] ?? 0) + (by * left) / total;
      }
    };
    add(span.start, 0);
    for (let token = span.start; token < span.end; token += 1) add(token, 1);
    add(span.end - 1, 2);
    const length = example.slot * (LONGEST_SPAN + 1) + span.end - span.start;
    lengths[length] = (lengths[length] ?? 0) + by;
    lengthSums[length] = (lengthSums[length] ?? 0) + (by * left) / total;
  };
  for (let pass = 0; pass < PASSES; pass += 1) {
    for (const index of shuffled(examples.length, random)) {
      const example = examples[index];
      left -= 1;
      if (example === undefined) continue;
      const guess = bestSpan(roleScores(example.features, weights, 1, example.slot), lengths, example.slot);
      if (guess?.start === example.gold?.start && guess?.end === example.gold?.end) continue;
      change(example, example.gold, 1);
      change(example, guess, -1);
    }
  }
  const largest = sums.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const scale = largest > 0 ? largest / 127 : 1;
  return { weights: Int8Array.from(sums, (value) => Math.round(value / scale)), scale, lengths: lengthSums };
}
