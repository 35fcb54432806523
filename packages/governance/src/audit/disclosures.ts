import { type AuditAction, auditActionOf } from '@bos/kernel/audit-fact';
import { type Clock, HOUR } from '@bos/kernel/clock';
import type { Table } from '@bos/table/table';
import { createOnceRecorder } from './record-once.ts';

/** Who was shown something, where and by which request. */
export interface Beholder {
  readonly buildingId: string;
  readonly userId: string;
  readonly requestId: string;
}

/**
 * Records that somebody was shown what others see masked, once an hour for each that it was shown of. It is awaited
 * before the answer: what cannot be recorded is not shown.
 */
export function createDisclosureRecorder({
  table,
  clock,
}: {
  readonly table: Pick<Table, 'write'>;
  readonly clock: Clock;
}): (beholder: Beholder, action: AuditAction, resourceId: string) => Promise<void> {
  const once = createOnceRecorder(table);
  return ({ buildingId, userId, requestId }, action, resourceId) =>
    once(
      {
        buildingId,
        actor: { kind: 'user', id: userId },
        action,
        resource: { type: auditActionOf(action).resource, id: resourceId },
        requestId,
        at: clock.now(),
      },
      HOUR,
    );
}
