import { create, replace } from '@bos/table/write';
import { writeChunks } from '@bos/table/write-chunks';
import { describeOnEachTable } from '@bos/testing/each-table';
import { expect, test } from 'vitest';
import { type Message, type MessageStatus, messageEntity } from './message.ts';
import { createMessageStore } from './message-store.ts';

let buildings = 0;
/** In a building of its own, so that one table serves the whole suite. */
const messageOf = (over: Partial<Message> = {}): Message => ({
  buildingId: `building-${buildings++}`,
  conversationId: 'c1',
  userId: 'maria',
  messageId: 'm1',
  direction: 'outbound',
  sender: 'agent',
  kind: 'text',
  text: 'good morning',
  status: 'sent',
  sentAt: '2026-11-22T10:00:00.000Z',
  ...over,
});
const minute = (n: number) => new Date(Date.UTC(2026, 10, 22, 10, n));
const ids = (messages: readonly Message[]) => messages.map(({ messageId }) => messageId);
const createAll = (messages: readonly Message[]) => messages.map((one) => create(messageEntity, one));

describeOnEachTable('the store of messages', (open) => {
  test('gives back what was created, creates it once, and knows no other', async () => {
    const { table, clock } = open();
    const store = createMessageStore(table);
    const message = messageOf({ buttons: [{ id: 'yes', title: 'Yes' }], location: { latitude: -23.5, longitude: 1 } });
    const { buildingId } = message;
    await table.write(createAll([message]));
    const at = clock.now().toISOString();
    expect(await store.get(buildingId, 'c1', 'm1')).toEqual({ ...message, version: 1, createdAt: at, updatedAt: at });
    expect(await store.get(buildingId, 'c1', 'm')).toBeUndefined();
    expect(await store.get(buildingId, 'c', 'm1')).toBeUndefined();
    expect(await store.get(`${buildingId}1`, 'c1', 'm1')).toBeUndefined();
    await expect(table.write(createAll([message]))).rejects.toMatchObject({ code: 'WRITE_CONFLICT' });
  });

  test('lists those of a conversation, newest first, 25 when no limit is given', async () => {
    const { table } = open();
    const store = createMessageStore(table);
    const { buildingId } = messageOf();
    const names = Array.from({ length: 27 }, (_, i) => `m${100 + i}`);
    await table.write(
      createAll([
        ...names.map((messageId) => messageOf({ buildingId, messageId })),
        messageOf({ buildingId, conversationId: 'c11', messageId: 'm200' }),
        messageOf({ buildingId: `${buildingId}1`, messageId: 'm300' }),
      ]),
    );
    const newest = names.toReversed();
    const first = await store.list(buildingId, 'c1');
    expect(ids(first.items)).toEqual(newest.slice(0, 25));
    const rest = await store.list(buildingId, 'c1', { cursor: first.next ?? '' });
    expect(ids(rest.items)).toEqual(newest.slice(25));
    expect(rest.next).toBeNull();
    expect(ids((await store.list(buildingId, 'c1', { limit: 2 })).items)).toEqual(newest.slice(0, 2));
    expect(await store.list(buildingId, 'c2')).toEqual({ items: [], next: null });
  });

  test('lists what waits to go out or for its media, and nothing else', async () => {
    const { table } = open();
    const store = createMessageStore(table);
    const { buildingId } = messageOf();
    const queuedAt = minute(0).toISOString();
    const received = { buildingId, direction: 'inbound', status: 'received', queuedAt } as const;
    const outbound = (messageId: string, status: MessageStatus) =>
      messageOf({ buildingId, messageId, status, queuedAt });
    const done: MessageStatus[] = ['uncertain', 'failed', 'sent', 'delivered', 'read'];
    await table.write(
      createAll([
        outbound('m1', 'queued'),
        outbound('m2', 'sending'),
        messageOf({ ...received, messageId: 'm3', mediaState: 'pending' }),
        messageOf({ ...received, messageId: 'm4', mediaState: 'stored' }),
        messageOf({ ...received, messageId: 'm5' }),
        ...done.map((status) => outbound(status, status)),
        messageOf({ buildingId: `${buildingId}1`, messageId: 'm6', status: 'queued', queuedAt }),
      ]),
    );
    expect(ids(await store.listPending(buildingId, minute(1)))).toEqual(['m1', 'm2', 'm3']);
    const queued = await store.get(buildingId, 'c1', 'm1');
    if (queued === undefined) throw new Error('it is not there');
    await table.write([replace(messageEntity, queued, { ...queued, status: 'sent' })]);
    expect(ids(await store.listPending(buildingId, minute(1)))).toEqual(['m2', 'm3']);
  });

  test('lists what waits oldest first, over conversations and pages, up to that time', async () => {
    const { table } = open();
    const { buildingId } = messageOf();
    const waiting = Array.from({ length: 110 }, (_, i) =>
      messageOf({
        buildingId,
        conversationId: `c${i % 3}`,
        messageId: `m${200 - i}`,
        status: 'queued',
        queuedAt: minute(i).toISOString(),
      }),
    );
    const [first, ...others] = createAll(waiting);
    if (first) await table.write([first]);
    await writeChunks(table, others);
    const pending = await createMessageStore(table).listPending(buildingId, minute(105));
    expect(ids(pending)).toEqual(ids(waiting.slice(0, 105)));
    expect(await createMessageStore(table).listPending(buildingId, minute(0))).toEqual([]);
  });

  test('lets a message come on and never back, and keeps the change of whoever was faster', async () => {
    const { table } = open();
    const store = createMessageStore(table);
    const message = messageOf({ status: 'sending' });
    const { buildingId } = message;
    await table.write(createAll([message]));
    const before = await store.get(buildingId, 'c1', 'm1');
    if (before === undefined) throw new Error('it is not there');
    await table.write([replace(messageEntity, before, { ...message, status: 'delivered' })]);
    const late = table.write([replace(messageEntity, before, { ...message, status: 'sent' })]);
    await expect(late).rejects.toMatchObject({ code: 'WRITE_CONFLICT' });
    const delivered = await store.get(buildingId, 'c1', 'm1');
    for (const status of ['queued', 'sending', 'sent', 'failed'] as const) {
      expect(() => delivered && replace(messageEntity, delivered, { ...message, status })).toThrow('cannot go from');
    }
  });

  test('shows what was written to nobody who only has the table', async () => {
    const { table, items } = open();
    await table.write(createAll([messageOf({ text: 'between us', providerMessageId: 'wamid.between' })]));
    expect(JSON.stringify(await items())).not.toContain('between');
  });
});
