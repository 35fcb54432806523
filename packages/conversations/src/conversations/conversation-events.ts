import { defineEvent } from '@bos/table/domain-event';
import * as z from 'zod';
import { CONVERSATION_STATES } from './conversation.ts';

const conversationIds = { buildingId: z.string(), conversationId: z.string(), userId: z.string() };
const stateSchema = z.enum(CONVERSATION_STATES);

export const conversationOpened = /* @__PURE__ */ defineEvent({
  name: 'conversation-opened',
  version: 1,
  entity: 'conversation',
  description: 'Somebody wrote who had no open conversation on that channel.',
  when: { kind: 'created' },
  schema: () =>
    z.strictObject({
      ...conversationIds,
      channel: z.enum(['whatsapp']),
      channelId: z.string(),
      openedAt: z.string(),
    }),
  examples: {
    good: [
      {
        buildingId: 'demo',
        conversationId: '01M8127JTW3Q7V3J6C8K0S3Y5E',
        userId: 'maria',
        channel: 'whatsapp',
        channelId: '109917730042258',
        openedAt: '2026-11-22T12:00:00.000Z',
      },
    ],
    bad: [
      {
        buildingId: 'demo',
        conversationId: '01M8127JTW3Q7V3J6C8K0S3Y5E',
        userId: 'maria',
        channel: 'whatsapp',
        channelId: '109917730042258',
        openedAt: '2026-11-22T12:00:00.000Z',
        address: { kind: 'phone', value: '5511900000301' },
      },
    ],
  },
});

export const conversationStateChanged = /* @__PURE__ */ defineEvent({
  name: 'conversation-state-changed',
  version: 1,
  entity: 'conversation',
  description: 'A person took a conversation over or gave it back to the agent, or it was resolved.',
  when: { kind: 'changed', field: 'state' },
  schema: () =>
    z.strictObject({ ...conversationIds, from: stateSchema, to: stateSchema, assignedTo: z.string().optional() }),
  derive: (before, after) => ({ from: before?.state, to: after?.state }),
  examples: {
    good: [
      {
        buildingId: 'demo',
        conversationId: '01M8127JTW3Q7V3J6C8K0S3Y5E',
        userId: 'maria',
        from: 'active',
        to: 'escalated',
        assignedTo: 'rafael',
      },
    ],
    bad: [{ buildingId: 'demo', conversationId: '01M8127JTW3Q7V3J6C8K0S3Y5E', userId: 'maria', to: 'escalated' }],
  },
});
