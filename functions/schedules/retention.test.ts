import { buildingEntity } from '@bos/buildings/buildings/building';
import { conversationEntity } from '@bos/conversations/conversations/conversation';
import { createConversationStore } from '@bos/conversations/conversations/conversation-store';
import { conversationFor } from '@bos/conversations/conversations/open-conversation';
import { messageEntity } from '@bos/conversations/messages/message';
import { DAY } from '@bos/kernel/clock';
import { silentLog } from '@bos/kernel/log';
import { ticketEntity } from '@bos/operations/tickets/ticket-entity';
import { resolveSender } from '@bos/people/identities/resolve-sender';
import { ensureMembership } from '@bos/people/memberships/ensure-membership';
import { type Membership, membershipEntity } from '@bos/people/memberships/membership';
import type { KeyStore } from '@bos/table/encryption/key-store';
import { createRawItems } from '@bos/table/raw-items';
import { RETENTION } from '@bos/table/retention';
import { create, replace } from '@bos/table/write';
import { virtualClock } from '@bos/testing/clocks';
import { createMemoryTable } from '@bos/testing/memory-table';
import { beforeEach, describe, expect, test } from 'vitest';
import { build } from './retention.ts';

const STRANGER = '5511900000999';
const UNKNOWN = RETENTION.unknownSender.term;
const LEFT = RETENTION.person.term;

let clock: ReturnType<typeof virtualClock>;
let memory: ReturnType<typeof createMemoryTable>;
let removedDocuments: string[];
let sweep: () => Promise<void>;
let messages: number;

function functionOver(keyStore: KeyStore): () => Promise<void> {
  const documents = { remove: async (key: string) => void removedDocuments.push(key) };
  return build({
    ...memory,
    keyStore,
    raw: createRawItems(memory.client, memory.tableName),
    documents,
    clock,
    log: silentLog,
  });
}

beforeEach(async () => {
  clock = virtualClock();
  memory = createMemoryTable({ clock });
  removedDocuments = [];
  messages = 0;
  sweep = functionOver(memory.keyStore);
  for (const buildingId of ['b', 'c']) {
    await memory.table.write([
      create(buildingEntity, {
        buildingId,
        name: buildingId,
        timeZone: 'America/Sao_Paulo',
        languages: ['pt'],
        emergencyNumbers: { fire: '193', ambulance: '192', police: '190' },
      }),
    ]);
  }
});

/** Somebody writes to a building: as the worker would, from an unknown telephone to a stored message. */
async function write(buildingId: string, phone: string): Promise<string> {
  const { table } = memory;
  const { userId } = await resolveSender(memory, { phone, profileName: 'Otávio Prado', at: clock.now() });
  await ensureMembership(memory, { buildingId, userId, displayName: 'Otávio Prado' });
  const open = await createConversationStore(table).openOf(buildingId, userId, 'whatsapp');
  const messageId = `m${messages++}`;
  const sentAt = clock.now();
  const { conversation, writes } = conversationFor(open, {
    buildingId,
    userId,
    channel: 'whatsapp',
    channelId: '1',
    messageId,
    sentAt,
    address: { kind: 'phone', value: phone },
  });
  await table.write([
    ...writes,
    create(messageEntity, {
      buildingId,
      userId,
      messageId,
      conversationId: conversation.conversationId,
      direction: 'inbound',
      sender: 'person',
      kind: 'image',
      text: 'canary-4711',
      mediaState: 'stored',
      status: 'received',
      sentAt: sentAt.toISOString(),
    }),
  ]);
  return userId;
}

async function letIn(userId: string, buildingId: string, change: Partial<Membership>): Promise<void> {
  const before = await memory.table.get(membershipEntity, { buildingId, userId });
  if (!before) throw new Error('no member');
  await memory.table.write([
    replace(membershipEntity, before, { ...before, status: 'active', roles: ['owner'], ...change }),
  ]);
}

/** What is left of somebody, by type; wrapped keys included. */
const traces = (userId: string, buildingId = '') =>
  memory
    .items()
    .filter((item) => JSON.stringify(item).includes(userId) && JSON.stringify(item.PK).includes(buildingId))
    .map(({ type }) => type);

const membership = (userId: string, buildingId = 'b') => memory.table.get(membershipEntity, { buildingId, userId });

/** Runs once a day. */
async function pass(milliseconds: number): Promise<void> {
  for (let left = milliseconds; left > 0; left -= DAY) {
    await clock.advance(Math.min(left, DAY));
    await sweep();
  }
}

describe('an unknown sender', () => {
  test('is forgotten 90 days after the last message, with all that they wrote', async () => {
    const userId = await write('b', STRANGER);
    await pass(UNKNOWN - DAY);
    expect(await membership(userId)).toMatchObject({ displayName: 'Otávio Prado' });
    await pass(2 * DAY);
    expect(traces(userId)).toEqual([]);
    expect(removedDocuments).toHaveLength(1);
    expect(memory.items().map(({ type }) => type)).not.toContain('identity');
    expect(await write('b', STRANGER)).not.toBe(userId);
  });

  test('stays as long as they write', async () => {
    const userId = await write('b', STRANGER);
    for (let months = 0; months < 12; months++) {
      await pass(30 * DAY);
      expect(await write('b', STRANGER)).toBe(userId);
    }
    expect(await membership(userId)).toBeDefined();
  });

  test('stays when let in', async () => {
    const userId = await write('b', STRANGER);
    await letIn(userId, 'b', {});
    await clock.advance(10 * LEFT);
    await sweep();
    expect(await membership(userId)).toMatchObject({ roles: ['owner'], displayName: 'Otávio Prado' });
  });

  test('stays while something of theirs is open', async () => {
    const userId = await write('b', STRANGER);
    const at = clock.now().toISOString();
    const ticket = {
      buildingId: 'b',
      ticketId: 't',
      reference: 'ABCDEF',
      userId,
      area: 'common',
      category: 'gas_supply',
      priority: 'emergency',
      status: 'open',
      description: 'gas',
      openedAt: at,
      dueAt: at,
    } as const;
    await memory.table.write([create(ticketEntity, ticket)]);
    await pass(2 * UNKNOWN);
    const stored = await memory.table.get(ticketEntity, ticket);
    if (!stored) throw new Error('lost');
    const finishedAt = clock.now().toISOString();
    await memory.table.write([replace(ticketEntity, stored, { ...stored, status: 'cancelled', finishedAt })]);
    await pass(DAY);
    expect(traces(userId)).toEqual([]);
  });

  test('keeps what they are elsewhere', async () => {
    const userId = await write('b', STRANGER);
    await write('c', STRANGER);
    await letIn(userId, 'c', {});
    await pass(UNKNOWN + DAY);
    expect(await membership(userId)).toBeUndefined();
    expect(traces(userId, 'BUILDING#b')).toEqual([]);
    expect(await membership(userId, 'c')).toMatchObject({ displayName: 'Otávio Prado' });
    // Their telephone is still theirs, and what they write is read, in both buildings.
    expect(await write('b', STRANGER)).toBe(userId);
    const { items } = await createConversationStore(memory.table).listOfUser('b', userId);
    expect(items).toHaveLength(1);
  });

  test('is forgotten earlier or later as the building says', async () => {
    const building = await memory.table.get(buildingEntity, { buildingId: 'b' });
    if (!building) throw new Error('no building');
    await memory.table.write([replace(buildingEntity, building, { ...building, retention: { unknownSender: 30 } })]);
    const userId = await write('b', STRANGER);
    const other = await write('c', STRANGER.replace('999', '998'));
    await pass(32 * DAY);
    expect(traces(userId)).toEqual([]);
    expect(await membership(other, 'c')).toBeDefined();
  });
});

describe('somebody who has left', () => {
  test.each([
    ['whose stay is over', (now: Date) => ({ roles: ['guest' as const], validUntil: now.toISOString() })],
    ['whose membership was ended', () => ({ status: 'ended' as const })],
  ])('is forgotten two years later: %s', async (_title, change) => {
    const userId = await write('b', STRANGER);
    await letIn(userId, 'b', change(clock.now()));
    await clock.advance(LEFT - 2 * DAY);
    await sweep();
    expect(await membership(userId)).toBeDefined();
    await pass(3 * DAY);
    expect(traces(userId)).toEqual([]);
  });

  test.each([
    ['suspended', { status: 'suspended' as const }],
    ['not yet there', { validFrom: '2050-01-01T00:00:00.000Z', validUntil: '2050-02-01T00:00:00.000Z' }],
    ['at home', {}],
  ])('is not somebody who is %s', async (_title, change) => {
    const userId = await write('b', STRANGER);
    await letIn(userId, 'b', change);
    await clock.advance(5 * LEFT);
    await sweep();
    expect(await membership(userId)).toBeDefined();
  });
});

describe('the run', () => {
  test('resolves conversations in which nobody has written for 30 days, and so lets them come of age', async () => {
    const userId = await write('b', STRANGER);
    await letIn(userId, 'b', {});
    const [open] = (await createConversationStore(memory.table).listOfUser('b', userId)).items;
    await pass(29 * DAY);
    expect(await memory.table.get(conversationEntity, open ?? {})).toMatchObject({ state: 'active' });
    await pass(2 * DAY);
    expect(await memory.table.get(conversationEntity, open ?? {})).toMatchObject({ state: 'resolved' });
    expect(traces(userId)).not.toContain('open_conversation');
    expect(memory.items().find(({ type }) => type === 'conversation')?.ttl).toBeDefined();
    await write('b', STRANGER);
    expect((await createConversationStore(memory.table).listOfUser('b', userId)).items).toHaveLength(2);
  });

  test('completes what was cut short, wherever that was', async () => {
    for (let cut = 0; cut < 20; cut++) {
      const phone = `55119000010${10 + cut}`;
      const userId = await write('b', phone);
      await clock.advance(UNKNOWN + DAY);
      // Every request that changes something may be the last one before a kill.
      let left = cut;
      const send: typeof memory.client.send = memory.client.send.bind(memory.client);
      const dying = {
        send: (command: { constructor: { name: string } }) => {
          if (/Put|Delete|Transact/.test(command.constructor.name) && left-- === 0) throw new Error('killed');
          return Reflect.apply(send, memory.client, [command]);
        },
      };
      const original = memory.client.send;
      Object.assign(memory.client, dying);
      await sweep().catch(() => {});
      Object.assign(memory.client, { send: original });
      await sweep();
      expect(traces(userId), `cut at write ${cut}`).toEqual([]);
    }
  });

  test('twice changes nothing', async () => {
    await write('b', STRANGER);
    await pass(UNKNOWN + DAY);
    const after = JSON.stringify(memory.items());
    await sweep();
    expect(JSON.stringify(memory.items())).toBe(after);
  });
});
