import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { whatsAppFixture } from '../fixtures/whatsapp/read-fixtures.ts';
import { type GraphDouble, startGraphDouble } from '../support/graph-double.ts';
import { listAll } from '../support/list-all.ts';
import { quiet } from '../support/quiet.ts';
import { removeDataDir, type SystemUnderTest, startSystemUnderTest } from '../support/system.ts';
import { chosenTarget, type Target } from '../support/target.ts';
import { postWebhook, webhookBody } from '../support/webhook.ts';

const SECOND = 1_000;
const conversationSchema = z.looseObject({ id: z.string() });
const messageSchema = z.looseObject({ id: z.string(), text: z.string().optional(), status: z.string() });

let graph: GraphDouble;
let system: SystemUnderTest<Target>;

beforeAll(async () => {
  graph = await startGraphDouble();
  system = await startSystemUnderTest({ target: chosenTarget, graphUrl: graph.url });
});

afterAll(async () => {
  await system?.stop();
  await graph?.close();
  if (system) removeDataDir(system.dataDir);
});

const textsTo = (phone: string) => graph.sent.filter(({ to }) => to === phone).map(({ text }) => text);
const ago = (seconds: number): Date => new Date(Date.now() - seconds * SECOND);

/** Somebody writes, at that moment by WhatsApp's clock, and gets what is answered. */
async function write(from: string, text: string, at: Date): Promise<string> {
  const before = textsTo(from).length;
  expect((await postWebhook(system.url, webhookBody({ from, text, at }))).status).toBe(200);
  await graph.waitFor(from, () => textsTo(from).length > before);
  await quiet(system);
  return textsTo(from).slice(before).join('\n');
}

/** The conversation in which that was written. */
async function conversationWith(text: string): Promise<string> {
  for (const { id } of await listAll(system, 'conversations', conversationSchema)) {
    const messages = await listAll(system, `conversations/${id}/messages`, messageSchema);
    if (messages.some((message) => message.text === text)) return id;
  }
  throw new Error(`nobody wrote ${text}`);
}

/** Staff write of their own accord; how far it came. */
async function staffWrites(conversationId: string, text: string): Promise<string | undefined> {
  const path = `conversations/${conversationId}/messages`;
  const { status } = await system.call(
    'POST',
    `/v1/buildings/demo/${path}`,
    { text },
    {
      role: 'front_desk',
      headers: { 'idempotency-key': randomUUID() },
    },
  );
  expect(status).toBeLessThan(300);
  await quiet(system);
  return (await listAll(system, path, messageSchema)).find((message) => message.text === text)?.status;
}

describe.each([
  {
    language: 'pt',
    from: '5511900000901',
    hello: 'bom dia',
    stop: 'PARAR',
    stopped: /não escrevemos mais/,
    start: 'VOLTAR',
    started: /volta a receber/,
  },
  {
    language: 'en',
    from: '12025550901',
    hello: 'good morning',
    stop: 'please stop sending me messages',
    stopped: /will not write/,
    start: 'START',
    started: /get our messages here again/,
  },
  {
    language: 'es',
    from: '5491100000901',
    hello: 'buenos días',
    stop: 'no me envíen más mensajes por favor',
    stopped: /ya no te escribiremos/,
    start: 'VOLVER',
    started: /volverás a recibir/,
  },
])('STOP and START in $language', ({ from, hello, stop, stopped, start, started }) => {
  test('nothing but the confirmation, until they write again or want it again', async () => {
    await write(from, `${hello} ${from}`, ago(50));
    const conversationId = await conversationWith(`${hello} ${from}`);
    expect(await write(from, stop, ago(40))).toMatch(stopped);

    expect(await staffWrites(conversationId, `news for ${from}`)).toBe('failed');
    expect(textsTo(from)).not.toContain(`news for ${from}`);

    const question = `${hello}? ${from}`;
    await postWebhook(system.url, webhookBody({ from, text: question, at: ago(30) }));
    await quiet(system);
    expect(await staffWrites(conversationId, `answer to ${from}`)).toBe('sent');

    expect(await write(from, stop, ago(20))).toMatch(stopped);
    expect(await staffWrites(conversationId, `more news for ${from}`)).toBe('failed');
    expect(await write(from, start, ago(10))).toMatch(started);
    expect(await staffWrites(conversationId, `welcome news for ${from}`)).toBe('sent');
  });
});

test('a stop in WhatsApp’s own settings holds as well, and nobody is told of it', async () => {
  const from = '5511900000123';
  const hello = `boa tarde ${from}`;
  await write(from, hello, ago(20));
  const conversationId = await conversationWith(hello);
  const before = textsTo(from).length;
  const { bytes } = whatsAppFixture('user_preferences_stop');
  const chosen = bytes.toString().replace('1794990600', String(Math.floor(ago(10).getTime() / SECOND)));
  expect((await postWebhook(system.url, chosen)).status).toBe(200);
  expect(await staffWrites(conversationId, 'an advertisement')).toBe('failed');
  expect(textsTo(from)).toHaveLength(before);
});
