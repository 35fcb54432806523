import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { engineConnection } from '@bos/embedded/engine/connection';
import { freePort } from '@bos/embedded/engine/free-port';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { type GraphDouble, startGraphDouble } from '../support/graph-double.ts';
import { listAll } from '../support/list-all.ts';
import { freshDataDir, removeDataDir, type SystemUnderTest, startSystemUnderTest } from '../support/system.ts';
import { postWebhook, webhookBody } from '../support/webhook.ts';

const ROUNDS = Number(process.env.BOS_FAULT_ROUNDS ?? 20);
const CONNECTIONS = 6;
/** A message in flight at a kill is looked at again a minute after its claim, by the sweep of that minute. */
const PATIENCE_MILLISECONDS = 240_000;
const ENDED = new Set(['completed', 'partially_completed', 'failed', 'cancelled', 'expired']);

const RESIDENTS = ['5511900000301', '5511900000303', '5491100000302', '12025550130'];
const WORDS = [
  'O chuveiro do banheiro não esquenta',
  'Chame o elevador no 12º andar por favor',
  'Qual é a senha do wifi?',
  'Bom dia!',
  'Tem uma lâmpada queimada no corredor do 3º andar',
];

/** Random with a seed, so that a failing run can be run again. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

interface Acknowledged {
  readonly from: string;
  readonly text: string;
}

const next = random(20261122);
const acknowledged: Acknowledged[] = [];
let written = 0;
let inFlightAtKills = 0;
let graph: GraphDouble;
let dataDir: string;
let port: number;
let system: SystemUnderTest;

beforeAll(async () => {
  dataDir = freshDataDir();
  port = await freePort();
  // Each call takes long enough for a kill to fall into it.
  graph = await startGraphDouble({ delay: 25 });
});

afterAll(async () => {
  await system?.stop();
  await graph?.close();
  removeDataDir(dataDir);
});

const start = () => startSystemUnderTest({ dataDir, port, graphUrl: graph.url });

/** Messages that were claimed in that time and neither marked as sent nor claimed anew: calls that the kill cut off. */
async function claimedBetween({ dataDir }: SystemUnderTest, from: Date, to: Date): Promise<number> {
  const { tableEndpoint } = z
    .object({ tableEndpoint: z.object({ url: z.string() }) })
    .parse(JSON.parse(readFileSync(join(dataDir, 'running.json'), 'utf8')));
  const client = DynamoDBDocumentClient.from(new DynamoDBClient(engineConnection(tableEndpoint.url)));
  const { Items } = await client.send(
    new QueryCommand({
      TableName: 'bos-data-local',
      IndexName: 'GSI2',
      KeyConditionExpression: 'GSI2PK = :pending',
      ExpressionAttributeValues: { ':pending': 'BUILDING#demo#PENDING' },
    }),
  );
  const schema = z.array(
    z.looseObject({ data: z.looseObject({ status: z.string(), claimedAt: z.string().optional() }) }),
  );
  client.destroy();
  return schema.parse(Items ?? []).filter(({ data: { status, claimedAt = '' } }) => {
    return status === 'sending' && claimedAt >= from.toISOString() && claimedAt <= to.toISOString();
  }).length;
}

/** Writes until the system is killed; what was acknowledged is remembered. */
async function load(url: string, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const number = written++;
    // Two in three are known; the others write once each, so that new people are made under fire too.
    const from =
      number % 3 === 0 ? `55119${String(10_000_000 + number).slice(-8)}` : (RESIDENTS[number % RESIDENTS.length] ?? '');
    const text = `${WORDS[number % WORDS.length]} ${randomUUID().slice(0, 8)}`;
    const body = webhookBody({ from, text });
    try {
      const answers = await Promise.all([
        postWebhook(url, body),
        ...(number % 5 === 0 ? [postWebhook(url, body)] : []),
      ]);
      if (answers.some(({ status }) => status === 200)) acknowledged.push({ from, text });
    } catch {
      // The kill came before the acknowledgement: nothing was promised.
    }
    await sleep(20 + next() * 30);
  }
}

test(`${ROUNDS} kills under load`, async () => {
  for (let round = 0; round < ROUNDS; round++) {
    if (round === 0) system = await start();
    const startedAt = new Date();
    const stopping = new AbortController();
    const loads = Array.from({ length: CONNECTIONS }, () => load(system.url, stopping.signal));
    await sleep(150 + next() * 1_000);
    await system.kill();
    stopping.abort();
    await Promise.all(loads);
    const killedAt = new Date();
    system = await start();
    inFlightAtKills += await claimedBetween(system, startedAt, killedAt);
  }
  expect(acknowledged.length).toBeGreaterThan(ROUNDS * 5);

  const conversationSchema = z.looseObject({ id: z.string() });
  const messageSchema = z.looseObject({
    id: z.string(),
    direction: z.string(),
    text: z.string().optional(),
    status: z.string(),
  });
  const missionSchema = z.looseObject({ id: z.string(), status: z.string() });
  const read = async () => {
    const conversations = await listAll(system, 'conversations', conversationSchema);
    const lists = await Promise.all(
      conversations.map(({ id }) => listAll(system, `conversations/${id}/messages`, messageSchema)),
    );
    return { messages: lists.flat(), missions: await listAll(system, 'missions', missionSchema) };
  };

  const until = performance.now() + PATIENCE_MILLISECONDS;
  let state = await read();
  const settled = () =>
    state.messages.every(({ status }) => status !== 'queued' && status !== 'sending') &&
    state.missions.every(({ status }) => ENDED.has(status)) &&
    acknowledged.every(({ text }) => state.messages.some((message) => message.text === text));
  while (!settled() && performance.now() < until) {
    await sleep(3_000);
    state = await read();
  }

  const stored = Map.groupBy(
    state.messages.filter(({ direction }) => direction === 'inbound'),
    ({ text }) => text ?? '',
  );
  expect(
    acknowledged.filter(({ text }) => !stored.has(text)),
    'acknowledged and lost',
  ).toEqual([]);
  expect(
    [...stored].filter(([, copies]) => copies.length > 1),
    'stored twice',
  ).toEqual([]);
  expect(
    state.missions.filter(({ status }) => !ENDED.has(status)),
    'missions that never end',
  ).toEqual([]);

  const tickets = await listAll(system, 'tickets', z.looseObject({ id: z.string(), missionId: z.string().optional() }));
  const perMission = Map.groupBy(tickets, ({ missionId }) => missionId ?? '');
  expect(
    [...perMission].filter(([, opened]) => opened.length > 1),
    'a second ticket',
  ).toEqual([]);

  const answered = new Set(graph.sent.map(({ to }) => to));
  const unanswered = acknowledged.filter(({ from }) => !answered.has(from));
  expect(unanswered, 'never answered').toEqual([]);
  expect(
    state.messages.filter(({ status }) => status === 'queued' || status === 'sending'),
    'still waiting',
  ).toEqual([]);

  const calls = Map.groupBy(graph.sent, ({ callbackData }) => callbackData ?? '');
  const duplicates = [...calls.values()].reduce((sum, copies) => sum + copies.length - 1, 0);
  const uncertain = state.messages.filter(({ status }) => status === 'uncertain').length;
  process.stdout.write(
    `${ROUNDS} kills: ${acknowledged.length} messages acknowledged, all stored once; ${state.missions.length} missions, all ended; ` +
      `${graph.sent.length} sends, ${duplicates} duplicates with ${inFlightAtKills} calls in flight at the kills, ${uncertain} uncertain\n`,
  );
  expect(duplicates).toBeLessThanOrEqual(inFlightAtKills);
  const dead = await system.bos('doctor').catch((error: unknown) => String(error));
  expect(dead).not.toMatch(/dead letters:/);
});
