import type { AuditActor } from '@bos/kernel/audit-fact';
import { normaliseEmail } from '@bos/kernel/email-address';
import { DomainError, type FieldProblem, invalid, notFound } from '@bos/kernel/errors';
import { normalisePhone } from '@bos/kernel/phone-number';
import type { Stored } from '@bos/table/entity';
import type { RecordAudit } from '@bos/table/record-audit';
import type { Table } from '@bos/table/table';
import { create, remove, replace, WriteConflictError, type WriteOperation } from '@bos/table/write';
import { type Vendor, vendorEntity } from './vendor.ts';

export interface VendorDependencies {
  readonly table: Table;
  readonly audit: RecordAudit;
}

interface ByWhom {
  readonly buildingId: string;
  readonly vendorId: string;
  readonly actor: AuditActor;
  readonly requestId?: string;
  readonly at: Date;
}

export interface WriteVendorCommand extends ByWhom {
  /** All of it, the addresses in any spelling. */
  readonly fields: Omit<Vendor, 'buildingId' | 'vendorId'>;
  /** The version that was seen; a new one without. */
  readonly expectedVersion?: number;
}

/** One spelling for each address. Throws INVALID_INPUT naming the field. */
function normalised({ phone, email, ...rest }: WriteVendorCommand['fields']): WriteVendorCommand['fields'] {
  const number = phone === undefined ? undefined : normalisePhone(phone);
  const address = email === undefined ? undefined : normaliseEmail(email);
  const problems: FieldProblem[] = [
    ...(phone !== undefined && number === undefined
      ? [{ field: 'phone', rule: 'a telephone number with its country code' }]
      : []),
    ...(email !== undefined && address === undefined ? [{ field: 'email', rule: 'an e-mail address' }] : []),
  ];
  if (problems.length > 0) throw invalid('INVALID_INPUT', 'Invalid vendor.', problems);
  return { ...rest, ...(number !== undefined && { phone: number }), ...(address !== undefined && { email: address }) };
}

function recordOf(
  { audit }: VendorDependencies,
  { buildingId, vendorId, actor, requestId, at }: ByWhom,
  status: 'added' | 'changed' | 'removed',
): WriteOperation {
  return audit({
    buildingId,
    actor,
    action: 'vendor.changed',
    resource: { type: 'vendor', id: vendorId },
    ...(requestId !== undefined && { requestId }),
    values: { status },
    at,
  });
}

const changedMeanwhile = (): DomainError =>
  new DomainError('precondition_failed', 'VENDOR_CHANGED_MEANWHILE', 'Somebody changed it meanwhile.');

async function writeOr(table: Table, writes: readonly WriteOperation[]): Promise<void> {
  try {
    await table.write(writes);
  } catch (error) {
    throw error instanceof WriteConflictError ? changedMeanwhile() : error;
  }
}

/** Adds a vendor under the id given, or writes one anew. Throws INVALID_INPUT, VENDOR_NOT_FOUND, VENDOR_CHANGED_MEANWHILE. */
export async function writeVendor(deps: VendorDependencies, command: WriteVendorCommand): Promise<Stored<Vendor>> {
  const { buildingId, vendorId, expectedVersion, at } = command;
  const after: Vendor = { buildingId, vendorId, ...normalised(command.fields) };
  const before = await deps.table.get(vendorEntity, { buildingId, vendorId });
  // The same id again is the same request again.
  if (before !== undefined && expectedVersion === undefined) return before;
  if (before === undefined && expectedVersion !== undefined) throw notFound('vendor', vendorId);
  if (before !== undefined && before.version !== expectedVersion) throw changedMeanwhile();
  const write = before ? replace(vendorEntity, before, after) : create(vendorEntity, after);
  await writeOr(deps.table, [write, recordOf(deps, command, before ? 'changed' : 'added')]);
  const time = at.toISOString();
  return { ...after, version: (before?.version ?? 0) + 1, createdAt: before?.createdAt ?? time, updatedAt: time };
}

/** Throws VENDOR_NOT_FOUND and VENDOR_CHANGED_MEANWHILE. */
export async function removeVendor(deps: VendorDependencies, command: ByWhom): Promise<void> {
  const { buildingId, vendorId } = command;
  const vendor = await deps.table.get(vendorEntity, { buildingId, vendorId });
  if (vendor === undefined) throw notFound('vendor', vendorId);
  await writeOr(deps.table, [remove(vendorEntity, vendor), recordOf(deps, command, 'removed')]);
}
