import { describe, expect, test } from 'vitest';
import { compileLexicon } from '../../../training/compile-lexicon.ts';
import { featuresOf, VIEWS } from './features.ts';
import { findConcepts } from './lexicon.ts';
import { scoreVector } from './linear-model.ts';
import { tokenise } from './tokens.ts';
import { indexRows, vectorOf } from './vectors.ts';

const lexicon = compileLexicon([
  { concept: 'elevator', area: 'lift', pt: ['elevador'], en: ['lift'], es: ['ascensor'], general: false },
]);
const viewsOf = (text: string) => {
  const tokens = tokenise(text);
  return featuresOf(tokens, findConcepts(lexicon, tokens), lexicon);
};

describe('features', () => {
  test('a flat number counts by its length, not by its value', () => {
    expect(viewsOf('apto 1203')).toEqual(viewsOf('apto 0704'));
    expect(viewsOf('apto 12')).not.toEqual(viewsOf('apto 1203'));
  });

  test('words of two languages share the concept view only', () => {
    expect(viewsOf('ascensor').concepts).toEqual(viewsOf('elevador').concepts);
    expect(viewsOf('ascensor').words).not.toEqual(viewsOf('elevador').words);
  });

  test('no message, however strange, breaks them', () => {
    for (const text of ['', '?', '👍🏽', '\ud800']) expect(Object.keys(viewsOf(text))).toEqual([...VIEWS]);
  });
});

describe('vectors', () => {
  const views = viewsOf('send the lift');
  const keys = Uint32Array.from(new Set(VIEWS.flatMap((view) => [...views[view]]))).sort();
  const vocabulary = { keys, idf: new Uint8Array(keys.length).fill(50) };

  test('every known feature has its row, unknown ones have none', () => {
    const rowOf = indexRows(keys);
    expect([...keys].map(rowOf)).toEqual([...keys.keys()]);
    expect(rowOf(12345)).toBe(-1);
  });

  test('the length of a view does not depend on how many features it has', () => {
    const rowOf = indexRows(keys);
    const { values } = vectorOf(views, vocabulary, rowOf);
    const square = values.reduce((sum, value) => sum + value * value, 0);
    const { values: fewer } = vectorOf(viewsOf('lift'), vocabulary, rowOf);
    expect(square).toBeCloseTo(1 + 0.64 + 0.64 + 0.64 + 0.16);
    expect(fewer.length).toBeLessThan(values.length);
  });

  test('margins undo the rounding of each label', () => {
    const model = {
      vocabulary: { keys: Uint32Array.of(1), idf: Uint8Array.of(25) },
      labels: 2,
      weights: Int8Array.of(100, -50),
      scales: Float32Array.of(0.01, 0.02),
      bias: Float32Array.of(-1, 0.5),
    };
    const margins = scoreVector(model, { rows: [0], values: [2] });
    expect(margins[0]).toBeCloseTo(1);
    expect(margins[1]).toBeCloseTo(-1.5);
  });
});
