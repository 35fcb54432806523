import type { ReactNode } from 'react';
import { dayInWords } from './day-in-words.ts';
import { useLocale, useTexts } from './page-language.ts';
import { ProgressSteps } from './progress-steps.tsx';
import { type OwnCheckIn, stageOf } from './stage.ts';

/** Which stay it is, and how far the check-in for it. */
export function StayCard({ own }: { readonly own: OwnCheckIn }): ReactNode {
  const texts = useTexts();
  const locale = useLocale();
  const { building, unitId, checkIn, checkInTime, checkOut, checkOutTime, arrivalTime } = own;
  return (
    <header className="stay">
      <p className="stay-building">{building}</p>
      <h1>{texts.unit(unitId)}</h1>
      <dl className="stay-days">
        <div>
          <dt>{texts.arrival}</dt>
          <dd>{dayInWords(checkIn, locale)}</dd>
          <dd className="stay-time">{texts.fromTime(checkInTime)}</dd>
        </div>
        <div>
          <dt>{texts.departure}</dt>
          <dd>{dayInWords(checkOut, locale)}</dd>
          <dd className="stay-time">{texts.untilTime(checkOutTime)}</dd>
        </div>
      </dl>
      {arrivalTime !== undefined && own.phase === 'before' && (
        <p className="stay-expected">{texts.expectedAt(arrivalTime)}</p>
      )}
      <ProgressSteps stage={stageOf(own)} />
    </header>
  );
}
