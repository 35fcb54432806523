import type { Refusal } from '@bos/http/bind';
import { type Clock, MINUTE } from '@bos/kernel/clock';
import type { Log } from '@bos/kernel/log';
import type { Table } from '@bos/table/table';
import { createOnceRecorder } from './record-once.ts';

/** Who asks in vain again and again is recorded so often, for each operation. */
const PERIOD = 10 * MINUTE;

/**
 * Records that the API refused a member. What belongs to no building has no trail to go into. A record that cannot be
 * written is logged: the refusal stands all the same.
 */
export function createRefusalRecorder({
  table,
  clock,
  log,
}: {
  readonly table: Pick<Table, 'write'>;
  readonly clock: Clock;
  readonly log: Log;
}): (refusal: Refusal) => Promise<void> {
  const once = createOnceRecorder(table);
  return async ({ principal: { buildingId, userId }, operationId, code, requestId }) => {
    if (buildingId === undefined) return;
    try {
      await once(
        {
          buildingId,
          actor: { kind: 'user', id: userId },
          action: 'access.refused',
          resource: { type: 'route', id: operationId },
          outcome: 'refused',
          code,
          requestId,
          at: clock.now(),
        },
        PERIOD,
      );
    } catch (error) {
      log.error('audit.refusal_not_recorded', error, { buildingId, requestId });
    }
  };
}
