import { auditRecord } from '@bos/governance/audit/audit-record';
import type { Stored } from '@bos/table/entity';
import { retryConflicts } from '@bos/table/retry-conflicts';
import type { Table } from '@bos/table/table';
import { create, remove, replace } from '@bos/table/write';
import { type LinkRandomness, newLinkToken } from '../links/secret-link.ts';
import type { ChangeAuthor } from '../reservations/reservation-audit.ts';
import { type PmsConnection, pmsConnectionEntity } from './pms-connection.ts';

interface ConnectionCommand {
  readonly buildingId: string;
  readonly by: ChangeAuthor;
  readonly at: Date;
}

function audited({ buildingId, by, at }: ConnectionCommand, status: 'connected' | 'disconnected') {
  const resource = { type: 'building', id: buildingId } as const;
  return auditRecord({ buildingId, ...by, action: 'building.pms_changed', resource, values: { status }, at });
}

/** Makes a new secret, which is given here and never again; one that stood before no longer signs anything. */
export async function connectPms(
  { table, randomness }: { readonly table: Table; readonly randomness: LinkRandomness },
  command: ConnectionCommand,
): Promise<{ readonly secret: string }> {
  const { buildingId, at } = command;
  const secret = newLinkToken(randomness);
  await retryConflicts(async () => {
    const before: Stored<PmsConnection> | undefined = await table.get(pmsConnectionEntity, { buildingId });
    const connection = { buildingId, secret, connectedAt: at.toISOString() };
    const write = before ? replace(pmsConnectionEntity, before, connection) : create(pmsConnectionEntity, connection);
    await table.write([write, audited(command, 'connected')]);
  });
  return { secret };
}

/** From now on nothing is taken. What came before stays. Harmless when nothing is connected. */
export async function disconnectPms({ table }: { readonly table: Table }, command: ConnectionCommand): Promise<void> {
  await retryConflicts(async () => {
    const before = await table.get(pmsConnectionEntity, { buildingId: command.buildingId });
    if (before === undefined) return;
    await table.write([remove(pmsConnectionEntity, before), audited(command, 'disconnected')]);
  });
}
