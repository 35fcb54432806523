import type { Language } from '@bos/kernel/language';
import type { ReactNode } from 'react';
import { useTexts } from './page-language.ts';

const CHOICES = [
  { language: 'pt', short: 'PT', name: 'Português' },
  { language: 'en', short: 'EN', name: 'English' },
  { language: 'es', short: 'ES', name: 'Español' },
] as const satisfies readonly { readonly language: Language; readonly short: string; readonly name: string }[];

interface LanguageChoiceProps {
  readonly chosen: Language;
  readonly onChoose: (language: Language) => void;
}

/** The languages of the page, each in itself. */
export function LanguageChoice({ chosen, onChoose }: LanguageChoiceProps): ReactNode {
  const texts = useTexts();
  return (
    <fieldset className="languages">
      <legend className="visually-hidden">{texts.language}</legend>
      {CHOICES.map(({ language, short, name }) => (
        <button
          key={language}
          type="button"
          lang={language}
          aria-pressed={chosen === language}
          aria-label={name}
          onClick={() => onChoose(language)}
        >
          {short}
        </button>
      ))}
    </fieldset>
  );
}
