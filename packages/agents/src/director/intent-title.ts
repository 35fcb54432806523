import type { Language } from '@bos/kernel/language';
import { INTENT_TITLES } from '../persona/phrases.ts';

const TITLES = new Map<string, Readonly<Record<Language, string>>>(Object.entries(INTENT_TITLES));

/** What an intent is called; an intent of which nobody has heard, by its own name. */
export function intentTitle(intent: string, language: Language): string {
  return TITLES.get(intent)?.[language] ?? intent;
}
