import type { ReactNode } from 'react';
import { shortTime } from '../../shared/time-text.ts';
import type { PapersView, WaitingPapersView } from '../views.ts';
import { useWorkplace } from '../workplace.ts';
import { shortDay } from './arrival.ts';

interface PapersFactsProps {
  readonly papers: PapersView | WaitingPapersView;
}

/** What is known of papers without opening them. */
export function PapersFacts({ papers }: PapersFactsProps): ReactNode {
  const { texts, locale, timeZone } = useWorkplace();
  const words = texts.papers;
  const facts: [string, string][] = [
    [words.arrival, shortDay(papers.checkIn, locale)],
    [words.departure, shortDay(papers.checkOut, locale)],
  ];
  if (papers.submittedAt !== undefined) {
    facts.push([words.sent, shortTime(new Date(papers.submittedAt), new Date(), locale, timeZone)]);
  }
  if (papers.documents.length > 0) {
    facts.push([words.documents, papers.documents.map(({ kind }) => words.kinds[kind]).join(', ')]);
  }
  return (
    <>
      <dl className="fact-grid">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {papers.reason !== undefined && (
        <p className="former-reason">
          <strong>{words.formerReason}</strong> {papers.reason}
        </p>
      )}
    </>
  );
}
