import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { createGraphSender } from './graph-client.ts';
import type { OutgoingMessage } from './whatsapp-sender.ts';

interface Seen {
  readonly url: string | undefined;
  readonly authorization: string | undefined;
  readonly body: unknown;
}

const servers: Server[] = [];

async function readBody(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return JSON.parse(Buffer.concat(chunks).toString());
}

/** A server that answers every call the same way; without an answer it stays silent. */
async function startGraph(answer: { status: number; body: string } | 'silent' | 'cut') {
  const seen: Seen[] = [];
  const server = createServer((request, response) => {
    void readBody(request).then((body) => {
      seen.push({ url: request.url, authorization: request.headers.authorization, body });
      if (answer === 'silent') return;
      if (answer === 'cut') request.socket.destroy();
      else response.writeHead(answer.status, { 'content-type': 'application/json' }).end(answer.body);
    });
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}/`;
  const sender = createGraphSender({ url, accessToken: async () => 'token-1', timeoutMilliseconds: 300 });
  return { seen, sender, server };
}

afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

const message: OutgoingMessage = {
  phoneNumberId: '109917730042258',
  address: { kind: 'phone', value: '5511900000123' },
  text: 'Chamado aberto.',
  buttons: [],
  callbackData: 'demo/c1/m1',
};
const accepted = { status: 200, body: '{"messaging_product":"whatsapp","messages":[{"id":"wamid.A"}]}' };
const failing = (status: number, code: number) => ({
  status,
  body: JSON.stringify({ error: { code, message: 'no' } }),
});

describe('a call of the Cloud API', () => {
  test('sends a text to a telephone with "+"', async () => {
    const { seen, sender } = await startGraph(accepted);
    expect(await sender.send(message)).toEqual({ kind: 'accepted', providerMessageId: 'wamid.A' });
    expect(seen).toEqual([
      {
        url: '/v25.0/109917730042258/messages',
        authorization: 'Bearer token-1',
        body: {
          messaging_product: 'whatsapp',
          recipient_type: 'individual',
          to: '+5511900000123',
          biz_opaque_callback_data: 'demo/c1/m1',
          type: 'text',
          text: { preview_url: false, body: 'Chamado aberto.' },
        },
      },
    ]);
  });

  test('sends buttons to a user without a telephone', async () => {
    const { seen, sender } = await startGraph(accepted);
    const address = { kind: 'whatsapp_user', value: 'US.1402277319960045' } as const;
    await sender.send({ ...message, address, text: 'Let Otavio in?', buttons: [{ id: 'y', title: 'Yes 👍' }] });
    expect(seen[0]?.body).toEqual({
      messaging_product: 'whatsapp',
      recipient_type: 'individual',
      recipient: 'US.1402277319960045',
      biz_opaque_callback_data: 'demo/c1/m1',
      type: 'interactive',
      interactive: {
        type: 'button',
        body: { text: 'Let Otavio in?' },
        action: { buttons: [{ type: 'reply', reply: { id: 'y', title: 'Yes 👍' } }] },
      },
    });
  });

  test.each([
    ['pair rate', failing(400, 131056), { code: 'WHATSAPP_131056', remedy: 'wait' }],
    ['outage', failing(503, 131016), { code: 'WHATSAPP_131016', remedy: 'wait' }],
    ['maintenance, said with any status', failing(200 + 200, 131057), { code: 'WHATSAPP_131057', remedy: 'wait' }],
    ['rate without a code', { status: 429, body: '' }, { code: 'HTTP_429', remedy: 'wait' }],
    ['a closed window', failing(400, 131047), { code: 'WINDOW_CLOSED', remedy: 'none' }],
    ['a number that cannot be reached', failing(400, 131026), { code: 'WHATSAPP_131026', remedy: 'none' }],
    ['our mistake', failing(400, 100), { code: 'WHATSAPP_100', remedy: 'none' }],
    ['a code of tomorrow', failing(400, 999999), { code: 'WHATSAPP_999999', remedy: 'none' }],
    ['an expired token', failing(401, 190), { code: 'WHATSAPP_190', remedy: 'operator' }],
    ['a missing permission', failing(403, 230), { code: 'WHATSAPP_230', remedy: 'operator' }],
    ['an unpaid bill', failing(400, 131042), { code: 'WHATSAPP_131042', remedy: 'operator' }],
    ['a proxy that wants a password', { status: 403, body: '<html>' }, { code: 'HTTP_403', remedy: 'operator' }],
    ['a redirection', { status: 302, body: '' }, { code: 'HTTP_302', remedy: 'none' }],
  ])('refused for %s says what helps', async (_case, answer, expected) => {
    const { sender } = await startGraph(answer);
    expect(await sender.send(message)).toEqual({ kind: 'refused', ...expected });
  });

  test.each([
    ['is never answered', 'silent', 'TimeoutError'],
    ['breaks off', 'cut', 'TypeError'],
    ['fails in the server', { status: 500, body: 'oops' }, 'HTTP_500'],
    ['fails in the server with a code of no table', failing(500, 2), 'HTTP_500'],
    ['is answered by something else', { status: 200, body: 'hello' }, 'UNREADABLE_ANSWER'],
  ] as const)('that %s has an unknown outcome', async (_case, answer, reason) => {
    const { sender } = await startGraph(answer);
    expect(await sender.send(message)).toEqual({ kind: 'unknown', reason });
  });

  test('that never reaches a server was surely not carried out', async () => {
    const { sender, server } = await startGraph(accepted);
    await new Promise((resolve) => server.close(resolve));
    expect(await sender.send(message)).toEqual({ kind: 'refused', code: 'WHATSAPP_UNREACHABLE', remedy: 'wait' });
  });

  test('is not made without a token', async () => {
    const { seen, server } = await startGraph(accepted);
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const outcome = await createGraphSender({ url, accessToken: async () => undefined }).send(message);
    expect(outcome).toEqual({ kind: 'refused', code: 'ACCESS_TOKEN_MISSING', remedy: 'operator' });
    expect(seen).toEqual([]);
  });
});
