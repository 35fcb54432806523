import type { Language } from '@bos/kernel/language';

/** The locale in which times and numbers are written. */
export const LOCALES: Readonly<Record<Language, string>> = { pt: 'pt-BR', en: 'en-GB', es: 'es' };

/** The first of these languages (`pt-BR`, `en` …) that the pages speak; English when there is none. */
export function pageLanguage(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    const [language = ''] = tag.toLowerCase().split('-');
    if (language === 'pt' || language === 'en' || language === 'es') return language;
  }
  return 'en';
}
