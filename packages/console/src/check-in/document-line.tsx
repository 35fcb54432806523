import type { DocumentKind } from '@bos/stays/check-in/check-in-kinds';
import type { ReactNode } from 'react';
import { Icon } from '../shared/icons.tsx';
import { mayBeTriedAgain } from './judge-file.ts';
import { useTexts } from './page-language.ts';
import { Thumbnail } from './thumbnail.tsx';
import type { UploadState } from './uploads.ts';

interface DocumentLineProps {
  readonly kind: DocumentKind;
  /** Of a document that came in an earlier visit there is no more than its kind. */
  readonly file?: File;
  readonly state: UploadState;
  readonly onRetry?: () => void;
  /** Missing while it cannot be taken back. */
  readonly onRemove?: (() => void) | undefined;
}

/** One document: what it is, how far it has come, and what can be done about it. */
export function DocumentLine({ kind, file, state, onRetry, onRemove }: DocumentLineProps): ReactNode {
  const { documents: texts } = useTexts();
  const name = file === undefined ? texts.kinds[kind] : `${texts.kinds[kind]} (${file.name})`;
  const canRetry = state.kind === 'failed' && mayBeTriedAgain(state.problem);
  return (
    <li className={`document ${state.kind}`}>
      <Thumbnail {...(file !== undefined && { file })} />
      <span className="document-words">
        <span className="document-kind">{texts.kinds[kind]}</span>
        {file !== undefined && <span className="document-name">{file.name}</span>}
        <StateWords state={state} name={name} />
        {canRetry && onRetry !== undefined && (
          <button type="button" className="quiet-button" aria-label={texts.tryAgainWith(name)} onClick={onRetry}>
            {texts.tryAgain}
          </button>
        )}
      </span>
      {onRemove !== undefined && (
        <button type="button" className="icon-button" aria-label={texts.remove(name)} onClick={onRemove}>
          <Icon name="close" />
        </button>
      )}
    </li>
  );
}

function StateWords({ state, name }: { readonly state: UploadState; readonly name: string }): ReactNode {
  const { documents: texts } = useTexts();
  switch (state.kind) {
    case 'waiting':
      return <span className="document-state">{texts.waitingInLine}</span>;
    case 'sending': {
      const percent = Math.round(state.share * 100);
      return (
        <span className="document-state">
          <progress value={percent} max={100} aria-label={name} />
          {texts.sending(percent)}
        </span>
      );
    }
    case 'sent':
      return <span className="document-state">{texts.sent}</span>;
    case 'failed':
      return <span className="document-state">{texts.problems[state.problem]}</span>;
  }
}
