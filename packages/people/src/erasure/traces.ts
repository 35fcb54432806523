import { normalisePhone } from '@bos/kernel/phone-number';
import type { BlindIndex } from '@bos/table/encryption/blind-index';
import type { RawItems } from '@bos/table/raw-items';
import type { Table } from '@bos/table/table';
import { identityEntity } from '../identities/identity.ts';
import { membershipEntity } from '../memberships/membership.ts';
import { createPersonStore } from '../persons/person-store.ts';
import type { Erasure } from './erasure-ledger.ts';

export interface TracesDependencies {
  readonly table: Table;
  readonly blindIndex: BlindIndex;
  readonly raw: RawItems;
}

/** Where a person is known: the buildings, and the senders that their addresses make. */
export async function tracesOf(
  { table, blindIndex, raw }: TracesDependencies,
  userId: string,
): Promise<Pick<Erasure, 'buildingIds' | 'senderHashes'>> {
  const buildingIds = new Set<string>();
  const senders = new Set<string>();
  for await (const item of raw.query({ index: 'GSI1', partition: `USER#${userId}`, prefix: '' })) {
    const membership = item.type === membershipEntity.type ? item.data.buildingId : undefined;
    if (typeof membership === 'string') buildingIds.add(membership);
    const identity = item.type === identityEntity.type ? await table.decode(identityEntity, item) : undefined;
    // As the webhook names a sender: the business-scoped id, else the normalised telephone.
    if (identity) senders.add(normalisePhone(identity.address) ?? identity.address);
  }
  const phone = (await createPersonStore(table).get(userId))?.phone;
  if (phone !== undefined) senders.add(phone);
  const hashes = await Promise.all([...senders].map((sender) => blindIndex.every('sender', sender)));
  return { buildingIds: [...buildingIds].toSorted(), senderHashes: [...new Set(hashes.flat())].toSorted() };
}
