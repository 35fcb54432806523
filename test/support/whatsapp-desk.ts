import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { type GraphDouble, startGraphDouble } from './graph-double.ts';
import { quiet } from './quiet.ts';
import { removeDataDir, type SystemUnderTest, startSystemUnderTest } from './system.ts';
import { chosenTarget, type Target } from './target.ts';
import { postWebhook, webhookBody } from './webhook.ts';

/** Who writes in these tests. */
export const PHONES = {
  maria: '5511900000301',
  carlos: '5511900000303',
  james: '12025550130',
  lucia: '5491100000302',
  bruno: '5511900000311',
  stranger: '5511900000999',
} as const;

const missions = z.object({
  items: z.array(z.looseObject({ id: z.string(), status: z.string(), userId: z.string(), messageId: z.string() })),
});
const created = z.looseObject({ id: z.string() });

export interface Asked {
  /** What came back, as often as it came. */
  readonly replies: readonly string[];
  /** How many missions began meanwhile. */
  readonly missions: number;
}

/** The whole system, with people who write to it and staff who work with its API. */
export interface WhatsAppDesk {
  readonly system: SystemUnderTest<Target>;
  readonly graph: GraphDouble;
  /**
   * Writes as somebody, the same message `times` times at once as WhatsApp does when it is in doubt, and gives all that
   * was sent to them of that pattern when nothing moves any more.
   */
  ask(from: string, text: string, reply: RegExp, times?: number): Promise<Asked>;
  /** POST, PUT, PATCH or DELETE as a member of staff; throws unless it went well. */
  tell(method: string, path: string, body?: unknown, role?: string): Promise<{ readonly id: string }>;
  /** Lets a device behave like that, for good. */
  device(deviceId: string, behaviour: 'works' | 'offline'): Promise<void>;
  stop(): Promise<void>;
}

export async function startWhatsAppDesk(): Promise<WhatsAppDesk> {
  const graph = await startGraphDouble();
  const system = await startSystemUnderTest({ target: chosenTarget, graphUrl: graph.url });

  async function tell(method: string, path: string, body?: unknown, role = 'manager') {
    const headers = method === 'POST' ? { 'idempotency-key': randomUUID() } : {};
    const answer = await system.call(method, `/v1/buildings/demo/${path}`, body, { role, headers });
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    const parsed = created.safeParse(answer.body);
    return { id: parsed.success ? parsed.data.id : '' };
  }

  async function missionIds(): Promise<Set<string>> {
    const { body } = await system.get('/v1/buildings/demo/missions?limit=100');
    return new Set(missions.parse(body).items.map(({ id }) => id));
  }

  return {
    system,
    graph,
    tell,
    device: async (deviceId, behaviour) => {
      await tell('PUT', `devices/${deviceId}/simulation`, { script: { behaviour } });
    },
    async ask(from, text, reply, times = 1) {
      const before = graph.sent.length;
      const known = await missionIds();
      const body = webhookBody({ from, text });
      const answers = await Promise.all(Array.from({ length: times }, () => postWebhook(system.url, body)));
      const refused = answers.find(({ status }) => status !== 200);
      if (refused) throw new Error(`the webhook answered ${refused.status}`);
      const fits = (message: { readonly to: string; readonly text: string }) => reply.test(message.text);
      await graph.waitFor(from, (message) => graph.sent.indexOf(message) >= before && fits(message));
      if (times > 1) await quiet(system);
      const replies = graph.sent.slice(before).filter((message) => message.to === from && fits(message));
      const after = await missionIds();
      return {
        replies: replies.map((message) => message.text),
        missions: [...after].filter((id) => !known.has(id)).length,
      };
    },
    async stop() {
      await system.stop();
      await graph.close();
      removeDataDir(system.dataDir);
    },
  };
}
