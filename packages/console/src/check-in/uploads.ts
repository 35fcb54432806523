import { type DocumentKind, MOST_DOCUMENTS } from '@bos/stays/check-in/check-in-kinds';
import { problemOfFile, type UploadProblem } from './judge-file.ts';

export type UploadState =
  | { readonly kind: 'waiting' }
  /** `share`: 0 to 1. */
  | { readonly kind: 'sending'; readonly share: number }
  | { readonly kind: 'sent'; readonly documentId: string }
  | { readonly kind: 'failed'; readonly problem: UploadProblem };

/** A file that a guest chose in this visit, and what became of it. */
export interface Upload {
  readonly key: number;
  readonly documentKind: DocumentKind;
  readonly file: File;
  readonly state: UploadState;
}

export type UploadChange =
  | {
      readonly kind: 'chosen';
      readonly files: readonly File[];
      readonly documentKind: DocumentKind;
      /** Documents that are with the building from before. */
      readonly earlier: number;
    }
  | { readonly kind: 'moved'; readonly key: number; readonly state: UploadState }
  | { readonly kind: 'removed'; readonly key: number }
  /** Not one of those that were sent could be opened: none of them is there any more. */
  | { readonly kind: 'unreadable' };

const UNREADABLE: UploadState = { kind: 'failed', problem: 'unreadable' };

const takesPlace = ({ state }: Upload): boolean => state.kind !== 'failed';

/** The files after a change. What cannot be sent is listed with the reason, so that nobody looks for it in vain. */
export function uploadsAfter(before: readonly Upload[], change: UploadChange): readonly Upload[] {
  switch (change.kind) {
    case 'moved':
      return before.map((upload) => (upload.key === change.key ? { ...upload, state: change.state } : upload));
    case 'unreadable':
      return before.map((upload) => (upload.state.kind === 'sent' ? { ...upload, state: UNREADABLE } : upload));
    case 'removed':
      return before.filter(({ key }) => key !== change.key);
    case 'chosen': {
      const uploads = [...before];
      for (const file of change.files) uploads.push(chosen(uploads, file, change));
      return uploads;
    }
  }
}

function chosen(
  uploads: readonly Upload[],
  file: File,
  { documentKind, earlier }: Extract<UploadChange, { kind: 'chosen' }>,
): Upload {
  const key = Math.max(0, ...uploads.map((upload) => upload.key)) + 1;
  const isFull = earlier + uploads.filter(takesPlace).length >= MOST_DOCUMENTS;
  const problem = isFull ? 'tooMany' : problemOfFile(file);
  const state: UploadState = problem === undefined ? { kind: 'waiting' } : { kind: 'failed', problem };
  return { key, documentKind, file, state };
}

/** Which is to be sent now: one after the other, for two at once only share one network. */
export function nextToSend(uploads: readonly Upload[]): Upload | undefined {
  if (uploads.some(({ state }) => state.kind === 'sending')) return undefined;
  return uploads.find(({ state }) => state.kind === 'waiting');
}

export function isSending(uploads: readonly Upload[]): boolean {
  return uploads.some(({ state }) => state.kind === 'waiting' || state.kind === 'sending');
}

/** The ids under which the building has those that were sent. */
export function sentIds(uploads: readonly Upload[]): ReadonlySet<string> {
  return new Set(uploads.flatMap(({ state }) => (state.kind === 'sent' ? [state.documentId] : [])));
}
