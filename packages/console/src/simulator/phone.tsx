import type { PhoneMessage, SimulatedPerson } from '@bos/embedded/simulator/phone-message';
import { type ReactNode, useEffect, useRef } from 'react';
import { Icon } from '../shared/icons.tsx';
import { useVisible } from '../shared/use-visible.ts';
import { Bubble } from './bubble.tsx';
import { unreadOf } from './chats.ts';
import { Composer, type Spoken } from './composer.tsx';
import { useLocale, useTexts } from './page-language.ts';
import { markRead } from './simulator-api.ts';

interface PhoneProps {
  readonly person: SimulatedPerson;
  readonly chat: readonly PhoneMessage[];
  readonly typing: boolean;
  readonly notice: string | undefined;
  readonly onSay: (spoken: Spoken) => void;
  readonly onTap: (messageId: string, buttonId: string) => void;
  readonly onRefuse: (why: string) => void;
}

/** One person's telephone with the building's chat open. */
export function Phone({ person, chat, typing, notice, onSay, onTap, onRefuse }: PhoneProps): ReactNode {
  const texts = useTexts();
  const end = useRef<HTMLLIElement>(null);
  const visible = useVisible();
  const unread = unreadOf(chat);

  useEffect(() => {
    // Should it fail, the next message asks again.
    if (visible && unread > 0) markRead(person.phone).catch(() => {});
  }, [visible, unread, person.phone]);

  const lastId = chat.at(-1)?.id;
  useEffect(() => {
    end.current?.scrollIntoView({ block: 'end' });
  }, [lastId, typing, person.id]);

  return (
    <section className="phone" aria-label={texts.chatWith(person.name)}>
      <header className="phone-header">
        <span className="building-mark">
          <Icon name="building" />
        </span>
        <div>
          <h2>{texts.business}</h2>
          <p aria-live="polite">{typing ? texts.typing : texts.online}</p>
        </div>
      </header>
      <ol className="chat" role="log" aria-live="polite">
        {chat.length === 0 && <li className="empty">{texts.empty}</li>}
        <Lines chat={chat} onTap={onTap} />
        {typing && (
          <li className="line" aria-hidden="true">
            <div className="bubble typing">
              <i />
              <i />
              <i />
            </div>
          </li>
        )}
        <li ref={end} aria-hidden="true" />
      </ol>
      {notice !== undefined && (
        <p className="notice" role="alert">
          {notice}
        </p>
      )}
      <Composer key={person.id} onSend={onSay} onRefuse={onRefuse} />
    </section>
  );
}

/** The messages, with the day wherever it changes. */
function Lines({ chat, onTap }: Pick<PhoneProps, 'chat' | 'onTap'>): ReactNode {
  const locale = useLocale();
  const texts = useTexts();
  const chosen = new Map(chat.flatMap(({ contextId, text }) => (contextId === undefined ? [] : [[contextId, text]])));
  const today = new Date().toDateString();
  let day = '';
  return chat.flatMap((message) => {
    const date = new Date(message.at);
    const changed = date.toDateString() !== day;
    day = date.toDateString();
    const name = day === today ? texts.today : date.toLocaleDateString(locale, { day: 'numeric', month: 'long' });
    const bubble = (
      <Bubble
        key={message.id}
        message={message}
        chosen={chosen.get(message.id)}
        onTap={(buttonId) => onTap(message.id, buttonId)}
      />
    );
    if (!changed) return [bubble];
    return [
      <li key={day} className="day">
        {name}
      </li>,
      bubble,
    ];
  });
}
