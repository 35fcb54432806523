import { type InboundMessage, interpretMessage } from '@bos/conversations/whatsapp/inbound-message';
import { readWebhook } from '@bos/conversations/whatsapp/webhook-body';
import { isSigned } from '@bos/http/signed-body';
import { silentLog } from '@bos/kernel/log';
import { seededIds, virtualClock } from '@bos/testing/clocks';
import type { SimulatedNumber, SimulatedPerson } from '../phone-message.ts';
import { createSimulator } from '../simulator.ts';

export const APP_SECRET = 'an app secret of the test';
export const ACCESS_TOKEN = 'an access token of the test';

export const BRAZIL: SimulatedNumber = {
  phoneNumberId: '109917730042258',
  displayPhoneNumber: '551100000100',
  accountId: '103377540018865',
};
export const MARIA: SimulatedPerson = {
  id: 'maria',
  name: 'Maria Souza',
  phone: '5511900000301',
  role: 'resident',
  unit: '1203',
  language: 'pt',
  phoneNumberId: BRAZIL.phoneNumberId,
};

/** A webhook that was posted, read as the real receiver would. */
interface Posted {
  readonly json: unknown;
  readonly signed: boolean;
  readonly messages: readonly InboundMessage[];
  readonly statuses: readonly { readonly status: string; readonly id: string; readonly callback: string | undefined }[];
}

/** A simulator on a virtual clock, with a webhook that answers `webhook.status`. For tests. */
export function simulatorWorld() {
  const clock = virtualClock();
  const webhook = { status: 200 };
  const posted: Posted[] = [];
  const receive: typeof globalThis.fetch = async (_input, init = {}) => {
    const bytes = Buffer.from(await new Response(init.body ?? '').arrayBuffer());
    const signature = new Headers(init.headers).get('x-hub-signature-256') ?? undefined;
    const json: unknown = JSON.parse(bytes.toString('utf8'));
    const { messages, statuses } = readWebhook(json);
    posted.push({
      json,
      signed: isSigned(bytes, signature, APP_SECRET),
      messages: messages.map((envelope) => interpretMessage(envelope)),
      statuses: statuses.map(({ status: { status, id, biz_opaque_callback_data: callback } }) => ({
        status,
        id,
        callback,
      })),
    });
    if (webhook.status === 0) throw new TypeError('fetch failed');
    return new Response('', { status: webhook.status });
  };
  const simulator = createSimulator({
    clock,
    timers: clock.timers,
    ids: seededIds(clock),
    log: silentLog,
    appSecret: APP_SECRET,
    accessToken: ACCESS_TOKEN,
    webhookUrl: () => 'http://system.example/webhooks/whatsapp',
    people: [MARIA],
    numbers: [BRAZIL],
    fetch: receive,
  });

  async function request(path: string, init: RequestInit = {}): Promise<Response> {
    const response = await simulator.handle(new Request(`http://127.0.0.1:4000${path}`, init));
    if (response === undefined) throw new Error(`nobody serves ${path}`);
    return response;
  }
  const post = (path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> =>
    request(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });

  return {
    clock,
    webhook,
    posted,
    simulator,
    request,
    post,
    say: (command: object) => post('/simulator/api/send', { from: 'maria', ...command }),
    graph: (body: unknown, token = ACCESS_TOKEN, number = BRAZIL.phoneNumberId) =>
      post(`/simulator/graph/v25.0/${number}/messages`, body, { authorization: `Bearer ${token}` }),
  };
}
