import { defineEntity } from '@bos/table/entity';
import * as z from 'zod';

export const notificationSchema = z.object({
  buildingId: z.string(),
  userId: z.string(),
  notificationId: z.string(),
  kind: z.enum(['service_request', 'agent_update', 'system']),
  urgency: z.enum(['normal', 'urgent', 'emergency']),
  title: z.string(),
  body: z.string(),
  /** Who it is about: their key protects the text. */
  aboutUserId: z.string(),
  missionId: z.string().optional(),
  ticketId: z.string().optional(),
  conversationId: z.string().optional(),
  readAt: z.string().optional(),
});

/** An entry of a member of staff's inbox. */
export type Notification = z.infer<typeof notificationSchema>;

export const notificationEntity = defineEntity<Notification>({
  type: 'notification',
  description: "An entry of a person's inbox.",
  schemaVersion: 2,
  // Only the index that leads from the person to what is told about them is new.
  upgrades: [{ from: 1, apply: (data) => data }],
  schema: notificationSchema,
  keys: {
    PK: 'BUILDING#{buildingId}#USER#{userId}',
    SK: 'NOTIFICATION#{notificationId}',
    GSI1PK: 'BUILDING#{buildingId}#USER#{aboutUserId}',
    GSI1SK: 'ABOUT#{notificationId}',
  },
  personal: {
    fields: ['title', 'body'],
    scope: ({ buildingId, aboutUserId }) => ({ kind: 'membership', buildingId, userId: aboutUserId }),
  },
  // Read or not: an inbox is no to-do list, and it repeats what people wrote.
  retention: { period: 'conversation', from: (_notification, createdAt) => createdAt },
});
