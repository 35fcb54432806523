import { defineEvent } from '@bos/table/domain-event';
import * as z from 'zod';

const messageIds = { buildingId: z.string(), conversationId: z.string(), messageId: z.string() };
const example = {
  buildingId: 'demo',
  conversationId: '01M8127JTW3Q7V3J6C8K0S3Y5E',
  messageId: '01M8127JTX0H7T4E9B1D6N8KQZ',
};

export const messageReceived = /* @__PURE__ */ defineEvent({
  name: 'message-received',
  version: 1,
  entity: 'message',
  description: 'What somebody wrote stands in their conversation. `sentAt` is by the provider’s clock.',
  when: { kind: 'entered', field: 'status', values: ['received'] },
  schema: () => z.strictObject({ ...messageIds, userId: z.string(), kind: z.string(), sentAt: z.string() }),
  examples: {
    good: [{ ...example, userId: 'maria', kind: 'text', sentAt: '2026-11-22T12:00:00.000Z' }],
    bad: [{ ...example, userId: 'maria', kind: 'text', sentAt: '2026-11-22T12:00:00.000Z', text: 'Bom dia!' }],
  },
});

export const messageQueued = /* @__PURE__ */ defineEvent({
  name: 'message-queued',
  version: 1,
  entity: 'message',
  description: 'A message waits to be sent: for the first time, or again after a call that was refused for now.',
  when: { kind: 'entered', field: 'status', values: ['queued'] },
  schema: () => z.strictObject(messageIds),
  examples: { good: [example], bad: [{ ...example, providerMessageId: 'wamid.HBgN' }] },
});

const sent = { ...messageIds, userId: z.string(), sender: z.enum(['person', 'agent', 'staff']) };

export const messageDelivered = /* @__PURE__ */ defineEvent({
  name: 'message-delivered',
  version: 1,
  entity: 'message',
  description: 'A message of ours reached its person, once however many reports say so.',
  when: { kind: 'entered', field: 'status', values: ['delivered', 'read'] },
  schema: () => z.strictObject(sent),
  examples: {
    good: [{ ...example, userId: 'maria', sender: 'agent' }],
    bad: [{ ...example, userId: 'maria', sender: 'robot' }],
  },
});

export const messageFailed = /* @__PURE__ */ defineEvent({
  name: 'message-failed',
  version: 1,
  entity: 'message',
  description: 'A message of ours was refused or not delivered. A later report may still tell of its delivery.',
  when: { kind: 'entered', field: 'status', values: ['failed'] },
  schema: () => z.strictObject({ ...sent, failureCode: z.string().optional() }),
  examples: {
    good: [{ ...example, userId: 'maria', sender: 'agent', failureCode: '131047' }],
    bad: [{ ...example, userId: 'maria', sender: 'agent', failureCode: 131_047 }],
  },
});

export const messageMediaAwaited = /* @__PURE__ */ defineEvent({
  name: 'message-media-awaited',
  version: 1,
  entity: 'message',
  description: 'A received message has a file, which is still at the provider.',
  when: { kind: 'entered', field: 'mediaState', values: ['pending'] },
  schema: () => z.strictObject(messageIds),
  examples: { good: [example], bad: [{ ...example, media: { mediaId: '118' } }] },
});

export const messageMediaOrphaned = /* @__PURE__ */ defineEvent({
  name: 'message-media-orphaned',
  version: 1,
  entity: 'message',
  description: 'A message with a stored file is gone, by deletion or by the end of its time: its file goes with it.',
  when: { kind: 'removed', field: 'mediaState', values: ['stored'] },
  schema: () => z.strictObject(messageIds),
  examples: { good: [example], bad: [{ buildingId: 'demo', messageId: example.messageId }] },
});
