import type { Language } from '@bos/kernel/language';
import { createContext, useContext } from 'react';
import { LOCALES } from '../shared/ui-language.ts';
import { SIMULATOR_TEXTS, type SimulatorTexts } from './texts.ts';

export const PageLanguage = createContext<Language>('en');

export function useTexts(): SimulatorTexts {
  return SIMULATOR_TEXTS[useContext(PageLanguage)];
}

export function useLocale(): string {
  return LOCALES[useContext(PageLanguage)];
}
