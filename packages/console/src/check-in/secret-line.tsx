import { type ReactNode, useState } from 'react';
import { toClipboard } from '../shared/to-clipboard.ts';
import { useTexts } from './page-language.ts';

interface SecretLineProps {
  readonly label: string;
  readonly value: string;
  /** In large figures, to be read at a door. */
  readonly large?: boolean;
}

/** Something to be typed elsewhere, with a button that copies it. */
export function SecretLine({ label, value, large = false }: SecretLineProps): ReactNode {
  const { ready } = useTexts();
  const [outcome, setOutcome] = useState<'copied' | 'notCopied'>();
  async function copy(): Promise<void> {
    setOutcome((await toClipboard(value)) ? 'copied' : 'notCopied');
  }
  return (
    <div className={large ? 'secret large' : 'secret'}>
      <dt>{label}</dt>
      <dd>
        <span className="secret-value">{value}</span>
        <button type="button" className="quiet-button" aria-label={ready.copy(label)} onClick={() => void copy()}>
          {outcome === 'copied' ? ready.copied : ready.copyShort}
        </button>
      </dd>
      <dd className={outcome === 'notCopied' ? 'secret-hint' : 'visually-hidden'} role="status">
        {outcome !== undefined && ready[outcome]}
      </dd>
    </div>
  );
}
