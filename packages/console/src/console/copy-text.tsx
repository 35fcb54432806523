import { type ReactNode, useRef, useState } from 'react';
import { toClipboard } from '../shared/to-clipboard.ts';
import { useWorkplace } from './workplace.ts';

/**
 * A text to take along. Where the browser lets no page write to the clipboard (it does so on https and on this machine
 * alone) the text is selected, and the keys of the system copy it.
 */
export function CopyText({ label, text }: { readonly label: string; readonly text: string }): ReactNode {
  const { texts } = useWorkplace();
  const [copied, setCopied] = useState(false);
  const field = useRef<HTMLInputElement>(null);

  async function copy(): Promise<void> {
    const done = await toClipboard(text);
    if (done) setCopied(true);
    else field.current?.select();
  }

  return (
    <span className="copy-text">
      <input ref={field} readOnly aria-label={label} value={text} onFocus={(event) => event.currentTarget.select()} />
      <button type="button" className="button small" onClick={() => void copy()}>
        {copied ? texts.copied : texts.copy}
      </button>
      <span className="visually-hidden" role="status">
        {copied ? texts.copied : ''}
      </span>
    </span>
  );
}
