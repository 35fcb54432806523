import type { Language } from '@bos/kernel/language';
import { createContext, useContext } from 'react';
import { LOCALES } from '../shared/ui-language.ts';
import { CHECK_IN_TEXTS } from './texts.ts';
import type { CheckInTexts } from './texts-shape.ts';

/** What the guest reads: the language of their browser until they choose another. */
export const PageLanguage = createContext<Language>('en');

export function useTexts(): CheckInTexts {
  return CHECK_IN_TEXTS[useContext(PageLanguage)];
}

export function useLocale(): string {
  return LOCALES[useContext(PageLanguage)];
}
