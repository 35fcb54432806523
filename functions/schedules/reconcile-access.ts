import { reconcileAccess } from '@bos/buildings/access/credentials/reconcile-access';
import { lookAfterVisitors } from '@bos/buildings/access/visitors/look-after-visitors';
import { createBuildingStore } from '@bos/buildings/buildings/building-store';
import { MINUTE } from '@bos/kernel/clock';
import { forEachConcurrently } from '@bos/kernel/concurrency';
import { type CredentialPorts, credentialDeps } from '../credential-deps.ts';
import type { Ports } from '../ports/ports.ts';
import { QUEUES } from '../queue-definitions.ts';
import { withinLockTime } from '../within-lock-time.ts';
import { ordersOfTheHour } from './orders-of-the-hour.ts';

type ReconcilePorts = CredentialPorts & Pick<Ports, 'clock' | 'timers' | 'queues'>;

/** Buildings side by side; the locks of each answer four at a time. */
const CONCURRENCY = 16;
/** The locks of a building that do not answer by then are looked at an hour later. */
const MOST_OF_A_BUILDING = 2 * MINUTE;

/**
 * Every hour, ends the permissions of visitors whose time is over, holds the locks of each building against what they
 * should hold, and drives again what a lost change of a stay, a parcel or a task may have left undone. A building that
 * fails does not stop the others.
 */
export function build(ports: ReconcilePorts) {
  const { table, clock, timers, log, queues } = ports;
  const buildings = createBuildingStore(table);
  const deps = credentialDeps(ports);

  return async (): Promise<void> => {
    await forEachConcurrently(await buildings.listAll(), CONCURRENCY, async ({ buildingId, timeZone }) => {
      // First, for it waits for nobody.
      const visitors = await lookAfterVisitors({ table }, { buildingId, timeZone, at: clock.now() });
      const orders = await ordersOfTheHour(table, { buildingId, timeZone, at: clock.now() });
      await queues.send(
        QUEUES.timers.name,
        orders.map(({ message }) => message),
      );
      const look = (signal: AbortSignal) => reconcileAccess(deps, { buildingId, at: clock.now(), signal });
      const { owed, corrected, unreachable } = await withinLockTime(timers, look, MOST_OF_A_BUILDING);
      const note = (event: string, count: number) => count > 0 && log.warn(event, { buildingId, count });
      note('access.codes_owed', owed.length);
      note('access.locks_corrected', corrected.length);
      note('access.locks_unreachable', unreachable.length);
      const { expired, forgotten } = visitors;
      if (expired + forgotten > 0) log.info('access.visitors_ended', { buildingId, count: expired + forgotten });
    });
  };
}
