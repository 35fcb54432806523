import { type ReactNode, useEffect, useState } from 'react';
import { Icon } from '../../shared/icons.tsx';
import { useWorkplace } from '../workplace.ts';

/**
 * Opens a PDF in a tab of its own. The storage hands documents out to be saved, which would leave somebody's papers in the
 * folder of downloads: so the page fetches it and opens it by an address that leads nowhere once the papers are closed.
 * Where the storage does not let the page fetch, its own link is left.
 */
export function PdfLink({ url }: { readonly url: string }): ReactNode {
  const { texts } = useWorkplace();
  const [address, setAddress] = useState<string>();

  useEffect(() => {
    const ending = new AbortController();
    let lent: string | undefined;
    async function borrow(): Promise<void> {
      try {
        const response = await fetch(url, { signal: ending.signal, referrerPolicy: 'no-referrer' });
        if (!response.ok) throw new Error(`the storage answered ${response.status}`);
        const bytes = await response.arrayBuffer();
        if (ending.signal.aborted) return;
        lent = URL.createObjectURL(new Blob([bytes], { type: 'application/pdf' }));
        setAddress(lent);
      } catch {
        if (!ending.signal.aborted) setAddress(url);
      }
    }
    void borrow();
    return () => {
      ending.abort();
      if (lent !== undefined) URL.revokeObjectURL(lent);
    };
  }, [url]);

  if (address === undefined) return <p className="empty">{texts.papers.loadingPdf}</p>;
  return (
    <a className="document-pdf" href={address} target="_blank" rel="noopener noreferrer">
      <Icon name="papers" />
      {texts.papers.openPdf}
    </a>
  );
}
