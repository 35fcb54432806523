import { createBuildingStore } from '@bos/buildings/buildings/building-store';
import { createRetentionLookUp } from '@bos/buildings/buildings/retention-look-up';
import { forgetDeparted } from '@bos/conversations/retention/forget-departed';
import { resolveIdleConversations } from '@bos/conversations/retention/resolve-idle';
import { forEachConcurrently } from '@bos/kernel/concurrency';
import type { Ports } from '../ports/ports.ts';

type RetentionPorts = Pick<Ports, 'table' | 'raw' | 'blindIndex' | 'keyStore' | 'clock' | 'log'> & {
  readonly documents: Pick<Ports['documents'], 'remove'>;
};

/** Buildings side by side: at 100 ms for a building of 450 people, 10,000 buildings take a minute. */
const CONCURRENCY = 16;

/**
 * Twice a day, whatever comes of age other than by its own expiry: open conversations that nobody writes in are
 * resolved, people who have left and unknown senders are forgotten. A building that fails does not stop the others.
 */
export function build({ log, ...ports }: RetentionPorts) {
  const { table, clock } = ports;
  const buildings = createBuildingStore(table);

  return async (): Promise<void> => {
    // All that a person may have left behind: the schemas of every room, which no start needs.
    const { ENTITIES } = await import('../entities.ts');
    const deps = { ...ports, entities: ENTITIES, findOverrides: createRetentionLookUp(table, clock) };
    await forEachConcurrently(await buildings.listAll(), CONCURRENCY, async ({ buildingId }) => {
      // First, for only what is resolved comes of age with the people whom it was with.
      const idle = await resolveIdleConversations(deps, buildingId);
      const { unknownSender, person } = await forgetDeparted(deps, buildingId);
      if (idle > 0) log.info('retention.conversations_resolved', { buildingId, count: idle });
      if (unknownSender > 0) log.info('retention.unknown_senders_forgotten', { buildingId, count: unknownSender });
      if (person > 0) log.info('retention.people_forgotten', { buildingId, count: person });
    });
  };
}
