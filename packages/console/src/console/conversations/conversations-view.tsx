import { operations } from '@bos/client/operations';
import { type ReactNode, useState } from 'react';
import { Avatar } from '../../shared/avatar.tsx';
import { shortTime } from '../../shared/time-text.ts';
import { writeAddress } from '../address.ts';
import { EmptyPane } from '../detail-pane.tsx';
import { Entry } from '../entry.tsx';
import { ListPane } from '../list-pane.tsx';
import { loadPages } from '../load-pages.ts';
import { usePolled } from '../use-polled.ts';
import type { ConversationView } from '../views.ts';
import { nameOf, useWorkplace } from '../workplace.ts';
import { ConversationBadges } from './conversation-badges.tsx';
import { ConversationDetail } from './conversation-detail.tsx';

type State = 'open' | 'closed';

export function ConversationsView({ id }: { readonly id: string | undefined }): ReactNode {
  const { client, buildingId, texts } = useWorkplace();
  const [state, setState] = useState<State>('open');
  const [pages, setPages] = useState(1);
  const list = usePolled(`conversations ${state} ${pages}`, (signal) =>
    loadPages(pages, (cursor) =>
      client.call(operations.listConversations, {
        params: { buildingId },
        query: { state, limit: 50, cursor },
        signal,
      }),
    ),
  );
  return (
    <>
      <ListPane
        title={texts.nav.conversations}
        empty={texts.conversations.empty}
        list={list}
        filters={[
          { value: 'open', label: texts.open },
          { value: 'closed', label: texts.closed },
        ]}
        filter={state}
        onFilter={(value) => setState(value === 'closed' ? 'closed' : 'open')}
        onMore={() => setPages(pages + 1)}
      >
        {(conversation) => (
          <ConversationEntry key={conversation.id} conversation={conversation} selected={conversation.id === id} />
        )}
      </ListPane>
      {id === undefined ? (
        <EmptyPane text={texts.conversations.choose} />
      ) : (
        <ConversationDetail key={id} id={id} onChanged={list.refresh} />
      )}
    </>
  );
}

function ConversationEntry(props: { readonly conversation: ConversationView; readonly selected: boolean }): ReactNode {
  const { conversation, selected } = props;
  const workplace = useWorkplace();
  const { texts, locale, timeZone, people } = workplace;
  const name = nameOf(workplace, conversation.userId);
  const units = people.get(conversation.userId)?.unitIds ?? [];
  const place = units.length > 0 ? `${texts.conversations.unit} ${units.join(', ')}` : conversation.contact.value;
  return (
    <Entry
      href={writeAddress({ view: 'conversations', id: conversation.id })}
      selected={selected}
      mark={<Avatar name={name} />}
      title={name}
      time={shortTime(new Date(conversation.lastMessageAt), new Date(), locale, timeZone)}
      lines={[
        `${place} · WhatsApp`,
        <span key="state" className="row">
          <ConversationBadges conversation={conversation} />
        </span>,
      ]}
    />
  );
}
