import { listOf, listQuery } from '@bos/http/list';
import { pathId } from '@bos/http/path-id';
import { defineRoute, type RouteContract } from '@bos/http/route';
import * as z from 'zod';
import type { Notification } from './notification.ts';

const TAG = 'Notifications';
const path = '/v1/buildings/{buildingId}/notifications';
const building = z.object({ buildingId: z.string() });

export const notificationView = z
  .object({
    id: z.string(),
    kind: z.enum(['service_request', 'agent_update', 'system']),
    urgency: z.enum(['normal', 'urgent', 'emergency']),
    title: z.string(),
    body: z.string(),
    aboutUserId: z.string(),
    missionId: z.string().optional(),
    ticketId: z.string().optional(),
    conversationId: z.string().optional(),
    createdAt: z.string(),
    readAt: z.string().optional(),
  })
  .meta({ id: 'Notification' });

export const listNotificationsRoute = defineRoute({
  operationId: 'listNotifications',
  method: 'GET',
  path,
  summary: 'Your inbox in a building',
  tag: TAG,
  permission: 'notifications:read_own',
  params: building,
  query: listQuery,
  response: { status: 200, description: 'Entries, newest first.', schema: listOf(notificationView) },
});

export const markNotificationReadRoute = defineRoute({
  operationId: 'markNotificationRead',
  method: 'POST',
  path: `${path}/{notificationId}/read`,
  summary: 'Mark an entry of your inbox as read',
  tag: TAG,
  permission: 'notifications:read_own',
  params: building.extend({ notificationId: pathId }),
  response: { status: 200, description: 'The entry. The first reading counts.', schema: notificationView },
});

export const notificationRoutes: readonly RouteContract[] = [listNotificationsRoute, markNotificationReadRoute];

export function viewNotification(notification: Notification & { readonly createdAt: string }) {
  const { notificationId: id, kind, urgency, title, body, aboutUserId, createdAt } = notification;
  const { missionId, ticketId, conversationId, readAt } = notification;
  return {
    id,
    kind,
    urgency,
    title,
    body,
    aboutUserId,
    createdAt,
    ...(missionId !== undefined && { missionId }),
    ...(ticketId !== undefined && { ticketId }),
    ...(conversationId !== undefined && { conversationId }),
    ...(readAt !== undefined && { readAt }),
  };
}
