import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { LOCALES, pageLanguage } from '../shared/ui-language.ts';
import { PageLanguage } from './page-language.ts';
import { SimulatorPage } from './simulator-page.tsx';

const language = pageLanguage(navigator.languages);
document.documentElement.lang = LOCALES[language];

const root = document.getElementById('app');
if (root === null) throw new Error('the page has no #app');
createRoot(root).render(
  <StrictMode>
    <PageLanguage value={language}>
      <SimulatorPage />
    </PageLanguage>
  </StrictMode>,
);
