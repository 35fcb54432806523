import { createParcelStore } from '@bos/buildings/access/parcels/parcel-store';
import type { Table } from '@bos/table/table';

/** As many as a short message can hold. */
const MOST_SHOWN = 5;
const MOST_LOOKED_AT = 50;

/** Something that waits at the desk. */
export interface WaitingParcel {
  readonly unitId: string;
  readonly carrier: string;
  /** yyyy-mm-dd, the building's day on which it came. */
  readonly date: string;
}

/** What waits for one person, newest first. */
export async function parcelsWaiting(table: Table, buildingId: string, userId: string): Promise<WaitingParcel[]> {
  const { items } = await createParcelStore(table).listOfUser(buildingId, userId, { limit: MOST_LOOKED_AT });
  return items
    .filter(({ status }) => status === 'received' || status === 'notified')
    .slice(0, MOST_SHOWN)
    .map(({ unitId, carrier, date }) => ({ unitId, carrier, date }));
}
