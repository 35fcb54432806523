import type { Reading } from '../reading.ts';
import { shapeOf } from '../text/features.ts';
import { hashText } from '../text/hash.ts';
import type { Lexicon } from '../text/lexicon.ts';
import { isNumberWord, timeRoles } from './dates-times.ts';
import { personRoles } from './people.ts';
import { placeRoles } from './units-floors.ts';

/** Hash space of tag features; the number of buckets is a power of two. */
const TAG_SPACE = 40;
export const TAG_BUCKETS = 1 << 14;

/** Traits of one token that do not depend on its neighbours. */
function traitsOf(reading: Reading, lexicon: Lexicon, concepts: readonly number[][], index: number): string[] {
  const token = reading.tokens[index];
  if (token === undefined) return [index < 0 ? '^' : '$'];
  const traits = [`w${shapeOf(token)}`, `k${token.kind}`];
  for (const role of timeRoles(token.folded)) traits.push(`t${role}`);
  for (const role of placeRoles(token)) traits.push(`p${role}`);
  for (const role of personRoles(token.folded)) traits.push(`h${role}`);
  if (isNumberWord(token.folded)) traits.push('n');
  const raw = reading.text.slice(token.start, token.end);
  if (raw !== raw.toLowerCase() && index > 0) traits.push('capital');
  for (const concept of concepts[index] ?? []) {
    traits.push(`c${concept}`, `a${lexicon.areas[concept] ?? 0}`);
  }
  return traits;
}

/** Bucket numbers of the features of each token: its own traits, its neighbours', and word pairs. */
export function tagFeatures(reading: Reading, lexicon: Lexicon): Uint16Array[] {
  const concepts: number[][] = reading.tokens.map(() => []);
  for (const match of reading.concepts) {
    for (let index = match.start; index < match.end; index += 1) concepts[index]?.push(match.concept);
  }
  const traits = Array.from({ length: reading.tokens.length + 4 }, (_, index) => {
    return traitsOf(reading, lexicon, concepts, index - 2);
  });
  const words = traits.map((own) => own[0] ?? '');
  return reading.tokens.map((token, index) => {
    const place = index + 2;
    const features = ['bias', `s${token.folded.slice(-3)}`, `q${token.folded.slice(0, 4)}`];
    for (const [offset, mark] of [
      [0, '0'],
      [-1, '-'],
      [1, '+'],
      [-2, '<'],
      [2, '>'],
    ] as const) {
      for (const trait of traits[place + offset] ?? []) features.push(`${mark}${trait}`);
    }
    features.push(`b${words[place - 1]} ${words[place]}`, `f${words[place]} ${words[place + 1]}`);
    features.push(`B${words[place - 2]} ${words[place - 1]}`);
    if (index === 0) features.push('first');
    if (index === reading.tokens.length - 1) features.push('last');
    return Uint16Array.from(features, (feature) => hashText(TAG_SPACE, feature) % TAG_BUCKETS);
  });
}
