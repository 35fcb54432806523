import type { AuditFact } from '@bos/kernel/audit-fact';
import { DomainError, notFound } from '@bos/kernel/errors';
import type { Stored } from '@bos/table/entity';
import type { Table } from '@bos/table/table';
import { create, remove, replace, WriteConflictError, type WriteOperation } from '@bos/table/write';
import { type Device, deviceEntity } from './device.ts';
import { createDeviceStore } from './device-store.ts';

export interface ConfigureDependencies {
  readonly table: Table;
  readonly audit: (fact: AuditFact) => WriteOperation;
}

export interface ConfigureTerms {
  readonly by: string;
  readonly at: Date;
  readonly requestId: string;
  /** The version that was seen; without one nothing may be there. */
  readonly expectedVersion?: number;
}

function changedMeanwhile(deviceId: string): DomainError {
  return new DomainError('precondition_failed', 'DEVICE_CHANGED_MEANWHILE', `Device ${deviceId} is another by now.`);
}

function recordOf(
  { audit }: ConfigureDependencies,
  { buildingId, deviceId, kind, gateway }: Device,
  change: 'added' | 'changed' | 'removed',
  { by, at, requestId }: ConfigureTerms,
): WriteOperation {
  return audit({
    buildingId,
    actor: { kind: 'user', id: by },
    action: 'device.configured',
    resource: { type: 'device', id: deviceId },
    requestId,
    values: { change, kind, gateway },
    at,
  });
}

async function write(deps: ConfigureDependencies, device: Device, operations: readonly WriteOperation[]) {
  try {
    await deps.table.write(operations);
  } catch (error) {
    if (error instanceof WriteConflictError) throw changedMeanwhile(device.deviceId);
    throw error;
  }
}

/**
 * Adds a device, or configures one anew, and records it. How a simulated one behaves stays as it was. Throws DEVICE_EXISTS,
 * DEVICE_NOT_FOUND and DEVICE_CHANGED_MEANWHILE.
 */
export async function configureDevice(
  deps: ConfigureDependencies,
  device: Device,
  terms: ConfigureTerms,
): Promise<Stored<Device>> {
  const { buildingId, deviceId } = device;
  const store = createDeviceStore(deps.table);
  const before = await store.get(buildingId, deviceId);
  if (before === undefined) {
    if (terms.expectedVersion !== undefined) throw notFound('device', deviceId);
    await write(deps, device, [create(deviceEntity, device), recordOf(deps, device, 'added', terms)]);
  } else {
    if (terms.expectedVersion === undefined) {
      throw new DomainError('conflict', 'DEVICE_EXISTS', `There is a device ${deviceId} already.`);
    }
    if (before.version !== terms.expectedVersion) throw changedMeanwhile(deviceId);
    const { simulation } = before;
    const after: Device = { ...device, ...(simulation !== undefined && { simulation }) };
    await write(deps, device, [replace(deviceEntity, before, after), recordOf(deps, device, 'changed', terms)]);
  }
  const stored = await store.get(buildingId, deviceId);
  if (stored === undefined) throw notFound('device', deviceId);
  return stored;
}

/** Takes a device out of the building, and records it. Throws DEVICE_NOT_FOUND and DEVICE_CHANGED_MEANWHILE. */
export async function removeDevice(
  deps: ConfigureDependencies,
  { buildingId, deviceId }: Pick<Device, 'buildingId' | 'deviceId'>,
  terms: ConfigureTerms,
): Promise<void> {
  const before = await createDeviceStore(deps.table).get(buildingId, deviceId);
  if (before === undefined) throw notFound('device', deviceId);
  const { expectedVersion = before.version } = terms;
  if (before.version !== expectedVersion) throw changedMeanwhile(deviceId);
  await write(deps, before, [remove(deviceEntity, before), recordOf(deps, before, 'removed', terms)]);
}
