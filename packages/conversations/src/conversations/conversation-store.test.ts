import { create, replace, type WriteConflictError } from '@bos/table/write';
import { describeOnEachTable } from '@bos/testing/each-table';
import { expect, test } from 'vitest';
import { type Conversation, conversationEntity } from './conversation.ts';
import { createConversationStore } from './conversation-store.ts';
import { conversationFor } from './open-conversation.ts';

let buildings = 0;
/** In a building of its own, so that one table serves the whole suite. */
const conversationOf = (over: Partial<Conversation> = {}): Conversation => ({
  buildingId: `building-${buildings++}`,
  conversationId: 'c1',
  userId: 'maria',
  channel: 'whatsapp',
  channelId: '109917730042258',
  state: 'active',
  openedAt: '2026-11-22T10:00:00.000Z',
  lastMessageAt: '2026-11-22T10:00:00.000Z',
  address: { kind: 'phone', value: '5511900000301' },
  ...over,
});
const ids = ({ items }: { readonly items: readonly Conversation[] }) => items.map((one) => one.conversationId);
const createAll = (conversations: readonly Conversation[]) =>
  conversations.map((one) => create(conversationEntity, one));

describeOnEachTable('the store of conversations', (open) => {
  test('gives back what was created, creates it once, and knows no other', async () => {
    const { table, clock } = open();
    const store = createConversationStore(table);
    const conversation = conversationOf();
    const { buildingId } = conversation;
    await table.write(createAll([conversation]));
    const at = clock.now().toISOString();
    expect(await store.get(buildingId, 'c1')).toEqual({ ...conversation, version: 1, createdAt: at, updatedAt: at });
    expect(await store.get(buildingId, 'c')).toBeUndefined();
    expect(await store.get(`${buildingId}1`, 'c1')).toBeUndefined();
    expect(await store.pointer(buildingId, 'maria', 'whatsapp')).toBeUndefined();
    expect(await store.openOf(buildingId, 'maria', 'whatsapp')).toBeUndefined();
    await expect(table.write(createAll([conversation]))).rejects.toMatchObject({ code: 'WRITE_CONFLICT' });
  });

  test('holds one open conversation of a person on a channel: of 200 racers one opens it', async () => {
    const { table } = open();
    const store = createConversationStore(table);
    // With an older one, so that the person's key is there and the race is for the pointer alone.
    const older = conversationOf({ state: 'resolved' });
    const { buildingId, userId, channel, channelId, address } = older;
    await table.write(createAll([older]));
    const sentAt = new Date('2026-11-22T10:00:00.000Z');
    const results = await Promise.allSettled(
      Array.from({ length: 200 }, async (_, i) => {
        const arrival = { buildingId, userId, channel, channelId, address, sentAt, messageId: `m${i}` };
        const { conversation, writes } = conversationFor(undefined, arrival);
        await table.write(writes);
        return conversation.conversationId;
      }),
    );
    const winners = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
    const losers = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
    expect(winners).toHaveLength(1);
    expect(new Set(losers.map(({ code }: WriteConflictError) => code))).toEqual(new Set(['WRITE_CONFLICT']));
    expect(await store.pointer(buildingId, userId, channel)).toMatchObject({ conversationId: winners[0], version: 1 });
    expect(await store.openOf(buildingId, userId, channel)).toMatchObject({ conversationId: winners[0], version: 1 });
    expect(ids(await store.listByState(buildingId, 'open'))).toEqual(winners);
    expect(await store.openOf(buildingId, 'carlos', channel)).toBeUndefined();
    expect(await store.openOf(`${buildingId}1`, userId, channel)).toBeUndefined();
  });

  test('lists all of a building and of a person, the one opened last first, page by page', async () => {
    const { table } = open();
    const store = createConversationStore(table);
    const first = conversationOf();
    const { buildingId } = first;
    await table.write(
      createAll([
        first,
        conversationOf({ buildingId, conversationId: 'c2', userId: 'carlos', state: 'resolved' }),
        conversationOf({ buildingId, conversationId: 'c3', state: 'resolved' }),
        conversationOf({ buildingId, conversationId: 'c4', userId: 'maria2' }),
        conversationOf({ buildingId: `${buildingId}1`, conversationId: 'c5' }),
      ]),
    );
    const page = await store.list(buildingId, { limit: 3 });
    expect(ids(page)).toEqual(['c4', 'c3', 'c2']);
    const rest = await store.list(buildingId, { limit: 3, cursor: page.next ?? '' });
    expect(rest).toMatchObject({ items: [{ conversationId: 'c1' }], next: null });
    const own = await store.listOfUser(buildingId, 'maria', { limit: 1 });
    expect(ids(own)).toEqual(['c3']);
    expect(ids(await store.listOfUser(buildingId, 'maria', { cursor: own.next ?? '' }))).toEqual(['c1']);
  });

  test('lists the open or the closed ones, the one with the latest message first', async () => {
    const { table } = open();
    const store = createConversationStore(table);
    const at = (hour: number) => `2026-11-22T${hour}:00:00.000Z`;
    const first = conversationOf({ lastMessageAt: at(15) });
    const { buildingId } = first;
    await table.write(
      createAll([
        first,
        conversationOf({ buildingId, conversationId: 'c2', state: 'escalated', lastMessageAt: at(17) }),
        conversationOf({ buildingId, conversationId: 'c3', lastMessageAt: at(16) }),
        conversationOf({ buildingId, conversationId: 'c4', state: 'resolved', lastMessageAt: at(19) }),
        conversationOf({ buildingId, conversationId: 'c5', state: 'resolved', lastMessageAt: at(18) }),
        conversationOf({ buildingId: `${buildingId}1`, conversationId: 'c6', lastMessageAt: at(20) }),
      ]),
    );
    const page = await store.listByState(buildingId, 'open', { limit: 2 });
    expect(ids(page)).toEqual(['c2', 'c3']);
    expect(ids(await store.listByState(buildingId, 'open', { limit: 2, cursor: page.next ?? '' }))).toEqual(['c1']);
    expect(ids(await store.listByState(buildingId, 'closed'))).toEqual(['c4', 'c5']);
  });

  test('closes for good, and keeps the change of whoever was faster', async () => {
    const { table } = open();
    const store = createConversationStore(table);
    const conversation = conversationOf();
    const { buildingId } = conversation;
    await table.write(createAll([conversation]));
    const before = await store.get(buildingId, 'c1');
    if (before === undefined) throw new Error('it is not there');
    await table.write([replace(conversationEntity, before, { ...conversation, state: 'resolved' })]);
    const late = table.write([replace(conversationEntity, before, { ...conversation, state: 'escalated' })]);
    await expect(late).rejects.toMatchObject({ code: 'WRITE_CONFLICT' });
    expect(ids(await store.listByState(buildingId, 'open'))).toEqual([]);
    expect(ids(await store.listByState(buildingId, 'closed'))).toEqual(['c1']);
    const closed = await store.get(buildingId, 'c1');
    expect(() => closed && replace(conversationEntity, closed, conversation)).toThrow('cannot go from resolved');
  });

  test('shows an address to nobody who only has the table', async () => {
    const { table, items } = open();
    await table.write(createAll([conversationOf({ address: { kind: 'phone', value: '5511977776666' } })]));
    expect(JSON.stringify(await items())).not.toContain('977776666');
  });
});
