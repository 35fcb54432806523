import { type ReactNode, useRef, useState } from 'react';
import { Icon } from '../../shared/icons.tsx';
import type { MessageView } from '../views.ts';
import { nameOf, useWorkplace } from '../workplace.ts';

/** What every browser shows. */
const PICTURES = new Set(['image/jpeg', 'image/png', 'image/webp']);
const KILOBYTE = 1024;

interface MessageMediaProps {
  readonly media: NonNullable<MessageView['media']>;
  readonly userId: string;
}

/** The picture or the file of a message, or why it cannot be shown. */
export function MessageMedia({ media, userId }: MessageMediaProps): ReactNode {
  const workplace = useWorkplace();
  const { texts, locale } = workplace;
  const { state, url, mimeType = '', fileName, bytes = 0 } = media;
  if (state === undefined) return null;
  if (state !== 'stored' || url === undefined) {
    return state === 'stored' ? null : <span className="media-note">{texts.conversations.media[state]}</span>;
  }
  if (PICTURES.has(mimeType))
    return <Picture url={url} alt={texts.conversations.pictureOf(nameOf(workplace, userId))} />;
  const size = Math.max(1, Math.round(bytes / KILOBYTE)).toLocaleString(locale);
  return (
    <a className="media-file" href={url} download={fileName ?? ''}>
      <Icon name="link" /> {fileName ?? texts.conversations.file} ({size} KB)
    </a>
  );
}

/**
 * Each reading of the conversation brings another address of the same picture. The first one stays, so that it is loaded
 * once; when it is too old the latest takes its place.
 */
function Picture({ url, alt }: { readonly url: string; readonly alt: string }): ReactNode {
  const [shown, setShown] = useState(url);
  const latest = useRef(url);
  latest.current = url;
  return (
    <a className="media-picture" href={url}>
      <img src={shown} alt={alt} loading="lazy" onError={() => setShown(latest.current)} />
    </a>
  );
}
