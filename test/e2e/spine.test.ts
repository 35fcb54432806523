import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { type GraphDouble, startGraphDouble } from '../support/graph-double.ts';
import { onlyOn } from '../support/only-on.ts';
import { quiet } from '../support/quiet.ts';
import { removeDataDir, type SystemUnderTest, startSystemUnderTest } from '../support/system.ts';
import { chosenTarget, type Target } from '../support/target.ts';
import { postWebhook, signatureOf, VERIFY_TOKEN, webhookBody } from '../support/webhook.ts';

const PHONES = {
  maria: '5511900000301',
  carlos: '5511900000303',
  james: '12025550130',
  lucia: '5491100000302',
} as const;

const page = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item), next: z.string().nullable() });
const conversationPage = page(z.looseObject({ id: z.string(), userId: z.string(), state: z.string() }));
const messagePage = page(
  z.looseObject({
    id: z.string(),
    direction: z.enum(['inbound', 'outbound']),
    text: z.string().optional(),
    status: z.string(),
    missionId: z.string().optional(),
    providerMessageId: z.string().optional(),
    sentAt: z.string(),
  }),
);
const missionPage = page(z.looseObject({ id: z.string(), status: z.string(), userId: z.string() }));
const missionSchema = z.looseObject({
  id: z.string(),
  status: z.string(),
  steps: z.array(z.looseObject({ id: z.string(), tool: z.string(), status: z.string() })),
});
const ticketPage = page(
  z.looseObject({
    id: z.string(),
    reference: z.string(),
    status: z.string(),
    category: z.string(),
    userId: z.string(),
  }),
);

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

/** Writes as somebody and gives the first message that comes back after it. */
async function write(from: string, text: string) {
  const before = graph.sent.length;
  const body = webhookBody({ from, text });
  expect((await postWebhook(system.url, body)).status).toBe(200);
  return graph.waitFor(from, (message) => graph.sent.indexOf(message) >= before);
}

async function list<T extends z.ZodType>(schema: T, path: string): Promise<z.output<T>> {
  const { status, body } = await system.get(`/v1/buildings/demo/${path}`);
  expect(status, path).toBe(200);
  return schema.parse(body);
}

async function conversationOf(userId: string) {
  const { items } = await list(conversationPage, 'conversations?limit=100');
  const found = items.find((conversation) => conversation.userId === userId);
  if (!found) throw new Error(`no conversation of ${userId}`);
  return found;
}

const messagesOf = async (userId: string) =>
  (await list(messagePage, `conversations/${(await conversationOf(userId)).id}/messages?limit=100`)).items;

const ticketsOf = async (userId: string) =>
  (await list(ticketPage, 'tickets?limit=100')).items.filter((ticket) => ticket.userId === userId);

describe('a message becomes a mission, an effect and a true reply', () => {
  test('Maria’s leaking tap: the reply names the ticket that the mission opened', async () => {
    const reply = await write(PHONES.maria, 'A torneira da cozinha está vazando muito, podem mandar alguém?');
    const [ticket] = await ticketsOf('maria');
    expect(ticket).toMatchObject({ category: 'plumbing', status: 'open' });
    expect(reply.text).toContain(ticket?.reference);

    const inbound = (await messagesOf('maria')).find(({ direction }) => direction === 'inbound');
    const { body } = await system.get(`/v1/buildings/demo/missions/${inbound?.missionId}`);
    const mission = missionSchema.parse(body);
    expect(mission.status).toBe('completed');
    expect(mission.steps.find(({ tool }) => tool === 'tickets.open')).toMatchObject({ status: 'completed' });
  });

  test('the same body posted five times in parallel gives one message, one mission, one ticket, one reply', async () => {
    const body = webhookBody({ from: PHONES.carlos, text: 'O chuveiro do banheiro não esquenta, precisa de conserto' });
    const answers = await Promise.all(Array.from({ length: 5 }, () => postWebhook(system.url, body)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    await graph.waitFor(PHONES.carlos);
    await quiet(system);
    const messages = await messagesOf('carlos');
    expect(messages.filter(({ direction }) => direction === 'inbound')).toHaveLength(1);
    expect(messages.filter(({ direction }) => direction === 'outbound')).toHaveLength(1);
    expect(graph.sent.filter(({ to }) => to === PHONES.carlos)).toHaveLength(1);
    expect(await ticketsOf('carlos')).toHaveLength(1);
    const { items } = await list(missionPage, 'missions?limit=100');
    expect(items.filter(({ userId }) => userId === 'carlos')).toHaveLength(1);
  });

  test('two wishes in one message give one mission with a step each and one reply', async () => {
    const before = graph.sent.length;
    const text = 'The AC in the bedroom is broken, can someone fix it? Also what is the wifi password?';
    const reply = await write(PHONES.james, text);
    const [ticket] = await ticketsOf('james');
    expect(reply.text).toContain(ticket?.reference);
    await quiet(system);
    expect(graph.sent.slice(before).filter(({ to }) => to === PHONES.james)).toHaveLength(1);
  });

  test('the state of a ticket is answered without a mission', async () => {
    const missions = (await list(missionPage, 'missions?limit=100')).items.length;
    const reply = await write(PHONES.maria, 'Oi, alguma novidade do meu chamado?');
    expect(reply.text).toContain((await ticketsOf('maria'))[0]?.reference);
    expect((await list(missionPage, 'missions?limit=100')).items).toHaveLength(missions);
  });

  test('a question of the FAQ is answered in the language of the person, with its source', async () => {
    const reply = await write(PHONES.lucia, '¿Cuál es la clave del wifi?');
    expect(reply.text).toMatch(/Fuente: /);
  });

  test('danger is answered with first aid and staff are alerted', async () => {
    const before = graph.sent.length;
    const reply = await write(PHONES.lucia, '¡Hay humo y fuego en la cocina, ayuda!');
    expect(reply.text).toContain('193');
    const second = await graph.waitFor(PHONES.lucia, (message) => graph.sent.indexOf(message) > before);
    expect(second.text).not.toBe('');
    const { body } = await system.call('GET', '/v1/buildings/demo/notifications', undefined, { role: 'front_desk' });
    expect(JSON.stringify(body)).toContain('emergency');
  });
});

describe('doors and elevators', () => {
  test('a door that its rights open is opened, and said so', async () => {
    const reply = await write(PHONES.maria, 'Pode abrir o portão da rua para mim, por favor?');
    expect(reply.text).toMatch(/abri/i);
  });

  test('an elevator that is offline is reported as such', async () => {
    const reply = await write(PHONES.lucia, 'Por favor manda el ascensor al piso 3');
    expect(reply.text).toMatch(/sin conexión/);
  });

  test('somebody unknown gets no door, and the front desk hears of it', async () => {
    const reply = await write('5511900000999', 'Abre o portão da rua por favor');
    expect(reply.text).not.toMatch(/abri:/i);
    const { items } = await list(missionPage, 'missions?limit=100');
    const mission = items[0];
    const { body } = await system.get(`/v1/buildings/demo/missions/${mission?.id}`);
    expect(missionSchema.parse(body).steps.map(({ tool }) => tool)).not.toContain('door.open');
  });
});

describe('a person takes over', () => {
  test('the agent is silent until the conversation is handed back', async () => {
    await write(PHONES.james, 'hello there');
    const conversation = await conversationOf('james');
    const path = `/v1/buildings/demo/conversations/${conversation.id}`;
    expect((await system.call('POST', `${path}/take-over`, undefined, { role: 'front_desk' })).status).toBe(200);
    const before = graph.sent.length;
    await postWebhook(system.url, webhookBody({ from: PHONES.james, text: 'are you there?' }));
    await quiet(system);
    expect(graph.sent.slice(before).filter(({ to }) => to === PHONES.james)).toEqual([]);

    const written = await system.call(
      'POST',
      `${path}/messages`,
      { text: 'Rafael here, one moment.' },
      {
        role: 'front_desk',
        headers: { 'idempotency-key': randomUUID() },
      },
    );
    expect(written.status, JSON.stringify(written.body)).toBeLessThan(300);
    await graph.waitFor(PHONES.james, ({ text }) => text === 'Rafael here, one moment.');
    expect((await system.call('POST', `${path}/hand-back`, undefined, { role: 'front_desk' })).status).toBe(200);
    expect((await write(PHONES.james, 'hello again')).text).not.toBe('');
  });
});

describe('the webhook', () => {
  test('answers the handshake with the right token only', async () => {
    const ask = (token: string) =>
      fetch(`${system.url}/webhooks/whatsapp?hub.mode=subscribe&hub.challenge=4711&hub.verify_token=${token}`);
    const right = await ask(VERIFY_TOKEN);
    expect([right.status, await right.text()]).toEqual([200, '4711']);
    expect((await ask('wrong')).status).toBe(403);
  });

  test.each([
    ['unsigned', {}, 401],
    ['signed with another secret', { 'x-hub-signature-256': signatureOf('{}', 'another') }, 401],
    ['signed but no JSON', { 'x-hub-signature-256': signatureOf('{') }, 400],
  ] as const)('refuses a body that is %s', async (_name, headers, status) => {
    const body = status === 400 ? '{' : '{}';
    expect((await postWebhook(system.url, body, headers)).status).toBe(status);
  });

  test('takes 3 MB and refuses more', async () => {
    const padded = (bytes: number) => {
      const body = webhookBody({ from: PHONES.maria, text: 'obrigada' });
      return body
        .slice(0, -1)
        .padEnd(bytes - 1, ' ')
        .concat('}');
    };
    expect((await postWebhook(system.url, padded(3 * 1024 * 1024))).status).toBe(200);
    expect((await postWebhook(system.url, padded(3 * 1024 * 1024 + 1))).status).toBe(413);
  });

  test('acknowledges a number that is nobody’s and files nothing under a building', async () => {
    const before = (await list(conversationPage, 'conversations?limit=100')).items.length;
    const body = webhookBody({ from: '5511900000888', text: 'oi', phoneNumberId: '999' });
    expect((await postWebhook(system.url, body)).status).toBe(200);
    await quiet(system);
    expect((await list(conversationPage, 'conversations?limit=100')).items).toHaveLength(before);
  });

  test.each([
    ['4,096 characters', 'a casa '.repeat(585).slice(0, 4096)],
    ['emoji', '👋🏽 obrigada 🙏'],
    ['right-to-left text', 'شكرا جزيلا على المساعدة'],
  ])('stores and answers %s as it was written', async (_name, text) => {
    const from = `55119000007${String(text.length).padStart(2, '0').slice(-2)}`;
    expect((await write(from, text)).text).not.toBe('');
    const { items } = await list(conversationPage, 'conversations?limit=100');
    const all = await Promise.all(items.map(({ id }) => list(messagePage, `conversations/${id}/messages?limit=100`)));
    expect(
      all.flatMap((each) => each.items).some((message) => message.text === text.trim() || message.text === text),
    ).toBe(true);
  });

  test('stores a message once that stands twice in one body', async () => {
    const twice = { from: '5511900000777', text: 'bom dia', id: `wamid.${randomUUID()}` };
    const before = graph.sent.length;
    await postWebhook(system.url, webhookBody(twice, twice));
    await graph.waitFor(twice.from);
    await quiet(system);
    expect(graph.sent.slice(before).filter(({ to }) => to === twice.from)).toHaveLength(1);
  });
});

describe('who may see what', () => {
  test('another building answers 404, whatever exists there', async () => {
    expect((await system.get('/v1/buildings/other/tickets')).status).toBe(404);
  });

  test('without a token nothing is answered', async () => {
    expect((await fetch(`${system.url}/v1/buildings/demo/tickets`)).status).toBe(401);
  });

  test('a resident sees own tickets only', async () => {
    const { body } = await system.get('/v1/buildings/demo/tickets?limit=100', 'resident');
    const owners = new Set(ticketPage.parse(body).items.map(({ userId }) => userId));
    expect(owners.size).toBeLessThanOrEqual(1);
  });
});

describe('the operator', () => {
  test('sees the OpenAPI document', async () => {
    const document = z.looseObject({ openapi: z.string(), paths: z.record(z.string(), z.unknown()) });
    const openApi = document.parse(await (await fetch(`${system.url}/openapi.json`)).json());
    expect(openApi.openapi).toMatch(/^3\.1/);
  });

  onlyOn('one-machine', 'the process serves them beside the API, and API Gateway has no routes for them')(
    'sees the pages and health',
    async () => {
      for (const path of ['/health', '/console', '/simulator', '/docs']) {
        expect((await fetch(`${system.url}${path}`)).status, path).toBe(200);
      }
    },
  );

  onlyOn('one-machine', 'the command line works on a data folder')(
    'writes as somebody and looks after the queues by the command line',
    async () => {
      if (system.target !== 'one-machine') throw new Error('this machine has no command line');
      const reply = await system.bos('send', 'quero ver meu chamado', '--as', `+${PHONES.maria}`);
      expect(reply).not.toBe('');
      expect(await system.bos('doctor')).toMatch(/inbound +0 +0 +0 +0/);
    },
  );

  test('finds nothing personal in the log', () => {
    for (const personal of ['Maria', 'torneira', ...Object.values(PHONES)])
      expect(system.log()).not.toContain(personal);
  });
});
