import { operations } from '@bos/client/operations';
import { type ReactNode, useState } from 'react';
import { shortTime } from '../../shared/time-text.ts';
import { writeAddress } from '../address.ts';
import { EmptyPane } from '../detail-pane.tsx';
import { Entry } from '../entry.tsx';
import { ListPane } from '../list-pane.tsx';
import { loadPages } from '../load-pages.ts';
import { usePolled } from '../use-polled.ts';
import type { TicketView } from '../views.ts';
import { useWorkplace } from '../workplace.ts';
import { TicketBadges } from './ticket-badges.tsx';
import { TicketDetail } from './ticket-detail.tsx';
import { placeOf } from './ticket-place.ts';

type Filter = 'open' | 'closed';

export function TicketsView({ id }: { readonly id: string | undefined }): ReactNode {
  const { client, buildingId, texts } = useWorkplace();
  const [status, setStatus] = useState<Filter>('open');
  const [pages, setPages] = useState(1);
  const list = usePolled(`tickets ${status} ${pages}`, (signal) =>
    loadPages(pages, (cursor) =>
      client.call(operations.listTickets, { params: { buildingId }, query: { status, limit: 50, cursor }, signal }),
    ),
  );
  return (
    <>
      <ListPane
        title={texts.nav.tickets}
        empty={texts.tickets.empty}
        list={list}
        filters={[
          { value: 'open', label: texts.open },
          { value: 'closed', label: texts.closed },
        ]}
        filter={status}
        onFilter={(value) => setStatus(value === 'closed' ? 'closed' : 'open')}
        onMore={() => setPages(pages + 1)}
      >
        {(ticket) => <TicketEntry key={ticket.id} ticket={ticket} selected={ticket.id === id} />}
      </ListPane>
      {id === undefined ? (
        <EmptyPane text={texts.tickets.choose} />
      ) : (
        <TicketDetail key={id} id={id} onChanged={list.refresh} />
      )}
    </>
  );
}

function TicketEntry({ ticket, selected }: { readonly ticket: TicketView; readonly selected: boolean }): ReactNode {
  const { texts, locale, timeZone } = useWorkplace();
  return (
    <Entry
      href={writeAddress({ view: 'tickets', id: ticket.id })}
      selected={selected}
      title={
        <>
          <code>{ticket.reference}</code> {texts.tickets.categories[ticket.category]}
        </>
      }
      time={shortTime(new Date(ticket.openedAt), new Date(), locale, timeZone)}
      lines={[
        placeOf(ticket, texts),
        <span key="state" className="row">
          <TicketBadges ticket={ticket} />
        </span>,
      ]}
    />
  );
}
