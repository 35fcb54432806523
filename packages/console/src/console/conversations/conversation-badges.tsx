import type { ReactNode } from 'react';
import { Badge, type Tone } from '../badge.tsx';
import type { ConversationView } from '../views.ts';
import { nameOf, useWorkplace } from '../workplace.ts';

const TONES: Readonly<Record<ConversationView['state'], Tone>> = {
  active: 'good',
  escalated: 'warn',
  resolved: 'quiet',
};

/** Who answers, and what is waited for. */
export function ConversationBadges({ conversation }: { readonly conversation: ConversationView }): ReactNode {
  const workplace = useWorkplace();
  const { state, assignedTo, waitingFor } = conversation;
  const texts = workplace.texts.conversations;
  return (
    <>
      <Badge tone={TONES[state]}>{texts.states[state]}</Badge>
      {assignedTo !== undefined && <span className="aside">{texts.takenBy(nameOf(workplace, assignedTo))}</span>}
      {waitingFor !== undefined && <span className="aside">{texts.waitingFor[waitingFor]}</span>}
    </>
  );
}
