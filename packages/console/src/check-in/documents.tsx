import { ApiError } from '@bos/client/api-error';
import type { Language } from '@bos/kernel/language';
import { type ReactNode, useContext } from 'react';
import { useAction } from '../console/use-action.ts';
import { DocumentChoice } from './document-choice.tsx';
import { DocumentLine } from './document-line.tsx';
import type { GuestDesk } from './guest-desk.ts';
import { PageLanguage, useTexts } from './page-language.ts';
import type { OwnCheckIn } from './stage.ts';
import { StageTitle } from './stage-title.tsx';
import { Trouble } from './trouble.tsx';
import { isSending, sentIds, type Upload } from './uploads.ts';
import { useUploads } from './use-uploads.ts';

interface DocumentsProps {
  readonly desk: GuestDesk;
  readonly own: OwnCheckIn;
  /** Asks how it stands now. */
  readonly onChanged: () => void;
}

/** Choosing documents, seeing them arrive, handing them over. */
export function Documents({ desk, own, onChanged }: DocumentsProps): ReactNode {
  const { documents: texts } = useTexts();
  const language: Language = useContext(PageLanguage);
  const { list, change } = useUploads(desk, onChanged);
  const handing = useAction();
  const removing = useAction();
  const here = sentIds(list);
  const earlier = own.documents.filter(({ id, received }) => received && !here.has(id));
  const sending = isSending(list);
  const isReady = !sending && earlier.length + here.size > 0;
  const takeBack = (documentId: string) => removing.run(() => desk.takeBack(documentId));

  async function remove({ key, state }: Upload): Promise<void> {
    if (state.kind === 'sent' && !(await takeBack(state.documentId))) return;
    change({ kind: 'removed', key });
    onChanged();
  }

  async function handOver(): Promise<void> {
    await handing.run(async () => {
      try {
        await desk.handOver(language);
      } catch (error) {
        if (error instanceof ApiError && error.code === 'DOCUMENTS_MISSING') change({ kind: 'unreadable' });
        throw error;
      }
    });
    onChanged();
  }

  return (
    <section className="card">
      {own.status === 'invited' && <StageTitle>{texts.title}</StageTitle>}
      <p>{texts.lead}</p>
      <DocumentChoice
        disabled={handing.busy}
        onChoose={(files, documentKind) => change({ kind: 'chosen', files, documentKind, earlier: earlier.length })}
      />
      {earlier.length + list.length > 0 && (
        <ul className="documents" aria-label={texts.list}>
          {earlier.map(({ id, kind }) => (
            <DocumentLine
              key={id}
              kind={kind}
              state={{ kind: 'sent', documentId: id }}
              onRemove={() => void takeBack(id).then(onChanged)}
            />
          ))}
          {list.map((upload) => (
            <DocumentLine
              key={upload.key}
              kind={upload.documentKind}
              file={upload.file}
              state={upload.state}
              onRetry={() => change({ kind: 'moved', key: upload.key, state: { kind: 'waiting' } })}
              onRemove={upload.state.kind === 'sending' ? undefined : () => void remove(upload)}
            />
          ))}
        </ul>
      )}
      <p className="visually-hidden" role="status">
        {list.length > 0 && !sending && texts.count(here.size, list.length - here.size)}
      </p>
      <Trouble error={handing.error ?? removing.error} />
      <button
        type="button"
        className="button primary"
        disabled={!isReady || handing.busy}
        onClick={() => void handOver()}
      >
        {handing.busy ? texts.handingOver : texts.handOver}
      </button>
      {!isReady && <p className="quiet">{sending ? texts.stillSending : texts.nothingYet}</p>}
      <p className="quiet">{texts.privacy}</p>
    </section>
  );
}
