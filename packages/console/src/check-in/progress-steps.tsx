import type { ReactNode } from 'react';
import { useTexts } from './page-language.ts';
import type { Stage } from './stage.ts';

const STEPS = ['documents', 'waiting', 'ready'] as const;

/** How many of the steps are behind whoever is at this stage. */
function stepsDone(stage: Stage): number {
  switch (stage) {
    case 'documents':
    case 'refused':
      return 0;
    case 'waiting':
      return 1;
    case 'ready':
    case 'over':
      return STEPS.length;
  }
}

/** Documents, then the front desk, then ready. */
export function ProgressSteps({ stage }: { readonly stage: Stage }): ReactNode {
  const { progress, steps, stepDone } = useTexts();
  const done = stepsDone(stage);
  return (
    <ol className="steps" aria-label={progress}>
      {STEPS.map((step, index) => (
        <li key={step} className={index < done ? 'done' : undefined} aria-current={index === done ? 'step' : undefined}>
          <span className="step-mark" aria-hidden="true">
            {index < done ? <Check /> : index + 1}
          </span>
          {steps[step]}
          {index < done && <span className="visually-hidden">, {stepDone}</span>}
        </li>
      ))}
    </ol>
  );
}

function Check(): ReactNode {
  return (
    <svg className="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d="M5 13l5 5 9-11" />
    </svg>
  );
}
