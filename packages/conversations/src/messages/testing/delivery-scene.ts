import type { Log } from '@bos/kernel/log';
import { create } from '@bos/table/write';
import { virtualClock } from '@bos/testing/clocks';
import { createMemoryTable } from '@bos/testing/memory-table';
import { type Conversation, conversationEntity } from '../../conversations/conversation.ts';
import type { OutgoingMessage, SendOutcome } from '../../whatsapp/whatsapp-sender.ts';
import { createMessageStore } from '../message-store.ts';
import { type QueuedMessage, queuedMessage } from '../outbox.ts';

const ids = { buildingId: 'demo', conversationId: 'c1' };

/** For tests: one conversation with one queued message, and a WhatsApp that answers as the test decides. */
export async function deliveryScene(
  given: { conversation?: Partial<Conversation>; message?: Partial<QueuedMessage> } = {},
) {
  const clock = virtualClock();
  const { table, blindIndex } = createMemoryTable({ clock });
  const calls: OutgoingMessage[] = [];
  const logged: string[] = [];
  const note = (event: string) => void logged.push(event);
  const log: Log = { info: note, warn: note, error: note };
  let answers: ((message: OutgoingMessage) => Promise<SendOutcome>)[] = [];
  const sender = {
    send: async (message: OutgoingMessage): Promise<SendOutcome> => {
      calls.push(message);
      const answer = answers.shift();
      return answer ? answer(message) : { kind: 'accepted', providerMessageId: `wamid.${calls.length}` };
    },
  };
  const at = clock.now();
  await table.write([
    create(conversationEntity, {
      ...ids,
      userId: 'maria',
      channel: 'whatsapp',
      channelId: '109917730042258',
      state: 'active',
      openedAt: at.toISOString(),
      lastMessageAt: at.toISOString(),
      lastInboundAt: at.toISOString(),
      address: { kind: 'phone', value: '5511900000301' },
      ...given.conversation,
    }),
    queuedMessage({ ...ids, userId: 'maria', messageId: 'm1', sender: 'agent', text: 'Pronto.', at, ...given.message }),
  ]);
  return {
    clock,
    table,
    blindIndex,
    calls,
    logged,
    dependencies: { table, clock, blindIndex, sender, log },
    reference: { ...ids, messageId: 'm1' },
    /** The channel that serves the building. */
    channel: { buildingIds: ['other', 'demo'] },
    /** What WhatsApp answers to the next calls; afterwards it accepts. */
    whenCalled: (...next: ((message: OutgoingMessage) => Promise<SendOutcome>)[]) => {
      answers = next;
    },
    message: async () => {
      const message = await createMessageStore(table).get('demo', 'c1', 'm1');
      if (message === undefined) throw new Error('The message is gone');
      return message;
    },
  };
}

export type DeliveryScene = Awaited<ReturnType<typeof deliveryScene>>;
