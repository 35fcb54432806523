import type { Language } from '@bos/kernel/language';
import type { Table } from '@bos/table/table';
import { describeParcels } from './describe-parcels.ts';
import { parcelsWaiting } from './waiting-parcels.ts';

/** What waits at the desk for one person, in words. */
export async function tellWaitingParcels(
  table: Table,
  {
    buildingId,
    userId,
    language,
  }: { readonly buildingId: string; readonly userId: string; readonly language: Language },
): Promise<string> {
  return describeParcels(await parcelsWaiting(table, buildingId, userId), language);
}
