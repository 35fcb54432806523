import { isDomainError } from '@bos/kernel/errors';
import type { BlindIndex } from '@bos/table/encryption/blind-index';
import type { StoredItem } from '@bos/table/stored-item';
import type { Table } from '@bos/table/table';
import { remove } from '@bos/table/write';
import { identityEntity } from './identity.ts';
import { createIdentity, identityKey } from './identity-store.ts';

/** Moves an identity to where the present key of the blind index puts it. False when it lies there, or is gone. */
export async function reindexIdentity(
  { table, blindIndex }: { readonly table: Table; readonly blindIndex: BlindIndex },
  item: StoredItem,
): Promise<boolean> {
  const identity = await table.decode(identityEntity, item);
  const key = identity && (await identityKey(blindIndex, identity.channel, identity.address));
  if (!key || key.hash === identity.hash) return false;
  // It is the one that lies in the former place; what lies in others would be somebody else's.
  const elsewhere = key.formerHashes.filter((hash) => hash !== identity.hash);
  try {
    await table.write([
      ...createIdentity({ ...key, formerHashes: elsewhere }, identity.userId, identity.address),
      remove(identityEntity, identity),
    ]);
    return true;
  } catch (error) {
    if (isDomainError(error, 'WRITE_CONFLICT')) return false;
    throw error;
  }
}
