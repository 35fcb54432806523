import { graphMessage } from '@bos/conversations/whatsapp/graph-message';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { BRAZIL, MARIA, simulatorWorld } from './testing/simulator-world.ts';

let world = simulatorWorld();
beforeEach(() => {
  world = simulatorWorld();
});
afterEach(() => world.simulator.close());

const errorSchema = z.object({ error: z.object({ code: z.number(), error_data: z.object({ details: z.string() }) }) });
const acceptedSchema = z.object({
  messaging_product: z.literal('whatsapp'),
  contacts: z.array(z.object({ input: z.string(), wa_id: z.string().optional(), user_id: z.string().optional() })),
  messages: z.tuple([z.object({ id: z.string().startsWith('wamid.') })]),
});

const text = (body: string) => ({ messaging_product: 'whatsapp', to: `+${MARIA.phone}`, type: 'text', text: { body } });
const buttons = (...titles: string[]) => ({
  messaging_product: 'whatsapp',
  to: `+${MARIA.phone}`,
  type: 'interactive',
  interactive: {
    type: 'button',
    body: { text: 'Which one?' },
    action: { buttons: titles.map((title, index) => ({ type: 'reply', reply: { id: `b${index}`, title } })) },
  },
});

async function refusal(answer: Promise<Response>): Promise<{ status: number; code: number; details: string }> {
  const response = await answer;
  const { error } = errorSchema.parse(await response.json());
  return { status: response.status, code: error.code, details: error.error_data.details };
}

describe('sending', () => {
  test('answers as WhatsApp does and takes what the system really sends', async () => {
    const message = graphMessage({
      phoneNumberId: BRAZIL.phoneNumberId,
      address: { kind: 'phone', value: MARIA.phone },
      text: 'Qual elevador?',
      buttons: [
        { id: 'a', title: 'Torre A' },
        { id: 'b', title: 'Torre B' },
      ],
      callbackData: 'demo/c1/m1',
    });
    const response = await world.graph(message);
    expect(response.status).toBe(200);
    const { contacts } = acceptedSchema.parse(await response.json());
    expect(contacts).toEqual([{ input: `+${MARIA.phone}`, wa_id: MARIA.phone }]);
  });

  test('finds a Brazilian telephone that is written without its ninth digit', async () => {
    const answer = await world.graph({ ...text('Olá'), to: '+551100000301' });
    expect(acceptedSchema.parse(await answer.json()).contacts[0]?.wa_id).toBe(MARIA.phone);
  });

  test('to a business-scoped id reaches the person who has it', async () => {
    await world.say({ text: 'Oi' });
    const userId = world.posted[0]?.messages[0]?.sender.whatsappUserId;
    const { to: _to, ...rest } = text('Olá');
    const answer = await world.graph({ ...rest, recipient: userId });
    expect(acceptedSchema.parse(await answer.json()).contacts).toEqual([{ input: userId, user_id: userId }]);
    expect(await refusal(world.graph({ ...rest, recipient: 'BR.404' }))).toMatchObject({ code: 131009 });
  });

  test.each([
    ['4096 characters', text('á'.repeat(4096))],
    ['three buttons of twenty characters', buttons('x'.repeat(20), 'y'.repeat(20), 'z'.repeat(20))],
    ['an emoji as one character', buttons('🛗'.repeat(20))],
  ])('takes %s', async (_what, body) => {
    expect((await world.graph(body)).status).toBe(200);
  });

  test.each([
    ['4097 characters', text('a'.repeat(4097)), 131009],
    ['an empty text', text(''), 131009],
    ['four buttons', buttons('a', 'b', 'c', 'd'), 131009],
    ['no button', buttons(), 131009],
    ['a title of 21 characters', buttons('x'.repeat(21)), 131009],
    ['two equal titles', buttons('same', 'same'), 131009],
    ['nobody', { messaging_product: 'whatsapp', type: 'text', text: { body: 'x' } }, 100],
    ['what is no telephone', { ...text('x'), to: 'maria' }, 131009],
    ['another product', { ...text('x'), messaging_product: 'instagram' }, 100],
    ['an unknown type', { ...text('x'), type: 'hologram' }, 100],
    ['a type without its object', { ...text('x'), type: 'image' }, 100],
    ['an image by id and link at once', { ...text('x'), type: 'image', image: { id: '1', link: 'https://x' } }, 131009],
    ['what is no JSON', '{', 100],
  ])('refuses %s', async (_what, body, code) => {
    expect(await refusal(world.graph(body))).toMatchObject({ status: 400, code });
    expect(world.posted).toEqual([]);
  });

  test('refuses eleven rows of a list', async () => {
    const rows = Array.from({ length: 11 }, (_, index) => ({ id: `r${index}`, title: `Row ${index}` }));
    const interactive = { type: 'list', body: { text: 'When?' }, action: { button: 'Times', sections: [{ rows }] } };
    const body = { ...text('x'), type: 'interactive', interactive };
    expect(await refusal(world.graph(body))).toMatchObject({ code: 131009 });
  });

  test('needs the token and a number that exists', async () => {
    expect(await refusal(world.graph(text('x'), 'guessed'))).toMatchObject({ status: 401, code: 190 });
    expect(await refusal(world.graph(text('x'), undefined, '404'))).toMatchObject({ status: 400, code: 100 });
  });
});

describe('delivery reports', () => {
  test('come signed, in order, with what the sender wanted back', async () => {
    const answer = await world.graph({ ...text('Chamado aberto.'), biz_opaque_callback_data: 'demo/c1/m1' });
    const { messages } = acceptedSchema.parse(await answer.json());
    expect(world.posted).toEqual([]);
    await world.clock.advance(100);
    await world.post('/simulator/api/read', { phone: MARIA.phone });
    await world.clock.advance(1);
    expect(world.posted.every(({ signed }) => signed)).toBe(true);
    expect(world.posted.flatMap(({ statuses }) => statuses)).toEqual(
      ['sent', 'delivered', 'read'].map((status) => ({ status, id: messages[0].id, callback: 'demo/c1/m1' })),
    );
  });

  test('of a message that the page shows at once still come in order', async () => {
    await world.graph(text('Olá'));
    await world.post('/simulator/api/read', { phone: MARIA.phone });
    await world.clock.advance(1_000);
    const reported = world.posted.flatMap(({ statuses }) => statuses.map(({ status }) => status));
    expect(reported).toEqual(['sent', 'delivered', 'read']);
    await world.post('/simulator/api/read', { phone: MARIA.phone });
    await world.clock.advance(1_000);
    expect(world.posted).toHaveLength(3);
  });

  test('are brought again until they are acknowledged', async () => {
    world.webhook.status = 503;
    await world.graph(text('Olá'));
    await world.clock.advance(30);
    world.webhook.status = 200;
    await world.clock.advance(2_000);
    expect(world.posted.flatMap(({ statuses }) => statuses.map(({ status }) => status))).toEqual([
      'sent',
      'delivered',
      'sent',
    ]);
  });

  test('end with the simulator', async () => {
    await world.graph(text('Olá'));
    world.simulator.close();
    await world.clock.advance(1_000);
    expect(world.posted).toEqual([]);
    world = simulatorWorld();
  });
});

describe('marking as read', () => {
  test('turns the ticks of all earlier messages, for a message that exists', async () => {
    await world.say({ text: 'um' });
    await world.say({ text: 'dois' });
    const [, second] = world.posted;
    const answer = await world.graph({
      messaging_product: 'whatsapp',
      status: 'read',
      message_id: second?.messages[0]?.providerMessageId,
    });
    expect(await answer.json()).toEqual({ success: true });
    const unknown = { messaging_product: 'whatsapp', status: 'read', message_id: 'wamid.none' };
    expect(await refusal(world.graph(unknown))).toMatchObject({ code: 131009 });
  });
});
