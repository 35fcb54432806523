import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { type GraphDouble, startGraphDouble } from '../support/graph-double.ts';
import { listAll } from '../support/list-all.ts';
import { quiet } from '../support/quiet.ts';
import { removeDataDir, type SystemUnderTest, startSystemUnderTest } from '../support/system.ts';
import { chosenTarget, type Target } from '../support/target.ts';
import { postWebhook, reportBody, webhookBody } from '../support/webhook.ts';

/** Long enough for a report to overtake the answer to our call. */
const ANSWER_MILLISECONDS = 300;
const SECOND = 1_000;

const conversationSchema = z.looseObject({ id: z.string(), userId: z.string() });
const messageSchema = z.looseObject({
  direction: z.string(),
  text: z.string().optional(),
  status: z.string(),
  sentAt: z.string(),
});

let graph: GraphDouble;
let system: SystemUnderTest<Target>;

beforeAll(async () => {
  graph = await startGraphDouble({ delay: ANSWER_MILLISECONDS });
  system = await startSystemUnderTest({ target: chosenTarget, graphUrl: graph.url });
});

afterAll(async () => {
  await system?.stop();
  await graph?.close();
  if (system) removeDataDir(system.dataDir);
});

async function deliver(body: string): Promise<void> {
  expect((await postWebhook(system.url, body)).status).toBe(200);
}

/** The messages of all conversations that hold this text. */
async function messagesBeside(text: string) {
  for (const { id } of await listAll(system, 'conversations', conversationSchema)) {
    const messages = await listAll(system, `conversations/${id}/messages`, messageSchema);
    if (messages.some((message) => message.text === text)) return messages;
  }
  return [];
}

const inbound = async (text: string) =>
  (await messagesBeside(text)).filter(({ direction }) => direction === 'inbound').map((message) => message.text);

const statusOf = async (text: string) => (await messagesBeside(text)).find((message) => message.text === text)?.status;

const sentTo = (phone: string) => graph.sent.filter(({ to }) => to === phone);

describe('a message that comes more than once', () => {
  test('is one message with one reply: again at once, again after its reply, and again beside another', async () => {
    const from = '5511900000801';
    const first = { from, text: 'bom dia', id: 'wamid.twice-1' };
    const second = { from, text: 'boa tarde', id: 'wamid.twice-2' };
    await Promise.all([deliver(webhookBody(first)), deliver(webhookBody(first))]);
    await graph.waitFor(from);
    await deliver(webhookBody(first));
    await deliver(webhookBody(second, first));
    await graph.waitFor(from, (message) => message !== sentTo(from)[0]);
    await deliver(webhookBody(first, second));
    await quiet(system);
    expect(await inbound('bom dia')).toEqual(expect.arrayContaining(['bom dia', 'boa tarde']));
    expect(await inbound('bom dia')).toHaveLength(2);
    expect(sentTo(from)).toHaveLength(2);
  });
});

describe('messages that come in another order than they were written', () => {
  test('are all stored, and read in the order of writing', async () => {
    const from = '5511900000802';
    const now = Date.now();
    const written = ['bom dia', 'tudo bem?', 'obrigado'].map((text, position) => ({
      from,
      text: `${text} ${from}`,
      at: new Date(now - (60 - position * 10) * SECOND),
    }));
    for (const position of [2, 0, 1]) await deliver(webhookBody(...written.slice(position, position + 1)));
    await quiet(system);
    const texts = written.map(({ text }) => text);
    const stored = await messagesBeside(texts[0] ?? '');
    const received = stored.filter(({ direction }) => direction === 'inbound');
    const byTime = received.toSorted((a, b) => a.sentAt.localeCompare(b.sentAt));
    expect(byTime.map(({ text }) => text)).toEqual(texts);
    // The newest comes first in the list, or last; either way it is one order.
    expect([received, received.toReversed()]).toContainEqual(byTime);
  });
});

describe('reports on what was sent', () => {
  test('move it forward only, in whatever order and however often they come', async () => {
    const to = '5511900000803';
    await deliver(webhookBody({ from: to, text: 'oi' }));
    const { id, text } = await graph.waitFor(to);
    await quiet(system);
    expect(await statusOf(text)).toBe('sent');
    await deliver(reportBody({ id, to, status: 'read' }));
    await expect.poll(() => statusOf(text), { timeout: 20_000 }).toBe('read');
    await deliver(reportBody({ id, to, status: 'sent' }, { id, to, status: 'delivered' }));
    await deliver(reportBody({ id, to, status: 'delivered' }));
    await quiet(system);
    expect(await statusOf(text)).toBe('read');
  });

  test('that overtake the answer to our call are not forgotten', async () => {
    const to = '5511900000804';
    await deliver(webhookBody({ from: to, text: 'olá' }));
    const { id, text, callbackData } = await graph.waitFor(to);
    // WhatsApp has not answered our call yet.
    await deliver(reportBody({ id, to, status: 'delivered', callbackData }));
    await expect.poll(() => statusOf(text), { timeout: 20_000 }).toBe('delivered');
    await quiet(system);
    expect(await statusOf(text)).toBe('delivered');
    expect(sentTo(to)).toHaveLength(1);
  });
});
