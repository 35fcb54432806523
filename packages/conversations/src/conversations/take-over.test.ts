import { create, replace } from '@bos/table/write';
import { virtualClock } from '@bos/testing/clocks';
import { createMemoryTable } from '@bos/testing/memory-table';
import { beforeEach, describe, expect, test } from 'vitest';
import { CONVERSATION_STATES, type Conversation, conversationEntity, openConversationEntity } from './conversation.ts';
import { handBack, resolveConversation, takeOver } from './take-over.ts';

const clock = virtualClock();
const ids = { buildingId: 'demo', conversationId: 'c1' };
const conversation: Conversation = {
  ...ids,
  userId: 'maria',
  channel: 'whatsapp',
  channelId: '1',
  state: 'active',
  openedAt: clock.now().toISOString(),
  lastMessageAt: clock.now().toISOString(),
  address: { kind: 'phone', value: '5511900000301' },
  pendingQuestion: {
    kind: 'slot',
    messageId: 'm1',
    askedAt: clock.now().toISOString(),
    intents: ['elevator.call'],
    intent: 'elevator.call',
    slot: 'from',
  },
};
let memory: ReturnType<typeof createMemoryTable>;
let deps: Parameters<typeof takeOver>[0];

beforeEach(() => {
  memory = createMemoryTable({ clock });
  deps = { ...memory, clock };
});

const store = (state: Conversation['state']) =>
  memory.table.write([create(conversationEntity, { ...conversation, state })]);
const ACTIONS = {
  'take over': () => takeOver(deps, { ...ids, staffId: 'rafael' }),
  'hand back': () => handBack(deps, { ...ids, staffId: 'rafael' }),
  resolve: () => resolveConversation(deps, ids),
};

describe('staff and the agent', () => {
  test.each([
    ['take over', 'active', 'escalated'],
    ['take over', 'escalated', 'escalated'],
    ['take over', 'resolved', 'refused'],
    ['hand back', 'active', 'refused'],
    ['hand back', 'escalated', 'active'],
    ['hand back', 'resolved', 'refused'],
    ['resolve', 'active', 'resolved'],
    ['resolve', 'escalated', 'resolved'],
    ['resolve', 'resolved', 'refused'],
  ] as const)('%s an %s conversation: %s', async (action, from, to) => {
    await store(from);
    const result = ACTIONS[action]();
    if (to === 'refused') await expect(result).rejects.toMatchObject({ code: 'CONVERSATION_TRANSITION_REFUSED' });
    else expect((await result).state).toBe(to);
    expect(CONVERSATION_STATES).toContain(from);
  });

  test('whoever takes over is named until it is handed back, and the agent waits for nothing', async () => {
    await store('active');
    const taken = await ACTIONS['take over']();
    expect(taken.assignedTo).toBe('rafael');
    expect(taken.pendingQuestion).toBeUndefined();
    expect((await ACTIONS['hand back']()).assignedTo).toBeUndefined();
  });

  test('resolving leaves the pointer of a newer conversation alone', async () => {
    await store('active');
    const pointer = { buildingId: 'demo', userId: 'maria', channel: 'whatsapp', conversationId: 'c2' } as const;
    await memory.table.write([create(openConversationEntity, pointer)]);
    await ACTIONS.resolve();
    expect(await memory.table.get(openConversationEntity, pointer)).toMatchObject({ conversationId: 'c2' });
  });

  test('a message that comes in between is kept: the change applies to what then stands', async () => {
    await store('active');
    let interfered = false;
    const { table } = memory;
    const interfering: typeof table = {
      ...table,
      async write(operations) {
        if (!interfered) {
          interfered = true;
          const before = await table.get(conversationEntity, ids);
          if (before) await table.write([replace(conversationEntity, before, { ...before, language: 'pt' })]);
        }
        return table.write(operations);
      },
    };
    const taken = await takeOver({ ...deps, table: interfering }, { ...ids, staffId: 'rafael' });
    expect(taken).toMatchObject({ state: 'escalated', language: 'pt', version: 3 });
  });

  test('an unknown conversation is not found', async () => {
    await expect(ACTIONS.resolve()).rejects.toMatchObject({ code: 'CONVERSATION_NOT_FOUND' });
  });
});
