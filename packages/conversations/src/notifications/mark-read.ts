import type { Clock } from '@bos/kernel/clock';
import { isDomainError, notFound } from '@bos/kernel/errors';
import type { Stored } from '@bos/table/entity';
import type { Table } from '@bos/table/table';
import { replace } from '@bos/table/write';
import { type Notification, notificationEntity } from './notification.ts';
import { createNotificationStore } from './notification-store.ts';

export interface MarkRead {
  readonly buildingId: string;
  readonly userId: string;
  readonly notificationId: string;
}

/** Marks an entry of the person's own inbox as read; the first time counts. Throws NOTIFICATION_NOT_FOUND. */
export async function markRead(
  { table, clock }: { readonly table: Table; readonly clock: Clock },
  { buildingId, userId, notificationId }: MarkRead,
): Promise<Stored<Notification>> {
  const store = createNotificationStore(table);
  const read = async () => {
    const found = await store.get(buildingId, userId, notificationId);
    if (!found) throw notFound('notification', notificationId);
    return found;
  };
  const before = await read();
  if (before.readAt !== undefined) return before;
  try {
    await table.write([replace(notificationEntity, before, { ...before, readAt: clock.now().toISOString() })]);
  } catch (error) {
    // Reading is all that ever changes an entry: whoever was faster did the same.
    if (!isDomainError(error, 'WRITE_CONFLICT')) throw error;
  }
  return read();
}
