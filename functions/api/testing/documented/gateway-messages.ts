import type { GatewayRoute } from '@bos/embedded/gateway/function-route';
import { startGateway } from '@bos/embedded/gateway/gateway';
import { silentLog } from '@bos/kernel/log';
import { systemTimers } from '@bos/kernel/timers';
import { seededIds, virtualClock } from '@bos/testing/clocks';

/** A function behind the gateway, in which everything can go wrong. */
function route(routeKey: string, handler: () => unknown, timeoutSeconds = 5): GatewayRoute {
  const trigger = { kind: 'http', routes: [] } as const;
  const definition = { name: 'api', trigger, timeoutSeconds, memoryMegabytes: 512 };
  return { routeKey, public: routeKey !== 'GET /mine', target: { definition, handler } };
}

const ROUTES = [
  route('GET /mine', () => ({})),
  route('POST /taken', () => ({})),
  route('GET /thrown', () => {
    throw new Error('a fault of ours');
  }),
  route('GET /late', () => new Promise(() => {}), 0.01),
];

const MORE_THAN_IS_TAKEN = 6 * 1024 * 1024;

/** What the gateway answers by itself, by status, before a function runs or in place of one that failed. */
export async function gatewayMessages(): Promise<Record<string, unknown>> {
  const clock = virtualClock();
  const gateway = await startGateway({
    port: 0,
    routes: ROUTES,
    verifyToken: async () => undefined,
    log: silentLog,
    clock,
    timers: systemTimers,
    ids: seededIds(clock),
  });
  const answers = await Promise.all([
    fetch(`${gateway.url}/mine`),
    fetch(`${gateway.url}/nowhere`),
    fetch(`${gateway.url}/taken`, { method: 'POST', body: Buffer.alloc(MORE_THAN_IS_TAKEN) }),
    fetch(`${gateway.url}/thrown`),
    fetch(`${gateway.url}/late`),
  ]);
  const messages = await Promise.all(answers.map(async (answer) => [answer.status, await answer.json()] as const));
  await gateway.close();
  return Object.fromEntries(messages);
}
