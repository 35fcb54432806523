import { markRead } from '@bos/conversations/notifications/mark-read';
import {
  listNotificationsRoute,
  markNotificationReadRoute,
  notificationRoutes,
  viewNotification,
} from '@bos/conversations/notifications/notification-routes';
import { createNotificationStore } from '@bos/conversations/notifications/notification-store';
import { implement } from '@bos/http/bind';
import { type ApiOptions, type ApiPorts, apiHandler } from './api-handler.ts';
import { mapPage, pageOf } from './pages.ts';

export const routes = notificationRoutes;

export function build(ports: ApiPorts, options?: ApiOptions) {
  const notifications = createNotificationStore(ports.table);

  const list = implement(listNotificationsRoute, async ({ params: { buildingId }, query, principal }) => ({
    body: mapPage(await notifications.list(buildingId, principal.userId, pageOf(query)), viewNotification),
  }));

  const read = implement(
    markNotificationReadRoute,
    async ({ params: { buildingId, notificationId }, principal: { userId } }) => {
      const notification = await markRead(ports, { buildingId, userId, notificationId });
      return { body: viewNotification(notification) };
    },
  );

  return apiHandler(ports, [list, read], options);
}
