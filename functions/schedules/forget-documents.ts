import { createBuildingStore } from '@bos/buildings/buildings/building-store';
import { createRetentionLookUp } from '@bos/buildings/buildings/retention-look-up';
import { forEachConcurrently } from '@bos/kernel/concurrency';
import { forgetDocuments } from '@bos/stays/check-in/forget-documents';
import type { Ports } from '../ports/ports.ts';

type ForgetPorts = Pick<Ports, 'table' | 'clock' | 'log'> & {
  readonly documents: Pick<Ports['documents'], 'remove'>;
};

/** Buildings side by side; most have nothing to forget, which takes four requests. */
const CONCURRENCY = 16;

/** Twice a day, removes the identity documents of guests whose time is over. A building that fails does not stop the others. */
export function build({ table, clock, log, documents }: ForgetPorts) {
  const buildings = createBuildingStore(table);

  return async (): Promise<void> => {
    const findOverrides = createRetentionLookUp(table, clock);
    await forEachConcurrently(await buildings.listAll(), CONCURRENCY, async ({ buildingId }) => {
      const overrides = await findOverrides(buildingId);
      const count = await forgetDocuments({ table, documents }, { buildingId, overrides, at: clock.now() });
      if (count > 0) log.info('retention.documents_forgotten', { buildingId, count });
    });
  };
}
