import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Icon } from '../../shared/icons.tsx';
import type { PapersView } from '../views.ts';
import { useWorkplace } from '../workplace.ts';
import { PdfLink } from './pdf-link.tsx';

type Document = PapersView['documents'][number];

/** The documents in place: pictures are shown, and larger on demand; a PDF is opened in a tab of its own. */
export function ShownDocuments({ documents }: { readonly documents: readonly Document[] }): ReactNode {
  const { texts } = useWorkplace();
  const words = texts.papers;
  if (documents.length === 0) return <p className="empty">{words.none}</p>;
  return (
    <ul className="documents">
      {documents.map((document, index) => (
        <li key={document.id}>
          <figure>
            <figcaption>
              <strong>{words.kinds[document.kind]}</strong>
              <span className="aside">{words.position(index + 1, documents.length)}</span>
            </figcaption>
            {document.contentType === 'application/pdf' ? (
              <PdfLink url={document.url} />
            ) : (
              <Picture url={document.url} name={words.kinds[document.kind]} />
            )}
          </figure>
        </li>
      ))}
    </ul>
  );
}

function Picture({ url, name }: { readonly url: string; readonly name: string }): ReactNode {
  const { texts } = useWorkplace();
  const words = texts.papers;
  const [broken, setBroken] = useState(false);
  const [large, setLarge] = useState(false);
  if (broken) return <p className="empty">{words.unreadable}</p>;
  return (
    <>
      <button type="button" className="document-picture" title={words.larger} onClick={() => setLarge(true)}>
        <img src={url} alt={name} referrerPolicy="no-referrer" onError={() => setBroken(true)} />
        <span className="visually-hidden">{words.larger}</span>
      </button>
      {large && <Large url={url} name={name} onClose={() => setLarge(false)} />}
    </>
  );
}

/** Over the whole window, in as many pixels as it has. */
function Large(props: { readonly url: string; readonly name: string; readonly onClose: () => void }): ReactNode {
  const { url, name, onClose } = props;
  const { texts } = useWorkplace();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} className="large-picture" aria-label={name} onClose={onClose}>
      <button type="button" className="button" onClick={onClose} aria-label={texts.today.journey.close}>
        <Icon name="close" />
      </button>
      <img src={url} alt={name} referrerPolicy="no-referrer" />
    </dialog>
  );
}
