import type { PhoneMessage } from '@bos/embedded/simulator/phone-message';
import type { ReactNode } from 'react';
import { Ticks } from '../shared/ticks.tsx';
import { durationText } from '../shared/time-text.ts';
import { useLocale, useTexts } from './page-language.ts';

/** An address ends before what ends a sentence. */
const ADDRESS = /(https?:\/\/[^\s<>"]*[^\s<>".,;:!?)\]}'*])/;

/** An address in a message is tapped; what is opened does not learn from where. */
function withLinks(text: string): ReactNode[] {
  return text.split(ADDRESS).map((part, index) =>
    index % 2 === 1 ? (
      <a key={`${index} ${part}`} href={part} target="_blank" rel="noopener noreferrer">
        {part}
      </a>
    ) : (
      part
    ),
  );
}

/** WhatsApp writes what stands between asterisks in bold. */
function boldParts(text: string): ReactNode[] {
  return text
    .split(/(?<![\p{L}\d*])\*([^*\s](?:[^*\n]*[^*\s])?)\*(?![\p{L}\d*])/u)
    .flatMap((part, index): ReactNode[] =>
      index % 2 === 1 ? [<b key={`${index} ${part}`}>{part}</b>] : withLinks(part),
    );
}

interface BubbleProps {
  readonly message: PhoneMessage;
  /** The button of it that was tapped, by its title. */
  readonly chosen: string | undefined;
  readonly onTap: (buttonId: string) => void;
}

/** One message, with its buttons below. */
export function Bubble({ message, chosen, onTap }: BubbleProps): ReactNode {
  const texts = useTexts();
  const locale = useLocale();
  const own = message.sender === 'person';
  const time = new Date(message.at).toLocaleTimeString(locale, { hour: '2-digit', minute: '2-digit' });
  return (
    <li className={own ? 'line own' : 'line'}>
      <div className="bubble">
        {message.header !== undefined && <strong className="bubble-header">{message.header}</strong>}
        <Attachment message={message} />
        {message.text !== '' && <span className="bubble-text">{boldParts(message.text)}</span>}
        {message.footer !== undefined && <span className="bubble-footer">{message.footer}</span>}
        <span className="bubble-meta">
          <time dateTime={message.at}>{time}</time>
          {own && <Ticks state={message.tick} label={texts.ticks[message.tick]} />}
        </span>
      </div>
      {message.buttons !== undefined && (
        <ul className="reply-buttons">
          {message.buttons.map(({ id, title }) => (
            <li key={id}>
              <button type="button" aria-pressed={chosen === title} onClick={() => onTap(id)}>
                {title}
              </button>
            </li>
          ))}
        </ul>
      )}
      {message.answeredAfterMilliseconds !== undefined && (
        <span className="answered">{texts.answeredIn(durationText(message.answeredAfterMilliseconds, locale))}</span>
      )}
    </li>
  );
}

function Attachment({ message: { kind, pictureId } }: { readonly message: PhoneMessage }): ReactNode {
  const texts = useTexts();
  if (pictureId !== undefined) {
    return <img className="bubble-picture" src={`/simulator/api/pictures/${pictureId}`} alt={texts.picture} />;
  }
  if (kind === 'image' || kind === 'document' || kind === 'template') {
    const names = { image: texts.picture, document: texts.document, template: texts.template };
    return <span className="bubble-kind">{names[kind]}</span>;
  }
  return null;
}
