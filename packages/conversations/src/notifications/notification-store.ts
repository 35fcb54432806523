import type { Stored } from '@bos/table/entity';
import type { ListOptions, Page, Table } from '@bos/table/table';
import { type Notification, notificationEntity } from './notification.ts';

export interface NotificationStore {
  get(buildingId: string, userId: string, notificationId: string): Promise<Stored<Notification> | undefined>;
  /** A person's inbox in one building, newest first. */
  list(
    buildingId: string,
    userId: string,
    page?: Pick<ListOptions, 'limit' | 'cursor'>,
  ): Promise<Page<Stored<Notification>>>;
}

export function createNotificationStore(table: Table): NotificationStore {
  return {
    get: (buildingId, userId, notificationId) => table.get(notificationEntity, { buildingId, userId, notificationId }),
    list: (buildingId, userId, page = {}) =>
      table.list(notificationEntity, { buildingId, userId }, { ...page, newestFirst: true }),
  };
}
