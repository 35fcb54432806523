import { createSimulatedGateway } from '@bos/buildings/devices/simulated-gateway';
import type { ShownProblem } from '@bos/http/openapi-examples';
import * as z from 'zod';
import { build as buildDevices } from '../../devices.ts';
import { build as buildTickets } from '../../tickets.ts';
import { type ApiAnswer, type ApiCall, callApi } from '../call.ts';
import type { DocumentedWorld } from './documented-world.ts';

const TICKETS = '/v1/buildings/{buildingId}/tickets';
const params = { buildingId: 'demo' };
const problemSchema = z.looseObject({ status: z.number(), code: z.string() });
const BODY = { category: 'plumbing', area: 'unit', description: 'The kitchen tap drips.' };
const MORE_THAN_IS_TAKEN = { note: 'x'.repeat(300_000) };

/** Calls that are refused for a reason that any operation may have, by the name that the failure has in the document. */
const REFUSED: Readonly<Record<string, readonly [status: number, call: ApiCall]>> = {
  BadRequest: [
    400,
    { routeKey: `POST ${TICKETS}`, params, as: 'maria', body: { ...BODY, area: 'roof', urgent: true } },
  ],
  Unauthenticated: [401, { routeKey: `GET ${TICKETS}`, params }],
  Forbidden: [403, { routeKey: 'GET /v1/buildings/{buildingId}/people', params, as: 'maria' }],
  NotFound: [404, { routeKey: `GET ${TICKETS}`, params: { buildingId: 'elsewhere' }, as: 'maria' }],
  TooLarge: [413, { routeKey: 'POST /webhooks/pms/{buildingId}', params, body: MORE_THAN_IS_TAKEN }],
  UnsupportedMediaType: [
    415,
    { routeKey: `POST ${TICKETS}`, params, as: 'maria', body: BODY, headers: { 'content-type': 'text/plain' } },
  ],
  VersionRequired: [
    428,
    {
      routeKey: `PATCH ${TICKETS}/{ticketId}`,
      params: { ...params, ticketId: '01M812917T6N4PZ1QF8VX0J3KD' },
      as: 'bruno',
      body: { status: 'in_progress' },
    },
  ],
};

/** The problems that all operations share, each as it was answered once. */
export async function sharedProblems({
  call,
  ports,
  requestId,
}: DocumentedWorld): Promise<Record<string, ShownProblem>> {
  const problems: Record<string, ShownProblem> = {};
  function keep(name: string, status: number, answer: ApiAnswer): void {
    if (answer.status !== status) throw new Error(`${name} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    // In the order in which it was answered.
    problems[name] = { ...answer.body, ...problemSchema.parse(answer.body) };
  }
  for (const [name, [status, refused]] of Object.entries(REFUSED)) keep(name, status, await call(refused));

  const lost = async () => {
    throw new Error('the table does not answer');
  };
  const broken = buildTickets({ ...ports, table: { ...ports.table, get: lost } });
  keep('InternalError', 500, await callApi(broken, { routeKey: `GET ${TICKETS}`, params, as: 'maria', requestId }));

  const { table, clock } = ports;
  const { timers } = clock;
  const withoutSecret = buildDevices({
    ...ports,
    timers,
    queues: { send: async () => undefined },
    devices: createSimulatedGateway({ table, clock, timers }),
    deviceSettings: { webhookSecret: async () => undefined, homeAssistant: async () => undefined },
  });
  const webhook = { routeKey: 'GET /v1/buildings/{buildingId}/device-webhook', params, as: 'ana', requestId };
  keep('Unavailable', 503, await callApi(withoutSecret, webhook));
  return problems;
}
