import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { whatsAppFixture } from '../../../../test/fixtures/whatsapp/read-fixtures.ts';
import { ACCESS_TOKEN, MARIA, simulatorWorld } from './testing/simulator-world.ts';

let world = simulatorWorld();
beforeEach(() => {
  world = simulatorWorld();
});
afterEach(() => world.simulator.close());

/** A picture of one byte less than nothing: WhatsApp does not look inside either. */
const PICTURE = { mimeType: 'image/jpeg', base64: Buffer.from('not really a picture').toString('base64') };

const sentSchema = z.object({ id: z.string(), webhookStatus: z.number() });
const shownSchema = z.array(z.record(z.string(), z.unknown()));

const ask = (...titles: string[]) =>
  world.graph({
    messaging_product: 'whatsapp',
    to: MARIA.phone,
    type: 'interactive',
    interactive: {
      type: 'button',
      body: { text: 'Qual?' },
      action: { buttons: titles.map((title) => ({ type: 'reply', reply: { id: `id:${title}`, title } })) },
    },
  });

/** What a page that opens now would show. */
async function history(): Promise<Record<string, unknown>[]> {
  const response = await world.request(`/simulator/api/events?phone=${MARIA.phone}`);
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  for (let text = ''; ; ) {
    const { value = '' } = (await reader?.read()) ?? {};
    text += value;
    const data = /event: history\ndata: (.*)\n\n/.exec(text)?.[1];
    if (data === undefined) continue;
    await reader?.cancel();
    return shownSchema.parse(JSON.parse(data));
  }
}

/** Every place in a value, with array positions left out: its shape. */
function shapeOf(value: unknown, path = ''): string[] {
  if (Array.isArray(value)) return value.flatMap((item: unknown) => shapeOf(item, `${path}[]`));
  if (typeof value !== 'object' || value === null) return [`${path}: ${typeof value}`];
  return Object.entries(value)
    .flatMap(([key, inner]) => shapeOf(inner, `${path}.${key}`))
    .sort();
}

const shapeOfFixture = (name: string): string[] => shapeOf(JSON.parse(whatsAppFixture(name).bytes.toString('utf8')));

describe('what a person sends reaches the webhook', () => {
  test('as a signed text in the shape of the real one', async () => {
    const answer = await world.say({ text: 'O elevador parou, alguém ajuda?' });
    expect(sentSchema.parse(await answer.json()).webhookStatus).toBe(200);
    const [posted] = world.posted;
    expect(posted?.signed).toBe(true);
    expect(posted?.messages[0]).toMatchObject({
      kind: 'text',
      text: 'O elevador parou, alguém ajuda?',
      sender: { phone: MARIA.phone, whatsappUserId: expect.stringMatching(/^BR\.\d{16}$/) },
      profileName: 'Maria Souza',
      sentAt: world.clock.now(),
    });
    expect(shapeOf(posted?.json)).toEqual(shapeOfFixture('text'));
  });

  test('as a picture with its caption, whose bytes the Graph endpoint has', async () => {
    await world.say({ image: { ...PICTURE, caption: 'vazando embaixo da pia' } });
    const [posted] = world.posted;
    const message = posted?.messages[0];
    expect(message).toMatchObject({ kind: 'image', text: 'vazando embaixo da pia', media: { mimeType: 'image/jpeg' } });
    const real = shapeOfFixture('image_caption').filter((place) => !place.includes('.image.url'));
    expect(shapeOf(posted?.json)).toEqual(real);

    const headers = { authorization: `Bearer ${ACCESS_TOKEN}` };
    const media = await world.request(`/simulator/graph/v25.0/${message?.media?.mediaId}`, { headers });
    const { url } = z.object({ url: z.url(), mime_type: z.literal('image/jpeg') }).parse(await media.json());
    const bytes = await world.request(new URL(url).pathname, { headers });
    expect(await bytes.text()).toBe('not really a picture');
    expect((await world.request(new URL(url).pathname)).status).toBe(401);
  });

  test('as the tap of a button that was really offered', async () => {
    await ask('Torre A', 'Torre B');
    const [question] = await history();
    await world.say({ selection: { messageId: question?.id, buttonId: 'id:Torre B' } });
    const posted = world.posted.find(({ messages }) => messages.length > 0);
    expect(posted?.messages[0]).toMatchObject({
      kind: 'interactive',
      selection: { id: 'id:Torre B', title: 'Torre B' },
      contextMessageId: question?.id,
    });
    expect(shapeOf(posted?.json)).toEqual(shapeOfFixture('interactive_button_reply'));

    const invented = await world.say({ selection: { messageId: question?.id, buttonId: 'id:Torre C' } });
    expect(invented.status).toBe(400);
  });

  test('from any telephone, not only those of the demo', async () => {
    await world.say({ from: '+12025550199', text: 'hello' });
    expect(world.posted[0]?.messages[0]?.sender.phone).toBe('12025550199');
  });

  test('again, unchanged, when it was not acknowledged', async () => {
    world.webhook.status = 500;
    const answer = await world.say({ text: 'Oi' });
    expect(sentSchema.parse(await answer.json()).webhookStatus).toBe(500);
    expect(await history()).toMatchObject([{ tick: 'sent' }]);
    world.webhook.status = 200;
    await world.clock.advance(1_000);
    expect(world.posted).toHaveLength(2);
    expect(world.posted[1]?.json).toEqual(world.posted[0]?.json);
    expect(await history()).toMatchObject([{ tick: 'delivered' }]);
  });

  test('or tells that nobody is there', async () => {
    world.webhook.status = 0;
    expect(sentSchema.parse(await (await world.say({ text: 'Oi' })).json()).webhookStatus).toBe(0);
  });

  test.each([
    ['two things at once', { text: 'a', image: PICTURE }],
    ['nothing', {}],
    ['a field that nobody knows', { text: 'a', as: 'admin' }],
    ['a picture that is none', { image: { ...PICTURE, mimeType: 'image/svg+xml' } }],
    ['in nobody’s name', { from: 'nobody', text: 'a' }],
  ])('but not %s', async (_what, command) => {
    expect((await world.say(command)).status).toBe(400);
    expect(world.posted).toEqual([]);
  });

  test('but not from a form of another site', async () => {
    const answer = await world.post(
      '/simulator/api/send',
      { from: 'maria', text: 'x' },
      { 'content-type': 'text/plain' },
    );
    expect(answer.status).toBe(415);
  });
});

describe('what the page shows', () => {
  test('begins with the people', async () => {
    const answer = await world.request('/simulator/api/people');
    expect(await answer.json()).toEqual({ items: [MARIA], next: null });
  });

  test('tells how long the first answer took, and that the question was read', async () => {
    await world.say({ text: 'Qual é a senha do Wi-Fi?' });
    await world.clock.advance(84);
    const reply = { messaging_product: 'whatsapp', to: MARIA.phone, type: 'text', text: { body: 'É …' } };
    await world.graph(reply);
    await world.graph(reply);
    expect(await history()).toMatchObject([
      { sender: 'person', tick: 'read' },
      { sender: 'business', answeredAfterMilliseconds: 84 },
      { sender: 'business' },
    ]);
    expect((await history())[2]).not.toHaveProperty('answeredAfterMilliseconds');
  });

  test('never holds what is not for the eyes of a telephone', async () => {
    await world.graph({
      messaging_product: 'whatsapp',
      to: MARIA.phone,
      type: 'text',
      text: { body: 'x' },
      biz_opaque_callback_data: 'demo/c/m',
    });
    expect(JSON.stringify(await history())).not.toMatch(/callback|demo\/c\/m/);
  });

  test('follows live, with every tick, until the stream ends', async () => {
    const response = await world.request('/simulator/api/events');
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    const text = response.text();
    await world.say({ text: 'Oi' });
    await world.graph({
      messaging_product: 'whatsapp',
      status: 'read',
      message_id: world.posted[0]?.messages[0]?.providerMessageId,
      typing_indicator: { type: 'text' },
    });
    await world.clock.advance(15_000);
    world.simulator.close();
    world = simulatorWorld();
    const events = (await text).split('\n\n');
    expect(events.map((event) => /event: (\w+)/.exec(event)?.[1]).filter(Boolean)).toEqual([
      'history',
      'message',
      'message',
      'message',
      'typing',
    ]);
    expect(events.map((event) => /"tick":"(\w+)"/.exec(event)?.[1]).filter(Boolean)).toEqual([
      'sent',
      'delivered',
      'read',
    ]);
    expect(await text).toContain(': still here');
  });

  test('is nothing for paths of others', async () => {
    expect(await world.simulator.handle(new Request('http://127.0.0.1/simulator'))).toBeUndefined();
    expect((await world.request('/simulator/api/secrets')).status).toBe(404);
  });

  test('shows pictures as pictures and as nothing else', async () => {
    await world.say({ image: PICTURE });
    const [message] = await history();
    const picture = await world.request(`/simulator/api/pictures/${message?.pictureId}`);
    expect(picture.headers.get('x-content-type-options')).toBe('nosniff');
    expect(picture.headers.get('content-security-policy')).toBe("default-src 'none'");
  });
});
