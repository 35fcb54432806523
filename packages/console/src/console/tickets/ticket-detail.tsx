import { operations } from '@bos/client/operations';
import type { ReactNode } from 'react';
import { Icon } from '../../shared/icons.tsx';
import { fullTime } from '../../shared/time-text.ts';
import { writeAddress } from '../address.ts';
import { DetailPane, EmptyPane } from '../detail-pane.tsx';
import { usePolled } from '../use-polled.ts';
import type { TicketView } from '../views.ts';
import { nameOf, useWorkplace } from '../workplace.ts';
import { TicketBadges } from './ticket-badges.tsx';
import { TicketForm } from './ticket-form.tsx';
import { placeOf } from './ticket-place.ts';

interface TicketDetailProps {
  readonly id: string;
  readonly onChanged: () => void;
}

export function TicketDetail({ id, onChanged }: TicketDetailProps): ReactNode {
  const { client, buildingId, texts } = useWorkplace();
  const params = { buildingId, ticketId: id };
  const found = usePolled(`ticket ${id}`, (signal) => client.callVersioned(operations.getTicket, { params, signal }));
  if (found.value === undefined) return <EmptyPane text={texts.loading} error={found.error} />;
  const { body: ticket, version } = found.value;
  return (
    <DetailPane
      view="tickets"
      title={
        <>
          <code>{ticket.reference}</code> {texts.tickets.categories[ticket.category]}
        </>
      }
      badges={<TicketBadges ticket={ticket} />}
      actions={<Links ticket={ticket} />}
      error={found.error}
    >
      <div className="detail-body">
        <blockquote>{ticket.description ?? texts.tickets.hidden}</blockquote>
        <TicketFacts ticket={ticket} />
        {version !== undefined && (
          <TicketForm
            ticket={ticket}
            version={version}
            onSaved={() => {
              found.refresh();
              onChanged();
            }}
          />
        )}
      </div>
    </DetailPane>
  );
}

function Links({ ticket: { conversationId, missionId } }: { readonly ticket: TicketView }): ReactNode {
  const { texts } = useWorkplace();
  return (
    <>
      {conversationId !== undefined && (
        <a className="button" href={writeAddress({ view: 'conversations', id: conversationId })}>
          <Icon name="conversations" /> {texts.missions.conversation}
        </a>
      )}
      {missionId !== undefined && (
        <a className="button" href={writeAddress({ view: 'missions', id: missionId })}>
          <Icon name="missions" /> {texts.conversations.mission}
        </a>
      )}
    </>
  );
}

function TicketFacts({ ticket }: { readonly ticket: TicketView }): ReactNode {
  const workplace = useWorkplace();
  const { texts, locale, timeZone } = workplace;
  const time = (text: string): string => fullTime(new Date(text), locale, timeZone);
  const facts: [string, string][] = [
    [texts.tickets.reportedBy, nameOf(workplace, ticket.userId)],
    [texts.tickets.place, placeOf(ticket, texts)],
    [texts.tickets.opened, time(ticket.openedAt)],
    [texts.tickets.dueAt, time(ticket.dueAt)],
  ];
  if (ticket.resolvedAt !== undefined) facts.push([texts.tickets.resolvedAt, time(ticket.resolvedAt)]);
  return (
    <dl className="fact-grid">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
