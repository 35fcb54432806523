import type { ReactNode } from 'react';
import { useWorkplace } from './workplace.ts';

interface IntentChipsProps {
  readonly intents: readonly { readonly intent: string; readonly confidence: number }[];
}

/** What was understood, and how surely. */
export function IntentChips({ intents }: IntentChipsProps): ReactNode {
  const { locale } = useWorkplace();
  const percent = new Intl.NumberFormat(locale, { style: 'percent' });
  return intents.map(({ intent, confidence }) => (
    <span key={intent} className="chip">
      {intent} <b>{percent.format(confidence)}</b>
    </span>
  ));
}
