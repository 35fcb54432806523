import type { Language } from '@bos/kernel/language';

export type Phrase = Readonly<Record<Language, string>>;
export type Parts = Readonly<Record<string, string>>;

/** Gives phrases of a collection by their names, with their `{parts}` filled in. */
export function phraseBook<N extends string>(phrases: Readonly<Record<N, Phrase>>) {
  return (name: N, language: Language, parts: Parts = {}): string =>
    phrases[name][language].replace(/\{(\w+)\}/g, (all, part: string) => parts[part] ?? all);
}
