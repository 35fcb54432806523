import { type ReactNode, useEffect, useRef } from 'react';
import type { Loaded } from '../load-pages.ts';
import type { Polled } from '../use-polled.ts';
import type { MessageView } from '../views.ts';
import { useWorkplace } from '../workplace.ts';
import { MessageItem } from './message-item.tsx';

interface MessageListProps {
  readonly messages: Polled<Loaded<MessageView>>;
  /** Whose conversation it is. */
  readonly userId: string;
  readonly onMore: () => void;
}

/** The messages, oldest first; it stays at the newest. */
export function MessageList({ messages: { value }, userId, onMore }: MessageListProps): ReactNode {
  const { texts } = useWorkplace();
  const end = useRef<HTMLLIElement>(null);
  const newest = value?.items[0]?.id;
  useEffect(() => {
    end.current?.scrollIntoView({ block: 'end' });
  }, [newest]);

  if (value === undefined) return <p className="empty grow">{texts.loading}</p>;
  return (
    <ol className="messages" role="log" aria-live="polite">
      {value.more && (
        <li className="more-line">
          <button type="button" className="more" onClick={onMore}>
            {texts.showMore}
          </button>
        </li>
      )}
      {value.items.length === 0 && <li className="empty">{texts.conversations.noMessages}</li>}
      {value.items.toReversed().map((message) => (
        <MessageItem key={message.id} message={message} userId={userId} />
      ))}
      <li ref={end} aria-hidden="true" />
    </ol>
  );
}
