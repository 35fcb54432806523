import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { type GraphDouble, startGraphDouble } from '../support/graph-double.ts';
import { listAll } from '../support/list-all.ts';
import { quiet } from '../support/quiet.ts';
import { removeDataDir, type SystemUnderTest, startSystemUnderTest } from '../support/system.ts';
import { chosenTarget, type Target } from '../support/target.ts';
import { postWebhook, webhookBody } from '../support/webhook.ts';

const MARIA = '5511900000301';
const conversationSchema = z.looseObject({ id: z.string(), userId: z.string() });
const messageSchema = z.looseObject({
  id: z.string(),
  text: z.string().optional(),
  media: z.looseObject({ state: z.string(), problem: z.string().optional(), url: z.string().optional() }).optional(),
});
type Message = z.infer<typeof messageSchema>;

let graph: GraphDouble;
let system: SystemUnderTest<Target>;

beforeAll(async () => {
  graph = await startGraphDouble();
  // What cannot be had at once is asked for again, and a test cannot wait for the time-out of a real queue.
  system = await startSystemUnderTest({ target: chosenTarget, graphUrl: graph.url, visibilitySeconds: 2 });
});

afterAll(async () => {
  await system?.stop();
  await graph?.close();
  if (system) removeDataDir(system.dataDir);
});

/** A picture of Maria with a caption; WhatsApp has `file` under its id, or nothing. Gives the caption. */
async function send(file: { readonly mimeType: string; readonly bytes: Uint8Array } | undefined): Promise<string> {
  const mediaId = String(Date.now()) + String(Math.floor(Math.random() * 1_000));
  if (file) graph.media.set(mediaId, file);
  const caption = `Veja a foto ${randomUUID()}`;
  const text = JSON.stringify({ type: 'text', text: { body: 'replaced' } }).slice(1, -1);
  const image = JSON.stringify({ type: 'image', image: { id: mediaId, mime_type: 'image/png', caption } }).slice(1, -1);
  const body = webhookBody({ from: MARIA, text: 'replaced' }).replace(text, image);
  expect((await postWebhook(system.url, body)).status).toBe(200);
  return caption;
}

/** The message with that text, once its file has come to an end. */
async function settled(text: string): Promise<Message> {
  for (let waited = 0; waited < 300; waited++) {
    for (const { id, userId } of await listAll(system, 'conversations', conversationSchema)) {
      if (userId !== 'maria') continue;
      const messages = await listAll(system, `conversations/${id}/messages`, messageSchema);
      const found = messages.find((message) => message.text === text);
      if (found?.media !== undefined && found.media.state !== 'pending') return found;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`the file of "${text}" came to no end`);
}

test('a picture that somebody sends can be loaded by who may read the conversation', async () => {
  const bytes = Uint8Array.from(randomBytes(200_000));
  const { media } = await settled(await send({ mimeType: 'image/png', bytes }));
  expect(media).toMatchObject({ state: 'stored', mimeType: 'image/png', bytes: 200_000 });
  const address = new URL(media?.url ?? '', system.url);
  const response = await fetch(address);
  expect(response.status).toBe(200);
  expect(response.headers.get('content-disposition')).toMatch(/^attachment;/);
  expect(Buffer.from(await response.arrayBuffer()).equals(bytes)).toBe(true);

  address.pathname = `${address.pathname}x`;
  expect((await fetch(address)).status).toBe(403);
});

test('a picture that is no picture is refused, and said to be', async () => {
  const { media } = await settled(await send({ mimeType: 'text/html', bytes: Buffer.from('<script></script>') }));
  expect(media).toMatchObject({ state: 'refused', problem: 'MEDIA_TYPE_NOT_TAKEN' });
  expect(media?.url).toBeUndefined();
});

test('a picture that WhatsApp has no more is said to be gone', async () => {
  const { media } = await settled(await send(undefined));
  expect(media).toMatchObject({ state: 'gone', problem: 'MEDIA_ABSENT' });
});

test('a picture that was sent before a crash is there after it', async () => {
  const caption = await send({ mimeType: 'image/png', bytes: Uint8Array.from(randomBytes(1_000)) });
  await system.crash();
  expect((await settled(caption)).media).toMatchObject({ state: 'stored' });
});

test('nothing of all that ends among the dead letters', async () => {
  await quiet(system);
  for (const { queue, dead } of await system.queues()) expect(dead, queue).toBe(0);
});
