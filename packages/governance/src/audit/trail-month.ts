import { HOUR } from '@bos/kernel/clock';
import type { RawItems } from '@bos/table/raw-items';
import type { StoredItem } from '@bos/table/stored-item';
import { type AuditHour, hourOf, startOf } from './audit-hour.ts';
import { hourOfItem, partitionOf } from './seal-trail.ts';

/** What lies in the table of one hour of a trail. */
export interface TrailHour {
  readonly hour: AuditHour;
  /** By id. */
  readonly records: readonly StoredItem[];
  readonly seal: StoredItem | undefined;
}

const SEAL = /^SEAL#(\d{4}-\d\d-\d\dT\d\d)$/;

/** Every hour of a month, whether or not there is anything of it. What belongs to no hour counts as of the first one. */
export async function hoursOfMonth(
  { raw }: { readonly raw: Pick<RawItems, 'query'> },
  buildingId: string,
  month: string,
): Promise<readonly TrailHour[]> {
  const first = `${month}-01T00`;
  const records = new Map<AuditHour, StoredItem[]>();
  const seals = new Map<AuditHour, StoredItem>();
  for await (const item of raw.query({ partition: partitionOf(buildingId, month), prefix: '' })) {
    const sealed = SEAL.exec(item.SK)?.[1];
    if (sealed !== undefined) {
      seals.set(sealed, item);
      continue;
    }
    const own = hourOfItem(item);
    const hour = own?.startsWith(month) ? own : first;
    records.set(hour, [...(records.get(hour) ?? []), item]);
  }
  const hours: TrailHour[] = [];
  for (let at = startOf(first); hourOf(at).startsWith(month); at = new Date(at.getTime() + HOUR)) {
    const hour = hourOf(at);
    hours.push({ hour, records: records.get(hour) ?? [], seal: seals.get(hour) });
  }
  return hours;
}
