import type { ReactNode } from 'react';
import { relativeTime } from '../../shared/time-text.ts';
import { Badge, type Tone } from '../badge.tsx';
import type { TicketView } from '../views.ts';
import { useWorkplace } from '../workplace.ts';

const STATUS_TONES: Readonly<Record<TicketView['status'], Tone>> = {
  open: 'info',
  assigned: 'info',
  in_progress: 'info',
  waiting: 'warn',
  resolved: 'good',
  closed: 'quiet',
  cancelled: 'quiet',
};

const PRIORITY_TONES: Readonly<Record<TicketView['priority'], Tone>> = {
  low: 'quiet',
  normal: 'quiet',
  high: 'warn',
  emergency: 'bad',
};

/** Status, priority where it is not the usual one, and how much time is left. */
export function TicketBadges({ ticket }: { readonly ticket: TicketView }): ReactNode {
  const { texts } = useWorkplace();
  const { status, priority } = ticket;
  return (
    <>
      <Badge tone={STATUS_TONES[status]}>{texts.tickets.statuses[status]}</Badge>
      {priority !== 'normal' && <Badge tone={PRIORITY_TONES[priority]}>{texts.tickets.priorities[priority]}</Badge>}
      <Due ticket={ticket} />
    </>
  );
}

function Due({ ticket: { dueAt, resolvedAt, finishedAt } }: { readonly ticket: TicketView }): ReactNode {
  const { texts, locale } = useWorkplace();
  if (resolvedAt !== undefined || finishedAt !== undefined) return null;
  const now = new Date();
  const due = new Date(dueAt);
  const text = relativeTime(due, now, locale);
  if (due < now) return <span className="aside late">{texts.tickets.overdue(text)}</span>;
  return <span className="aside">{texts.tickets.due(text)}</span>;
}
