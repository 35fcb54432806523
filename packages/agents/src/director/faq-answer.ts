import { createFaqStore } from '@bos/conversations/faq/faq-store';
import type { Language } from '@bos/kernel/language';
import type { Table } from '@bos/table/table';

/** Finds the entry that a question is about, across languages. */
export interface FaqRanking {
  /** Best first; a score is from 0 to 1. */
  rank(
    query: string,
    entries: readonly { readonly id: string; readonly texts: readonly string[] }[],
  ): readonly { readonly id: string; readonly score: number }[];
}

export interface FaqDependencies {
  readonly table: Table;
  readonly textSimilarity: () => Promise<FaqRanking>;
}

export interface FaqAnswer {
  readonly faqId: string;
  /** The standing question that it answers: the reader's receipt. */
  readonly question: string;
  readonly answer: string;
}

/** Below this likeness an entry is about something else: better to say nothing than something wrong. */
export const FAQ_LIKENESS = 0.42;

/** The building's standing answer in that language, else in the entry's first; undefined when no entry is close. */
export async function answerFromFaq(
  { table, textSimilarity }: FaqDependencies,
  { buildingId, question, language }: { buildingId: string; question: string; language: Language },
): Promise<FaqAnswer | undefined> {
  const entries = await createFaqStore(table).listActive(buildingId);
  const candidates = entries.map(({ faqId, texts }) => ({ id: faqId, texts: texts.map((text) => text.question) }));
  const [best] = (await textSimilarity()).rank(question, candidates);
  if (best === undefined || best.score < FAQ_LIKENESS) return undefined;
  const texts = entries.find(({ faqId }) => faqId === best.id)?.texts ?? [];
  const text = texts.find((candidate) => candidate.language === language) ?? texts[0];
  return text && { faqId: best.id, question: text.question, answer: text.answer };
}
