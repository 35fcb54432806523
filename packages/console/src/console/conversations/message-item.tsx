import type { ReactNode } from 'react';
import { Icon } from '../../shared/icons.tsx';
import { type Delivery, Ticks } from '../../shared/ticks.tsx';
import { shortTime } from '../../shared/time-text.ts';
import { writeAddress } from '../address.ts';
import { IntentChips } from '../intent-chips.tsx';
import type { MessageView } from '../views.ts';
import { nameOf, useWorkplace } from '../workplace.ts';
import { MessageMedia } from './message-media.tsx';

const DELIVERY: Readonly<Record<MessageView['status'], Delivery>> = {
  received: 'delivered',
  queued: 'waiting',
  sending: 'waiting',
  uncertain: 'waiting',
  failed: 'failed',
  sent: 'sent',
  delivered: 'delivered',
  read: 'read',
};

/** Kinds that are all said by their text. */
const WORDS_ALONE = new Set(['text', 'interactive', 'button']);

/** One message with what the system understood of it and what became of it; `userId` is whose conversation it is. */
export function MessageItem(props: { readonly message: MessageView; readonly userId: string }): ReactNode {
  const { message, userId } = props;
  const workplace = useWorkplace();
  const { texts, locale, timeZone } = workplace;
  const { sender, authorId, status, failureCode, intents = [], missionId, buttons = [] } = message;
  const outbound = message.direction === 'outbound';
  const label = failureCode === undefined ? texts.conversations.statuses[status] : failureCode;
  return (
    <li className={`message ${sender}`}>
      <div className="bubble">
        {outbound && (
          <span className="author">
            {authorId === undefined ? texts.conversations.senders[sender] : nameOf(workplace, authorId)}
          </span>
        )}
        {!WORDS_ALONE.has(message.kind) && <span className="kind">{message.kind}</span>}
        {message.media !== undefined && <MessageMedia media={message.media} userId={userId} />}
        <Content message={message} />
        {buttons.length > 0 && (
          <ul className="button-titles">
            {buttons.map(({ id, title }) => (
              <li key={id}>{title}</li>
            ))}
          </ul>
        )}
        <span className="meta">
          {status === 'failed' && <span className="failure">{label}</span>}
          <time dateTime={message.sentAt}>{shortTime(new Date(message.sentAt), new Date(), locale, timeZone)}</time>
          {outbound && <Ticks state={DELIVERY[status]} label={label} />}
        </span>
      </div>
      {(intents.length > 0 || missionId !== undefined) && (
        <div className="understood">
          <IntentChips intents={intents} />
          {missionId !== undefined && (
            <a className="chip link" href={writeAddress({ view: 'missions', id: missionId })}>
              <Icon name="missions" /> {texts.conversations.mission}
            </a>
          )}
        </div>
      )}
    </li>
  );
}

function Content({ message: { text, location } }: { readonly message: MessageView }): ReactNode {
  if (text !== undefined && text !== '') return <span className="words">{text}</span>;
  if (location !== undefined) {
    return <span className="words">{`${location.latitude.toFixed(5)}, ${location.longitude.toFixed(5)}`}</span>;
  }
  return null;
}
