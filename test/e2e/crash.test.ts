import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { type GraphDouble, startGraphDouble } from '../support/graph-double.ts';
import { listAll } from '../support/list-all.ts';
import { quiet } from '../support/quiet.ts';
import { removeDataDir, type SystemUnderTest, startSystemUnderTest } from '../support/system.ts';
import { chosenTarget, type Target } from '../support/target.ts';
import { postWebhook, webhookBody } from '../support/webhook.ts';

const PEOPLE = ['5511900000301', '5511900000303', '5491100000302', '12025550130'];
/** Of a queue that holds back what a killed worker had in hand: longer than a cold start, shorter than a test. */
const VISIBILITY_SECONDS = 10;
/** A call to WhatsApp that the kill cut off is made again after a minute, by the sweep of the next. */
const PATIENCE_MILLISECONDS = 150_000;
const TIMEOUT = { timeout: 240_000 };

const conversationSchema = z.looseObject({ id: z.string() });
const messageSchema = z.looseObject({ direction: z.string(), text: z.string().optional(), status: z.string() });
const missionSchema = z.looseObject({ id: z.string(), status: z.string() });
const ticketSchema = z.looseObject({ id: z.string(), missionId: z.string().optional() });

let graph: GraphDouble;
let system: SystemUnderTest<Target>;

beforeAll(async () => {
  graph = await startGraphDouble();
  system = await startSystemUnderTest({
    target: chosenTarget,
    graphUrl: graph.url,
    visibilitySeconds: VISIBILITY_SECONDS,
  });
});

afterAll(async () => {
  await system?.stop();
  await graph?.close();
  if (system) removeDataDir(system.dataDir);
});

/** Everybody writes at the same time; gives what was acknowledged, which is everything. */
async function burst(perPerson: number, textOf: (number: number) => string): Promise<readonly string[]> {
  const messages = PEOPLE.flatMap((from, person) =>
    Array.from({ length: perPerson }, (_, n) => ({ from, text: textOf(person * perPerson + n) })),
  );
  const answers = await Promise.all(messages.map((message) => postWebhook(system.url, webhookBody(message))));
  expect(answers.map(({ status }) => status)).toEqual(messages.map(() => 200));
  return messages.map(({ text }) => text);
}

/** Resolves as soon as it is so; throws when the moment does not come. */
async function moment(isNow: () => Promise<boolean>): Promise<void> {
  for (const until = performance.now() + 20_000; !(await isNow()); await sleep(2)) {
    if (performance.now() > until) throw new Error('the moment of the kill did not come');
  }
}

async function storedMessages() {
  const conversations = await listAll(system, 'conversations', conversationSchema);
  return (
    await Promise.all(conversations.map(({ id }) => listAll(system, `conversations/${id}/messages`, messageSchema)))
  ).flat();
}

/** Waits until each of these messages is stored, everything is sent and nothing waits for a second try. */
async function settled(texts: readonly string[]): Promise<void> {
  const isSettled = async (): Promise<boolean> => {
    await quiet(system, PATIENCE_MILLISECONDS);
    const messages = await storedMessages();
    return (
      texts.every((text) => messages.some((message) => message.text === text)) &&
      messages.every(({ status }) => status !== 'queued' && status !== 'sending') &&
      (await system.queues()).every(({ postponed }) => postponed === 0)
    );
  };
  await expect.poll(isSettled, { timeout: PATIENCE_MILLISECONDS, interval: 500 }).toBe(true);
}

/** SIGKILL to all that works; gives how many calls to WhatsApp it may have cut off. */
async function crash(): Promise<number> {
  await system.crash();
  return (await storedMessages()).filter(({ status }) => status === 'sending').length;
}

/** What must be true whatever was killed. A call whose outcome the kill has hidden is made once more, and no other. */
async function expectNothingLostOrDoubled(texts: readonly string[], cutOff: number): Promise<void> {
  const messages = await storedMessages();
  for (const text of texts) {
    expect(
      messages.filter((message) => message.text === text),
      text,
    ).toHaveLength(1);
  }
  const answers = messages.filter(({ direction }) => direction === 'outbound');
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 'sent'));
  expect(answersSent()).toBe(answers.length);
  expect(graph.sent.length - answersSent(), 'sent again').toBeLessThanOrEqual(cutOff);
  for (const { queue, dead } of await system.queues()) expect(dead, queue).toBe(0);
}

const answersSent = (): number => new Set(graph.sent.map(({ callbackData }) => callbackData)).size;

test('a kill while a batch of messages is in hand loses none and answers each once', TIMEOUT, async () => {
  await burst(1, () => 'Bom dia!');
  await quiet(system);
  const before = answersSent();
  const texts = await burst(3, (number) => `Qual é a senha do wifi? ${number}`);
  await moment(async () => (await system.queues()).some(({ queue, inHand }) => queue === 'inbound' && inHand > 0));
  const cutOff = await crash();
  await settled(texts);
  await expectNothingLostOrDoubled(texts, cutOff);
  expect(answersSent() - before).toBe(texts.length);
});

test('a kill while missions run ends each of them once, with one ticket and one true reply', TIMEOUT, async () => {
  const ticketsBefore = (await listAll(system, 'tickets', ticketSchema)).length;
  const missionsBefore = new Set((await listAll(system, 'missions', missionSchema)).map(({ id }) => id));
  const texts = await burst(1, (number) => `O chuveiro do banheiro ${number} não esquenta, precisa de conserto`);
  await moment(async () =>
    (await listAll(system, 'missions', missionSchema)).some(({ status }) => status === 'running'),
  );
  const cutOff = await crash();
  await settled(texts);
  await expectNothingLostOrDoubled(texts, cutOff);
  const missions = (await listAll(system, 'missions', missionSchema)).filter(({ id }) => !missionsBefore.has(id));
  expect(missions.map(({ status }) => status)).toEqual(texts.map(() => 'completed'));
  const tickets = await listAll(system, 'tickets', ticketSchema);
  expect(tickets.length - ticketsBefore).toBe(texts.length);
  expect(new Set(tickets.map(({ missionId }) => missionId)).size).toBe(tickets.length);
});
