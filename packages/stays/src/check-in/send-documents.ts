import type { DocumentStorage, SignedUpload } from '@bos/kernel/document-storage';
import { DomainError, invalid } from '@bos/kernel/errors';
import { assertMove } from '@bos/kernel/transitions';
import type { Stored } from '@bos/table/entity';
import { retryConflicts } from '@bos/table/retry-conflicts';
import type { Table } from '@bos/table/table';
import { replace } from '@bos/table/write';
import { arrivalFollows } from './arrival-follows.ts';
import {
  CHECK_IN_TRANSITIONS,
  type CheckIn,
  type CheckInDocument,
  type CheckInName,
  checkInEntity,
  documentKey,
} from './check-in.ts';
import { LARGEST_DOCUMENT_BYTES, MOST_DOCUMENTS } from './check-in-kinds.ts';
import { looksLike } from './document-beginnings.ts';

const UPLOAD_SECONDS = 15 * 60;

interface Dependencies {
  readonly table: Table;
  readonly documents: Pick<DocumentStorage, 'signUpload' | 'describe' | 'read' | 'remove'>;
}

async function change(
  { table }: Pick<Dependencies, 'table'>,
  { buildingId, reservationId, userId }: CheckInName,
  decide: (before: Stored<CheckIn>) => CheckIn | Promise<CheckIn>,
): Promise<CheckIn> {
  return retryConflicts(async () => {
    const before = await table.get(checkInEntity, { buildingId, reservationId, userId });
    if (before === undefined) throw new DomainError('not_found', 'CHECK_IN_NOT_FOUND', 'There is no such check-in.');
    const after = await decide(before);
    const follows = after.status === before.status ? [] : await arrivalFollows(table, after);
    await table.write([replace(checkInEntity, before, after), ...follows]);
    return after;
  });
}

/** Those of them that came: what was announced and never sent takes nobody's place. */
export async function sentDocuments(
  { documents }: { readonly documents: Pick<DocumentStorage, 'describe'> },
  of: CheckInName,
  announced: readonly CheckInDocument[],
): Promise<CheckInDocument[]> {
  const found = await Promise.all(announced.map(({ documentId }) => documents.describe(documentKey(of, documentId))));
  return announced.filter((_document, position) => found[position] !== undefined);
}

/**
 * Lets a guest send one document: a form for the storage, which holds it to this type and to 8 MB, for 15 minutes. Throws
 * CHECK_IN_TRANSITION_REFUSED while staff look at what was sent and after they approved it, and DOCUMENTS_TOO_MANY.
 */
export async function offerUpload(
  deps: Dependencies,
  of: CheckInName,
  document: CheckInDocument,
): Promise<SignedUpload> {
  const after = await change(deps, of, async (before) => {
    assertMove(CHECK_IN_TRANSITIONS, 'check_in', before.status, 'submitted');
    const others = before.documents.filter(({ documentId }) => documentId !== document.documentId);
    const kept = others.length < MOST_DOCUMENTS ? others : await sentDocuments(deps, before, others);
    if (kept.length >= MOST_DOCUMENTS) throw invalid('DOCUMENTS_TOO_MANY', `${MOST_DOCUMENTS} at the most.`);
    return { ...before, documents: [...kept, document] };
  });
  return deps.documents.signUpload({
    key: documentKey(after, document.documentId),
    contentType: document.contentType,
    minBytes: 1,
    maxBytes: LARGEST_DOCUMENT_BYTES,
    expiresInSeconds: UPLOAD_SECONDS,
  });
}

/**
 * Takes a document back that its guest sent by mistake, or that staff have refused; one that is not there is gone already.
 * The file first: what no check-in names is never found again. Throws CHECK_IN_TRANSITION_REFUSED while staff look at what
 * was sent and after they approved it.
 */
export async function takeDocumentBack(deps: Dependencies, of: CheckInName, documentId: string): Promise<CheckIn> {
  return change(deps, of, async (before) => {
    assertMove(CHECK_IN_TRANSITIONS, 'check_in', before.status, 'submitted');
    const documents = before.documents.filter((document) => document.documentId !== documentId);
    if (documents.length < before.documents.length) await deps.documents.remove(documentKey(before, documentId));
    return { ...before, documents };
  });
}

/** Whether it came, and is what it says. What says one thing and is another is removed. */
async function arrived({ documents }: Dependencies, of: CheckInName, document: CheckInDocument): Promise<boolean> {
  const key = documentKey(of, document.documentId);
  const found = await documents.read(key);
  if (found === undefined) return false;
  const good =
    found.contentType === document.contentType &&
    found.bytes <= LARGEST_DOCUMENT_BYTES &&
    (await looksLike(document.contentType, found.content));
  if (!good) await documents.remove(key);
  return good;
}

/**
 * Hands what was sent to staff; announced documents that never came are left out. Throws DOCUMENTS_MISSING when none came,
 * and CHECK_IN_TRANSITION_REFUSED while staff look at what was sent and after they approved it.
 */
export async function submitDocuments(deps: Dependencies, of: CheckInName, at: Date): Promise<CheckIn> {
  return change(deps, of, async (before) => {
    assertMove(CHECK_IN_TRANSITIONS, 'check_in', before.status, 'submitted');
    const came = await Promise.all(before.documents.map((document) => arrived(deps, before, document)));
    const documents = before.documents.filter((_document, position) => came[position]);
    if (documents.length === 0) {
      throw new DomainError('conflict', 'DOCUMENTS_MISSING', 'No document has come that can be looked at.');
    }
    return { ...before, status: 'submitted', submittedAt: at.toISOString(), documents };
  });
}
