import { createBuildingStore } from '@bos/buildings/buildings/building-store';
import { sealTrail } from '@bos/governance/audit/seal-trail';
import { forEachConcurrently } from '@bos/kernel/concurrency';
import type { Ports } from '../ports/ports.ts';

type SealPorts = Pick<Ports, 'table' | 'raw' | 'clock' | 'log'>;

/** Buildings side by side: an hour of one takes two rounds of requests and a write, 20 ms; 10,000 take 13 s. */
const CONCURRENCY = 16;

/**
 * Every hour, closes the hours of each building's audit trail that are over; what was missed is caught up in order. A
 * building that fails does not stop the others, and is gone on with by the next run.
 */
export function build({ table, raw, clock, log }: SealPorts) {
  const buildings = createBuildingStore(table);

  return async (): Promise<void> => {
    await forEachConcurrently(await buildings.listAll(), CONCURRENCY, async (building) => {
      const { buildingId } = building;
      const count = await sealTrail({ table, raw, clock }, building);
      if (count > 1) log.info('audit.hours_sealed', { buildingId, count });
    });
  };
}
