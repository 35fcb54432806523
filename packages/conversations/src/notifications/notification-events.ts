import { defineEvent } from '@bos/table/domain-event';
import * as z from 'zod';

export const notificationCreated = /* @__PURE__ */ defineEvent({
  name: 'notification-created',
  version: 1,
  entity: 'notification',
  description: 'A member of staff was told something. The text is not told here.',
  when: { kind: 'created' },
  schema: () =>
    z.strictObject({
      buildingId: z.string(),
      notificationId: z.string(),
      userId: z.string(),
      aboutUserId: z.string(),
      kind: z.enum(['service_request', 'agent_update', 'system']),
      urgency: z.enum(['normal', 'urgent', 'emergency']),
      missionId: z.string().optional(),
      ticketId: z.string().optional(),
      conversationId: z.string().optional(),
    }),
  examples: {
    good: [
      {
        buildingId: 'demo',
        notificationId: '01M8127JV5W5G3V8Q0R9T2X4ZB',
        userId: 'bruno',
        aboutUserId: 'maria',
        kind: 'service_request',
        urgency: 'urgent',
        ticketId: '01M8127JV3NT13VHJQXTKB9RY0',
      },
    ],
    bad: [
      {
        buildingId: 'demo',
        notificationId: '01M8127JV5W5G3V8Q0R9T2X4ZB',
        userId: 'bruno',
        aboutUserId: 'maria',
        kind: 'service_request',
        urgency: 'urgent',
        title: 'Relatar um defeito · 1203',
      },
    ],
  },
});
