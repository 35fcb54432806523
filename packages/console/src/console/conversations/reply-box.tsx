import { type FormEvent, type KeyboardEvent, type ReactNode, useState } from 'react';
import { Icon } from '../../shared/icons.tsx';
import type { ConversationView } from '../views.ts';
import { useWorkplace } from '../workplace.ts';

const WINDOW_MILLISECONDS = 24 * 60 * 60 * 1000;

interface ReplyBoxProps {
  readonly conversation: ConversationView;
  readonly busy: boolean;
  /** True when the reply was taken. The key stays the same until then, so that a repeat sends nothing twice. */
  readonly onReply: (text: string, key: string) => Promise<boolean>;
}

export function ReplyBox({ conversation, busy, onReply }: ReplyBoxProps): ReactNode {
  const { texts } = useWorkplace();
  const [text, setText] = useState('');
  const [key, setKey] = useState(() => crypto.randomUUID());
  const { lastInboundAt, state } = conversation;
  const open = lastInboundAt !== undefined && Date.now() - Date.parse(lastInboundAt) < WINDOW_MILLISECONDS;
  const ready = open && !busy && text.trim() !== '';

  async function submit(event?: FormEvent): Promise<void> {
    event?.preventDefault();
    if (!ready || !(await onReply(text.trim(), key))) return;
    setText('');
    setKey(crypto.randomUUID());
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    void submit();
  }

  return (
    <form className="reply-box" onSubmit={(event) => void submit(event)}>
      {!open && <p className="hint">{texts.conversations.windowClosed}</p>}
      {open && state === 'active' && <p className="hint">{texts.conversations.replyHint}</p>}
      <div className="reply-line">
        <textarea
          rows={1}
          maxLength={4096}
          value={text}
          disabled={!open}
          placeholder={texts.conversations.reply}
          aria-label={texts.conversations.reply}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={onKeyDown}
        />
        <button type="submit" className="button primary" disabled={!ready}>
          <Icon name="send" /> {texts.conversations.send}
        </button>
      </div>
    </form>
  );
}
