import { operations } from '@bos/client/operations';
import { type ReactNode, useState } from 'react';
import { DetailPane, EmptyPane } from '../detail-pane.tsx';
import { loadPages } from '../load-pages.ts';
import { useAction } from '../use-action.ts';
import { usePolled } from '../use-polled.ts';
import type { ConversationView } from '../views.ts';
import { nameOf, useWorkplace } from '../workplace.ts';
import { ConversationBadges } from './conversation-badges.tsx';
import { MessageList } from './message-list.tsx';
import { ReplyBox } from './reply-box.tsx';

const CHANGES = {
  takeOver: operations.takeOverConversation,
  handBack: operations.handBackConversation,
  resolve: operations.resolveConversation,
} as const;
type Change = keyof typeof CHANGES;

/** Which changes make sense in a state; whether they are allowed is the server's to say. */
const CHANGES_OF: Readonly<Record<ConversationView['state'], readonly Change[]>> = {
  active: ['takeOver', 'resolve'],
  escalated: ['handBack', 'resolve'],
  resolved: [],
};

interface ConversationDetailProps {
  readonly id: string;
  readonly onChanged: () => void;
}

export function ConversationDetail({ id, onChanged }: ConversationDetailProps): ReactNode {
  const workplace = useWorkplace();
  const { client, buildingId, texts } = workplace;
  const params = { buildingId, conversationId: id };
  const [pages, setPages] = useState(1);
  const action = useAction();

  const found = usePolled(`conversation ${id}`, (signal) =>
    client.callVersioned(operations.getConversation, { params, signal }),
  );
  const messages = usePolled(`messages ${id} ${pages}`, (signal) =>
    loadPages(pages, (cursor) =>
      client.call(operations.listMessages, { params, query: { limit: 100, cursor }, signal }),
    ),
  );

  async function change(name: Change): Promise<void> {
    const version = found.value?.version;
    const ifMatch = version === undefined ? {} : { ifMatch: version };
    await action.run(() => client.call(CHANGES[name], { params, ...ifMatch }));
    found.refresh();
    onChanged();
  }

  async function reply(text: string, key: string): Promise<boolean> {
    const sent = await action.run(() =>
      client.call(operations.replyToConversation, { params, body: { text }, idempotencyKey: key }),
    );
    messages.refresh();
    found.refresh();
    onChanged();
    return sent;
  }

  const conversation = found.value?.body;
  if (conversation === undefined) return <EmptyPane text={texts.loading} error={found.error} />;
  return (
    <DetailPane
      view="conversations"
      title={nameOf(workplace, conversation.userId)}
      badges={
        <>
          <ConversationBadges conversation={conversation} />
          <span className="aside">{conversation.contact.value}</span>
        </>
      }
      actions={CHANGES_OF[conversation.state].map((name) => (
        <button key={name} type="button" className="button" disabled={action.busy} onClick={() => void change(name)}>
          {texts.conversations[name]}
        </button>
      ))}
      error={action.error ?? found.error ?? messages.error}
    >
      <MessageList messages={messages} userId={conversation.userId} onMore={() => setPages(pages + 1)} />
      {conversation.state !== 'resolved' && <ReplyBox conversation={conversation} busy={action.busy} onReply={reply} />}
    </DetailPane>
  );
}
