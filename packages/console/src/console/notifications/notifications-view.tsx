import { operations } from '@bos/client/operations';
import type { ReactNode } from 'react';
import { fullTime } from '../../shared/time-text.ts';
import { type Address, writeAddress } from '../address.ts';
import { Badge, type Tone } from '../badge.tsx';
import { Problem } from '../problem.tsx';
import { useAction } from '../use-action.ts';
import type { Polled } from '../use-polled.ts';
import type { NotificationView } from '../views.ts';
import { useWorkplace } from '../workplace.ts';

const TONES: Readonly<Record<NotificationView['urgency'], Tone>> = {
  normal: 'quiet',
  urgent: 'warn',
  emergency: 'bad',
};

export type Inbox = Polled<{ readonly items: readonly NotificationView[] }>;

/** What it is about: the closest thing first. */
function subjectOf({ ticketId, missionId, conversationId }: NotificationView): Address | undefined {
  if (ticketId !== undefined) return { view: 'tickets', id: ticketId };
  if (conversationId !== undefined) return { view: 'conversations', id: conversationId };
  return missionId === undefined ? undefined : { view: 'missions', id: missionId };
}

/** The signed-in person's inbox, newest first. */
export function NotificationsView({ inbox }: { readonly inbox: Inbox }): ReactNode {
  const { client, buildingId, texts } = useWorkplace();
  const action = useAction();

  function markRead(notificationId: string): void {
    const params = { buildingId, notificationId };
    void action.run(() => client.call(operations.markNotificationRead, { params })).then(inbox.refresh);
  }

  return (
    <section className="wide-pane" aria-label={texts.nav.notifications}>
      <header>
        <h1>{texts.nav.notifications}</h1>
      </header>
      <Problem error={action.error ?? inbox.error} texts={texts} />
      {inbox.value === undefined && inbox.error === undefined && <p className="empty">{texts.loading}</p>}
      {inbox.value?.items.length === 0 && <p className="empty">{texts.notifications.empty}</p>}
      <ul className="notifications">
        {inbox.value?.items.map((notification) => (
          <NotificationItem
            key={notification.id}
            notification={notification}
            onRead={() => markRead(notification.id)}
          />
        ))}
      </ul>
    </section>
  );
}

function NotificationItem(props: { readonly notification: NotificationView; readonly onRead: () => void }): ReactNode {
  const { notification, onRead } = props;
  const { texts, locale, timeZone } = useWorkplace();
  const { urgency, title, body, createdAt, readAt } = notification;
  const subject = subjectOf(notification);
  return (
    <li className={readAt === undefined ? 'notification new' : 'notification'}>
      <div className="notification-words">
        <h2>
          {title}{' '}
          {urgency !== 'normal' && <Badge tone={TONES[urgency]}>{texts.notifications.urgencies[urgency]}</Badge>}
        </h2>
        <p>{body}</p>
        <time dateTime={createdAt}>{fullTime(new Date(createdAt), locale, timeZone)}</time>
      </div>
      <div className="actions">
        {subject !== undefined && (
          <a className="button" href={writeAddress(subject)} onClick={readAt === undefined ? onRead : undefined}>
            {texts.notifications.show}
          </a>
        )}
        {readAt === undefined && (
          <button type="button" className="button" onClick={onRead}>
            {texts.notifications.markRead}
          </button>
        )}
      </div>
    </li>
  );
}
