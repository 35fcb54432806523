import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { CheckInApp } from './check-in-app.tsx';

const root = document.getElementById('app');
if (root === null) throw new Error('the page has no #app');
createRoot(root).render(
  <StrictMode>
    <CheckInApp />
  </StrictMode>,
);
