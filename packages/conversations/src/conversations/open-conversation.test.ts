import { virtualClock } from '@bos/testing/clocks';
import { createMemoryTable } from '@bos/testing/memory-table';
import { beforeEach, describe, expect, test } from 'vitest';
import { type ConversationStore, createConversationStore } from './conversation-store.ts';
import { type Arrival, conversationFor } from './open-conversation.ts';
import { resolveConversation } from './take-over.ts';

const clock = virtualClock();
const at = clock.now();
let memory: ReturnType<typeof createMemoryTable>;
let store: ConversationStore;
const arrival = (change: Partial<Arrival> = {}): Arrival => ({
  buildingId: 'demo',
  userId: 'maria',
  channel: 'whatsapp',
  channelId: '109917730042258',
  messageId: 'm1',
  sentAt: at,
  address: { kind: 'phone', value: '5511900000301' },
  ...change,
});
const open = () => store.openOf('demo', 'maria', 'whatsapp');

beforeEach(() => {
  memory = createMemoryTable({ clock });
  store = createConversationStore(memory.table);
});

describe('conversationFor', () => {
  test('opens one conversation however many first messages race', async () => {
    const a = conversationFor(undefined, arrival());
    const b = conversationFor(undefined, arrival({ messageId: 'm2' }));
    await memory.table.write(a.writes);
    await expect(memory.table.write(b.writes)).rejects.toMatchObject({ code: 'WRITE_CONFLICT' });
    expect((await open())?.conversationId).toBe(a.conversation.conversationId);
    expect((await store.list('demo')).items).toHaveLength(1);
  });

  test('a replay of the first message names the same conversation', () => {
    const id = () => conversationFor(undefined, arrival()).conversation.conversationId;
    expect(id()).toBe(id());
  });

  test('the next message goes into the open one and follows the person to another number', async () => {
    await memory.table.write(conversationFor(undefined, arrival()).writes);
    const sentAt = new Date(at.getTime() + 1000);
    const next = conversationFor(await open(), arrival({ messageId: 'm2', sentAt, channelId: '108845120033471' }));
    await memory.table.write(next.writes);
    expect(await open()).toMatchObject({
      openedAt: at.toISOString(),
      lastInboundAt: sentAt.toISOString(),
      channelId: '108845120033471',
      version: 2,
    });
  });

  test('a late message does not turn the 24-hour window back', async () => {
    await memory.table.write(conversationFor(undefined, arrival()).writes);
    const late = conversationFor(await open(), arrival({ messageId: 'm0', sentAt: new Date(at.getTime() - 5000) }));
    expect(late.conversation).toMatchObject({ lastInboundAt: at.toISOString(), lastMessageAt: at.toISOString() });
  });

  test('what the agent adds is stored with the same write', async () => {
    const { conversation, writesOf } = conversationFor(undefined, arrival());
    await memory.table.write(writesOf({ ...conversation, language: 'pt' }));
    expect(await open()).toMatchObject({ language: 'pt', version: 1 });
  });

  test('after a resolved conversation the next message opens a new one', async () => {
    const first = conversationFor(undefined, arrival());
    await memory.table.write(first.writes);
    const { conversationId } = first.conversation;
    const resolved = await resolveConversation({ ...memory, clock }, { buildingId: 'demo', conversationId });
    expect(await open()).toBeUndefined();
    const second = conversationFor(resolved, arrival({ messageId: 'm2' }));
    await memory.table.write(second.writes);
    expect((await open())?.conversationId).toBe(second.conversation.conversationId);
    expect(second.conversation.conversationId).not.toBe(conversationId);
  });
});
