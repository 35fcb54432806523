import type { ReactNode } from 'react';
import { shortTime } from '../../shared/time-text.ts';
import { writeAddress } from '../address.ts';
import { Badge } from '../badge.tsx';
import { EmptyPane } from '../detail-pane.tsx';
import { Entry } from '../entry.tsx';
import { ListPane } from '../list-pane.tsx';
import { dayAt } from '../today/day.ts';
import type { WaitingPapersView } from '../views.ts';
import { useWorkplace } from '../workplace.ts';
import { byArrival, comingDay, shortDay } from './arrival.ts';
import { PapersDetail } from './papers-detail.tsx';
import { papersName } from './papers-name.ts';
import type { WaitingPapers } from './use-waiting-papers.ts';

interface PapersViewProps {
  /** The reservation whose papers are looked at. */
  readonly id: string | undefined;
  readonly waiting: WaitingPapers;
}

/** The papers that guests have sent before they arrive, who arrives first at the head. */
export function PapersView({ id, waiting }: PapersViewProps): ReactNode {
  const { texts } = useWorkplace();
  const words = texts.papers;
  const items = byArrival(waiting.value?.items ?? []);
  const list = { ...waiting, value: waiting.value && { ...waiting.value, items } };
  return (
    <>
      <ListPane title={words.title} empty={words.empty} list={list} onMore={waiting.more}>
        {(papers) => <PapersEntry key={papers.id} papers={papers} selected={papers.id === id} />}
      </ListPane>
      {id === undefined ? (
        <EmptyPane text={words.choose} />
      ) : (
        <PapersDetail
          key={id}
          id={id}
          listed={items.find((papers) => papers.id === id)}
          next={items.find((papers) => papers.id !== id)}
          isListRead={waiting.value !== undefined || waiting.error !== undefined}
          onChanged={waiting.refresh}
        />
      )}
    </>
  );
}

function PapersEntry({ papers, selected }: { readonly papers: WaitingPapersView; readonly selected: boolean }) {
  const workplace = useWorkplace();
  const { texts, locale, timeZone } = workplace;
  const { id, unitId, checkIn, checkOut, submittedAt, documents } = papers;
  const today = dayAt(new Date(), timeZone);
  const coming = comingDay(checkIn, today, locale);
  const isSoon = coming !== undefined && checkIn <= today;
  return (
    <Entry
      href={writeAddress({ view: 'papers', id })}
      selected={selected}
      title={papersName(workplace, papers)}
      time={submittedAt === undefined ? '' : shortTime(new Date(submittedAt), new Date(), locale, timeZone)}
      lines={[
        `${texts.papers.unit} ${unitId} · ${shortDay(checkIn, locale)} – ${shortDay(checkOut, locale)}`,
        <span key="state" className="row">
          <Badge tone={isSoon ? 'warn' : 'info'}>
            {coming === undefined ? texts.papers.since(shortDay(checkIn, locale)) : texts.papers.arrives(coming)}
          </Badge>
          <span className="aside">{texts.papers.count(documents.length)}</span>
        </span>,
      ]}
    />
  );
}
