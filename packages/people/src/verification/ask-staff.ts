import { deterministicId } from '@bos/kernel/ids';
import type { Table } from '@bos/table/table';
import { create, type WriteOperation } from '@bos/table/write';
import type { Claimant } from './proof.ts';
import { changeOf } from './proof.ts';
import { REQUEST_LASTS, type VerificationRequest, verificationRequestEntity } from './verification-request.ts';

export interface AskedStaff {
  readonly requestId: string;
  /** Whether the staff hear of it now; else they were asked already. */
  readonly isNew: boolean;
  readonly writes: readonly WriteOperation[];
}

/**
 * Asks the staff to say who the claimant is: once in three days, for the request's id is made from the sender and those
 * days. Whoever was refused asks again in the next ones.
 */
export async function askStaff({ table }: { readonly table: Table }, claimant: Claimant): Promise<AskedStaff> {
  const { membership, at } = claimant;
  const { buildingId, userId } = membership;
  const days = new Date(Math.floor(at.getTime() / REQUEST_LASTS) * REQUEST_LASTS);
  const requestId = deterministicId(days, 'verification', buildingId, userId);
  const known = await table.get(verificationRequestEntity, { buildingId, requestId });
  if (known !== undefined || membership.status === 'suspended') return { requestId, isNew: false, writes: [] };
  const request: VerificationRequest = {
    status: 'pending',
    buildingId,
    requestId,
    userId,
    requestedAt: at.toISOString(),
    expiresAt: new Date(at.getTime() + REQUEST_LASTS).toISOString(),
  };
  const { audit, actor } = changeOf(claimant);
  const record = audit({
    buildingId,
    actor,
    action: 'person.verification',
    resource: { type: 'person', id: userId },
    requestId: claimant.messageId,
    values: { method: 'staff' },
    at,
  });
  return { requestId, isNew: true, writes: [create(verificationRequestEntity, request), record] };
}
