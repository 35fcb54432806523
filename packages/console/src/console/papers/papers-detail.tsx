import { type ReactNode, useState } from 'react';
import { Icon } from '../../shared/icons.tsx';
import { writeAddress } from '../address.ts';
import { Badge, type Tone } from '../badge.tsx';
import { DetailPane, EmptyPane } from '../detail-pane.tsx';
import type { PapersView, WaitingPapersView } from '../views.ts';
import { useWorkplace } from '../workplace.ts';
import { PapersFacts } from './papers-facts.tsx';
import { papersName } from './papers-name.ts';
import { ReviewBar } from './review-bar.tsx';
import { ShownDocuments } from './shown-documents.tsx';
import { type Papers, usePapers } from './use-papers.ts';

const TONES: Readonly<Record<PapersView['status'], Tone>> = {
  invited: 'quiet',
  submitted: 'warn',
  approved: 'good',
  refused: 'bad',
};

interface PapersDetailProps {
  readonly id: string;
  /** As the list of those that wait tells; undefined for what does not wait, or not any more. */
  readonly listed: WaitingPapersView | undefined;
  /** Who is looked at after this one. */
  readonly next: WaitingPapersView | undefined;
  readonly isListRead: boolean;
  readonly onChanged: () => void;
}

/** The papers of one guest: opened, looked at, approved or refused. */
export function PapersDetail({ id, listed, next, isListRead, onChanged }: PapersDetailProps): ReactNode {
  const workplace = useWorkplace();
  const { texts } = workplace;
  const words = texts.papers;
  const papers = usePapers(id, listed?.submittedAt);
  // They leave the list as soon as they are decided about, and are still what is looked at.
  const [known, setKnown] = useState(listed);
  if (listed !== undefined && listed !== known) setKnown(listed);

  const shown = papers.opened ?? known;
  if (shown === undefined && !isListRead) return <EmptyPane text={texts.loading} />;
  const status = papers.decided ?? papers.opened?.status ?? (listed && 'submitted');
  const waits = status === 'submitted';

  return (
    <DetailPane
      view="papers"
      title={shown ? papersName(workplace, shown) : words.title}
      badges={
        <>
          {status !== undefined && <Badge tone={TONES[status]}>{words.statuses[status]}</Badge>}
          {shown && <span className="day-unit">{shown.unitId}</span>}
        </>
      }
      actions={
        shown && (
          <a className="button" href={writeAddress({ view: 'today', id: shown.checkIn })}>
            <Icon name="today" /> {words.dayOf}
          </a>
        )
      }
      error={papers.error}
    >
      <div className="detail-body">
        {shown && <PapersFacts papers={shown} />}
        <Meanwhile papers={papers} />
        {papers.decided === undefined ? (
          <Documents papers={papers} count={shown?.documents.length} gone={!waits && papers.opened === undefined} />
        ) : (
          <Decided decision={papers.decided} next={next} />
        )}
      </div>
      {papers.opened !== undefined && papers.decided === undefined && waits && (
        <ReviewBar
          guestId={papers.opened.guestId}
          busy={papers.busy}
          onDecide={(decision) => void papers.decide(decision).then(onChanged)}
        />
      )}
    </DetailPane>
  );
}

function Meanwhile({ papers: { meanwhile, decided } }: { readonly papers: Papers }): ReactNode {
  const { texts } = useWorkplace();
  const words = texts.papers;
  if (meanwhile === undefined || decided !== undefined) return null;
  return (
    <p className="notice" role="alert">
      {meanwhile.kind === 'reviewed'
        ? words.meanwhile.reviewed(words.statuses[meanwhile.status])
        : words.meanwhile[meanwhile.kind]}
    </p>
  );
}

interface DocumentsProps {
  readonly papers: Papers;
  readonly count: number | undefined;
  /** They do not wait to be looked at. */
  readonly gone: boolean;
}

/** The documents, or what opens them: each look is recorded, so nobody looks by accident. */
function Documents({ papers, count, gone }: DocumentsProps): ReactNode {
  const { texts } = useWorkplace();
  const words = texts.papers;
  const { opened, isShown, busy, open } = papers;
  if (opened !== undefined && isShown) return <ShownDocuments documents={opened.documents} />;
  return (
    <div className="closed-papers">
      <Icon name="papers" />
      {count !== undefined && <strong>{words.count(count)}</strong>}
      <p className="hint">{opened !== undefined ? words.closed : gone ? words.looked : words.recorded}</p>
      <button type="button" className="button primary" disabled={busy} onClick={() => void open()}>
        {opened === undefined ? words.open : words.openAgain}
      </button>
    </div>
  );
}

function Decided(props: { readonly decision: 'approved' | 'refused'; readonly next: WaitingPapersView | undefined }) {
  const workplace = useWorkplace();
  const words = workplace.texts.papers;
  const { decision, next } = props;
  return (
    <div className="closed-papers" role="status">
      <Icon name="papers" />
      <strong>{words.decided[decision]}</strong>
      {next === undefined ? (
        <p className="hint">{words.done}</p>
      ) : (
        <a className="button primary" href={writeAddress({ view: 'papers', id: next.id })}>
          {words.next} {papersName(workplace, next)}
        </a>
      )}
    </div>
  );
}
