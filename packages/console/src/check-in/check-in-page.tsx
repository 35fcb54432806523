import type { Language } from '@bos/kernel/language';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { usePolled } from '../console/use-polled.ts';
import { Documents } from './documents.tsx';
import type { GuestDesk } from './guest-desk.ts';
import { Nowhere, Over, Refusal, Waiting } from './notices.tsx';
import { useTexts } from './page-language.ts';
import { Ready } from './ready.tsx';
import { type OwnCheckIn, pollMilliseconds, type Stage, stageOf } from './stage.ts';
import { HasMoved } from './stage-title.tsx';
import { StayCard } from './stay-card.tsx';
import { Trouble } from './trouble.tsx';

interface CheckInPageProps {
  readonly desk: GuestDesk;
  readonly language: Language;
  /** The link leads nowhere, or not any more. */
  readonly onLost: () => void;
}

/** One guest's check-in, as it stands now and a moment later. */
export function CheckInPage({ desk, language, onLost }: CheckInPageProps): ReactNode {
  const texts = useTexts();
  const [stage, setStage] = useState<Stage>();
  const wait = pollMilliseconds(stage);
  const { value: own, error, refresh } = usePolled('own', (signal) => desk.own(language, signal), wait);

  const present = own && stageOf(own);
  useEffect(() => setStage(present), [present]);

  // The way is told in the language of the page.
  const spoken = useRef(language);
  useEffect(() => {
    if (spoken.current === language) return;
    spoken.current = language;
    refresh();
  }, [language, refresh]);

  const isLost = error?.status === 404;
  useEffect(() => {
    if (isLost) onLost();
  }, [isLost, onLost]);

  if (isLost) return <Nowhere />;
  if (own === undefined)
    return error === undefined ? <p className="starting">{texts.loading}</p> : <Trouble error={error} />;
  return (
    <>
      <StayCard own={own} />
      <Trouble error={error} />
      <HasMoved value={stage !== undefined && stage !== present}>
        <StageOf own={own} desk={desk} onChanged={refresh} />
      </HasMoved>
    </>
  );
}

interface StageProps {
  readonly own: OwnCheckIn;
  readonly desk: GuestDesk;
  readonly onChanged: () => void;
}

function StageOf({ own, desk, onChanged }: StageProps): ReactNode {
  switch (stageOf(own)) {
    case 'documents':
      return <Documents desk={desk} own={own} onChanged={onChanged} />;
    case 'refused':
      return (
        <>
          <Refusal reason={own.reason} />
          <Documents desk={desk} own={own} onChanged={onChanged} />
        </>
      );
    case 'waiting':
      return <Waiting own={own} />;
    case 'ready':
      return <Ready own={own} />;
    case 'over':
      return <Over />;
  }
}
