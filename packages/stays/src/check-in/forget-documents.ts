import { DAY } from '@bos/kernel/clock';
import type { DocumentStorage } from '@bos/kernel/document-storage';
import { listWhile } from '@bos/table/list-while';
import { type RetentionOverrides, termOf } from '@bos/table/retention';
import { retryConflicts } from '@bos/table/retry-conflicts';
import type { StoredItem } from '@bos/table/stored-item';
import type { Table } from '@bos/table/table';
import { remove } from '@bos/table/write';
import * as z from 'zod';
import { type CheckInName, checkInEntity, documentKey } from './check-in.ts';
import { CHECK_IN_STATUSES } from './check-in-kinds.ts';
import { createCheckInStore } from './check-in-store.ts';

interface Dependencies {
  readonly table: Table;
  readonly documents: Pick<DocumentStorage, 'remove'>;
}

/** As many of one status as a run takes; the next run takes the rest. */
const MOST_AT_ONCE = 1_000;

const namesSchema = z.object({
  buildingId: z.string(),
  reservationId: z.string(),
  documents: z.array(z.object({ documentId: z.string() })),
});

/** Removes the files of a check-in; other items have none. Idempotent. */
export async function removeCheckInDocuments(
  documents: Pick<DocumentStorage, 'remove'>,
  { type, data }: Pick<StoredItem, 'type' | 'data'>,
): Promise<void> {
  if (type !== checkInEntity.type) return;
  const names = namesSchema.parse(data);
  for (const { documentId } of names.documents) await documents.remove(documentKey(names, documentId));
}

/** The files first: a check-in without files is found again, files without a check-in never are. */
async function forget({ table, documents }: Dependencies, name: CheckInName): Promise<void> {
  await retryConflicts(async () => {
    const checkIn = await table.get(checkInEntity, name);
    if (checkIn === undefined) return;
    await removeCheckInDocuments(documents, { type: checkInEntity.type, data: checkIn });
    await table.write([remove(checkInEntity, checkIn)]);
  });
}

/**
 * Removes the identity documents of stays that ended longer ago than they may be kept, and the check-ins with them. Says
 * how many. The day of the departure is kept whole, whatever the time zone.
 */
export async function forgetDocuments(
  deps: Dependencies,
  {
    buildingId,
    overrides,
    at,
  }: { readonly buildingId: string; readonly overrides: RetentionOverrides | undefined; readonly at: Date },
): Promise<number> {
  const store = createCheckInStore(deps.table);
  const end = at.getTime() - termOf('identityDocument', overrides) - DAY;
  const last = new Date(end).toISOString().slice(0, 10);
  let forgotten = 0;
  for (const status of CHECK_IN_STATUSES) {
    const due = await listWhile(
      (cursor) => store.listInStatus(buildingId, status, { limit: 100, ...(cursor !== undefined && { cursor }) }),
      ({ endsOn }) => endsOn < last,
      MOST_AT_ONCE,
    );
    for (const checkIn of due) await forget(deps, checkIn);
    forgotten += due.length;
  }
  return forgotten;
}
