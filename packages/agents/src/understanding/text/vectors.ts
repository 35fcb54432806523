import { type FeatureViews, VIEWS } from './features.ts';

/** The features that a model knows. `idf` holds inverse document frequencies times IDF_SCALE. */
export type Vocabulary = { readonly keys: Uint32Array; readonly idf: Uint8Array };
export const IDF_SCALE = 25;

/** A sparse vector: row numbers in the vocabulary and their values. */
export type SparseVector = { readonly rows: number[]; readonly values: number[] };

/** Finds a feature's row, or -1. */
export type RowIndex = (key: number) => number;

/** Builds the look-up of a vocabulary's rows: open addressing, at most half full. */
export function indexRows(keys: Uint32Array): RowIndex {
  let size = 1;
  while (size < keys.length * 2) size *= 2;
  const mask = size - 1;
  const slots = new Int32Array(size).fill(-1);
  for (let row = 0; row < keys.length; row += 1) {
    let slot = (keys[row] ?? 0) & mask;
    while (slots[slot] !== -1) slot = (slot + 1) & mask;
    slots[slot] = row;
  }
  return (key) => {
    let slot = key & mask;
    for (;;) {
      const row = slots[slot] ?? -1;
      if (row === -1 || keys[row] === key) return row;
      slot = (slot + 1) & mask;
    }
  };
}

/** How much each view counts once it has length 1. */
const VIEW_WEIGHTS: Readonly<Record<(typeof VIEWS)[number], number>> = {
  characters: 1,
  words: 0.8,
  concepts: 0.8,
  pairs: 0.6,
  contexts: 0.8,
  areas: 0.4,
};

/** Weighs known features by rarity and gives each view a fixed length. */
export function vectorOf(views: FeatureViews, vocabulary: Vocabulary, rowOf: RowIndex): SparseVector {
  const rows: number[] = [];
  const values: number[] = [];
  for (const view of VIEWS) {
    const first = rows.length;
    let squares = 0;
    for (const key of views[view]) {
      const row = rowOf(key);
      if (row < 0) continue;
      const value = (vocabulary.idf[row] ?? 0) / IDF_SCALE;
      squares += value * value;
      rows.push(row);
      values.push(value);
    }
    const factor = squares > 0 ? VIEW_WEIGHTS[view] / Math.sqrt(squares) : 0;
    for (let index = first; index < values.length; index += 1) values[index] = (values[index] ?? 0) * factor;
  }
  return { rows, values };
}
