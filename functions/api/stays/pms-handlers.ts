import { randomBytes } from 'node:crypto';
import { type BoundRoute, implement } from '@bos/http/bind';
import { connectPms, disconnectPms } from '@bos/stays/pms/connect-pms';
import { connectPmsRoute, disconnectPmsRoute } from '@bos/stays/pms/pms-routes';
import type { Ports } from '../../ports/ports.ts';
import { authorOf } from './stay-requests.ts';

/** The building's property management system. */
export function pmsHandlers({ table, clock }: Pick<Ports, 'table' | 'clock'>): BoundRoute[] {
  const connect = implement(connectPmsRoute, async ({ params: { buildingId }, principal, requestId }) => {
    const deps = { table, randomness: () => randomBytes(32) };
    const { secret } = await connectPms(deps, { buildingId, by: authorOf(principal, requestId), at: clock.now() });
    return { body: { secret, url: `/webhooks/pms/${buildingId}` } };
  });
  const disconnect = implement(disconnectPmsRoute, async ({ params: { buildingId }, principal, requestId }) => {
    await disconnectPms({ table }, { buildingId, by: authorOf(principal, requestId), at: clock.now() });
    return {};
  });
  return [connect, disconnect];
}
