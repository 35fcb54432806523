import type { Building } from '@bos/buildings/buildings/building';
import type { Language } from '@bos/kernel/language';
import type { Step } from '@bos/missions/missions/step';
import type { Parts } from '../../wording/phrase-book.ts';

/** What a tool put out, in words. */
export type Report = (output: unknown, language: Language, context: ReplyContext) => string;

export type FailureDetail = NonNullable<Step['failureDetail']>;

/** What can be said of the tools of one room. */
export interface Vocabulary {
  /** By the name of the tool. */
  readonly reports: ReadonlyMap<string, Report>;
  /** Why a step did not come off; undefined for a code that the room does not know. */
  explain(code: string, detail: FailureDetail, parts: Parts, language: Language): string | undefined;
}

/** What a reply may name beside the stored results. */
export interface ReplyContext {
  readonly emergencyNumbers: Building['emergencyNumbers'];
  /** Codes of the person who is answered, by the ids of their credentials: those that work when the reply is written. */
  readonly codes: ReadonlyMap<string, string>;
  /** The words for the tools of the mission's steps. */
  readonly vocabularies: readonly Vocabulary[];
}
