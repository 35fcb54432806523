import { createClient } from '@bos/client/client';
import type { Language } from '@bos/kernel/language';
import { type ReactNode, useCallback, useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { LOCALES, pageLanguage } from '../shared/ui-language.ts';
import { CheckInPage } from './check-in-page.tsx';
import { createGuestDesk } from './guest-desk.ts';
import { LanguageChoice } from './language-choice.tsx';
import { readLink } from './link.ts';
import { Nowhere } from './notices.tsx';
import { PageLanguage } from './page-language.ts';
import { CHECK_IN_TEXTS } from './texts.ts';

function onHash(changed: () => void): () => void {
  window.addEventListener('hashchange', changed);
  return () => window.removeEventListener('hashchange', changed);
}

/** The whole page. Who has its address is signed in nowhere: the address is all that they need, and all that is kept. */
export function CheckInApp(): ReactNode {
  const [language, setLanguage] = useState<Language>(() => pageLanguage(navigator.languages));
  const fragment = useSyncExternalStore(onHash, () => window.location.hash);

  useEffect(() => {
    document.documentElement.lang = LOCALES[language];
    document.title = CHECK_IN_TEXTS[language].title;
  }, [language]);

  return (
    <PageLanguage value={language}>
      <div className="top">
        <LanguageChoice chosen={language} onChoose={setLanguage} />
      </div>
      <main>
        <ByLink key={fragment} fragment={fragment} language={language} />
      </main>
    </PageLanguage>
  );
}

function ByLink({ fragment, language }: { readonly fragment: string; readonly language: Language }): ReactNode {
  const desk = useMemo(() => {
    const link = readLink(fragment);
    return link && createGuestDesk(createClient({}), link);
  }, [fragment]);
  const [isLost, setIsLost] = useState(false);
  const lose = useCallback(() => setIsLost(true), []);
  if (desk === undefined || isLost) return <Nowhere />;
  return <CheckInPage desk={desk} language={language} onLost={lose} />;
}
