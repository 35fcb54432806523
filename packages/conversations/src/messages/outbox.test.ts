import { MINUTE } from '@bos/kernel/clock';
import { describe, expect, test } from 'vitest';
import { viewMessage } from '../conversations/conversation-views.ts';
import { deliverMessage } from './deliver-message.ts';
import { createMessageStore } from './message-store.ts';
import { type QueuedMessage, queuedMessage } from './outbox.ts';
import { deliveryScene } from './testing/delivery-scene.ts';

const message = (over: Partial<QueuedMessage>): QueuedMessage => ({
  buildingId: 'demo',
  conversationId: 'c1',
  userId: 'maria',
  messageId: 'm2',
  sender: 'agent',
  text: 'Pronto.',
  at: new Date('2026-11-22T12:00:00.000Z'),
  ...over,
});
const buttons = (...titles: string[]) => titles.map((title, i) => ({ id: `b${i}`, title }));

describe('the outbox', () => {
  test('keeps a queued message with its buttons, author and mission', async () => {
    const { table } = await deliveryScene();
    await table.write([
      queuedMessage(
        message({
          sender: 'staff',
          authorId: 'rafael',
          missionId: 'x1',
          text: 'Pode ser?',
          buttons: buttons('Sim', 'Não'),
        }),
      ),
    ]);
    expect(await createMessageStore(table).get('demo', 'c1', 'm2')).toMatchObject({
      direction: 'outbound',
      status: 'queued',
      kind: 'interactive',
      authorId: 'rafael',
      missionId: 'x1',
      buttons: buttons('Sim', 'Não'),
    });
  });

  test('sends a code to its recipient, and shows it to nobody who reads along', async () => {
    const { table } = await deliveryScene();
    const text = 'Seu código é 482913. Repito: 482913.';
    await table.write([queuedMessage(message({ text, secrets: ['482913'] }))]);
    const stored = await createMessageStore(table).get('demo', 'c1', 'm2');
    expect(stored?.text).toBe(text);
    expect(stored && viewMessage(stored).text).toBe('Seu código é ••••. Repito: ••••.');
  });

  test('takes a message once, by its id', async () => {
    const { table } = await deliveryScene();
    await table.write([queuedMessage(message({}))]);
    await expect(table.write([queuedMessage(message({ text: 'again' }))])).rejects.toThrow('Changed meanwhile');
  });

  test.each([
    ['4,096 characters', { text: 'a'.repeat(4096) }],
    ['emoji', { text: '👍🏽'.repeat(1024) }],
    ['1,024 characters above buttons', { text: 'a'.repeat(1024), buttons: buttons('Yes') }],
    ['three buttons of 20 characters', { buttons: buttons('a'.repeat(20), 'b', 'c') }],
  ])('takes %s', (_case, over) => {
    expect(() => queuedMessage(message(over))).not.toThrow();
  });

  test.each([
    ['no text', { text: ' \n' }],
    ['4,097 characters', { text: 'a'.repeat(4097) }],
    ['1,025 characters above buttons', { text: 'a'.repeat(1025), buttons: buttons('Yes') }],
    ['four buttons', { buttons: buttons('a', 'b', 'c', 'd') }],
    ['a title of 21 characters', { buttons: buttons('a'.repeat(21)) }],
    ['an empty title', { buttons: buttons('') }],
    ['two equal titles', { buttons: buttons('Yes', 'Yes') }],
    [
      'two equal ids',
      {
        buttons: [
          { id: 'a', title: 'Yes' },
          { id: 'a', title: 'No' },
        ],
      },
    ],
    ['a secret that its text does not tell', { secrets: ['482913'] }],
    ['an id of 257 characters', { buttons: [{ id: 'a'.repeat(257), title: 'Yes' }] }],
  ])('refuses %s', (_case, over) => {
    expect(() => queuedMessage(message(over))).toThrow('Invalid message');
  });

  test('lists a conversation newest first, in pages', async () => {
    const { table } = await deliveryScene();
    await table.write([queuedMessage(message({ messageId: 'm2' })), queuedMessage(message({ messageId: 'm3' }))]);
    const messages = createMessageStore(table);
    const first = await messages.list('demo', 'c1', { limit: 2 });
    expect(first.items.map(({ messageId }) => messageId)).toEqual(['m3', 'm2']);
    const second = await messages.list('demo', 'c1', { limit: 2, ...(first.next !== null && { cursor: first.next }) });
    expect(second.items.map(({ messageId }) => messageId)).toEqual(['m1']);
  });

  test('gives the sweep what has waited, until it is sent', async () => {
    const { table, clock, dependencies, reference } = await deliveryScene();
    const messages = createMessageStore(table);
    const overdue = () => messages.listPending('demo', new Date(clock.now().getTime() - MINUTE));
    expect(await overdue()).toEqual([]);
    await clock.advance(2 * MINUTE);
    expect(await overdue()).toMatchObject([{ messageId: 'm1' }]);
    await deliverMessage(dependencies, reference);
    expect(await overdue()).toEqual([]);
  });
});
