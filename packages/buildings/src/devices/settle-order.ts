import type { AuditFact } from '@bos/kernel/audit-fact';
import type { Stored } from '@bos/table/entity';
import type { Table } from '@bos/table/table';
import { create, replace, WriteConflictError, type WriteOperation } from '@bos/table/write';
import { logAccess } from '../access/log/access-entry.ts';
import {
  deviceOrderEntity,
  isSettled,
  type SentOrder,
  type SettledOrder,
  type WaitingOrder,
  wantedBy,
} from './device-order.ts';
import { createDeviceOrderStore } from './device-order-store.ts';
import type { DeviceState } from './device-state.ts';

/** How an order ends. */
export type Ending =
  | { readonly status: 'done' | 'unknown'; readonly state?: DeviceState }
  | { readonly status: 'refused' | 'failed'; readonly code: string };

interface SettleDependencies {
  readonly table: Table;
  readonly audit?: (fact: AuditFact) => WriteOperation;
}

const ACTIONS = { open_door: 'door_command', call_elevator: 'elevator_command' } as const;

/** What nothing has come of yet. */
type OpenOrder = SentOrder | WaitingOrder;

function settled(order: OpenOrder, ending: Ending, at: Date): SettledOrder {
  const rest = wantedBy(order);
  const settledAt = at.toISOString();
  switch (ending.status) {
    case 'done':
    case 'unknown':
      return { ...rest, status: ending.status, settledAt, ...(ending.state && { state: ending.state }) };
    case 'refused':
    case 'failed':
      return { ...rest, status: ending.status, settledAt, code: ending.code };
  }
}

/** The time is that of the claim: however often an order is settled, its entry is one. */
function entryOf(order: SettledOrder): WriteOperation {
  const { buildingId, deviceId, userId, missionId, orderId, status, command, sentAt } = order;
  return logAccess({
    buildingId,
    deviceId,
    userId,
    action: ACTIONS[command.kind],
    outcome: status,
    ...('code' in order && { code: order.code }),
    ...(missionId !== undefined && { missionId }),
    happening: orderId,
    at: new Date(sentAt),
  });
}

function auditOf({ audit }: SettleDependencies, order: SettledOrder, at: Date): WriteOperation[] {
  if (audit === undefined) return [];
  const { buildingId, deviceId, userId, status, command } = order;
  return [
    audit({
      buildingId,
      actor: { kind: 'user', id: userId },
      action: 'device.commanded',
      resource: { type: 'device', id: deviceId },
      outcome: status,
      ...('code' in order && { code: order.code }),
      values: { tool: command.kind === 'open_door' ? 'door.open' : 'elevator.call' },
      at,
    }),
  ];
}

const isStored = (order: OpenOrder | Stored<OpenOrder>): order is Stored<OpenOrder> => 'version' in order;

/**
 * Stores what came of an order, with its entry in the access log and, where no mission does it, in the audit trail: one
 * transaction. When somebody has settled it in between, theirs stands.
 */
export async function settleOrder(
  deps: SettleDependencies,
  order: OpenOrder | Stored<OpenOrder>,
  ending: Ending,
  at: Date,
): Promise<SettledOrder> {
  const after = settled(order, ending, at);
  try {
    await deps.table.write([
      isStored(order) ? replace(deviceOrderEntity, order, after) : create(deviceOrderEntity, after),
      entryOf(after),
      ...auditOf(deps, after, at),
    ]);
    return after;
  } catch (error) {
    if (!(error instanceof WriteConflictError)) throw error;
    const stored = await createDeviceOrderStore(deps.table).get(order.buildingId, order.orderId);
    if (stored === undefined || !isSettled(stored)) throw error;
    return stored;
  }
}
