import { type FeatureViews, VIEWS } from '../src/understanding/text/features.ts';
import { IDF_SCALE, type Vocabulary } from '../src/understanding/text/vectors.ts';

/** Keeps the features that stand in at least `least` texts, sorted, with their inverse document frequency. */
export function buildVocabulary(texts: readonly FeatureViews[], least: number): Vocabulary {
  const counts = new Map<number, number>();
  for (const views of texts) {
    for (const view of VIEWS) {
      for (const key of views[view]) counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  }
  const kept = [...counts].filter(([, count]) => count >= least).sort(([a], [b]) => a - b);
  return {
    keys: Uint32Array.from(kept, ([key]) => key),
    idf: Uint8Array.from(kept, ([, count]) => {
      return Math.min(255, Math.round(IDF_SCALE * (1 + Math.log(texts.length / count))));
    }),
  };
}
