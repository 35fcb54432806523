import { isDomainError } from '@bos/kernel/errors';
import type { StoredItem } from '@bos/table/stored-item';
import { expectVersion, put, remove } from '@bos/table/write';
import { membershipEntity } from '../memberships/membership.ts';
import { type MembershipDependencies, tokenHashes } from '../memberships/write-membership.ts';
import { nameTokenEntity } from './name-token.ts';

/** Lets a member be found by their name under the present key of the blind index. False when nothing was to be done. */
export async function reindexNames(deps: MembershipDependencies, item: StoredItem): Promise<boolean> {
  const { table, blindIndex } = deps;
  const membership = await table.decode(membershipEntity, item);
  if (membership === undefined) return false;
  const { buildingId, userId, version } = membership;
  const hashes = await tokenHashes(blindIndex, membership);
  const present = await table.list(nameTokenEntity, { buildingId, userId }, { index: 'GSI1', limit: 100 });
  const writes = [
    ...present.items.filter(({ hash }) => !hashes.includes(hash)).map((token) => remove(nameTokenEntity, token)),
    ...hashes
      .filter((hash) => present.items.every((token) => token.hash !== hash))
      .map((hash) => put(nameTokenEntity, { buildingId, hash, userId })),
  ];
  if (writes.length === 0) return false;
  try {
    await table.write([expectVersion(membershipEntity, { buildingId, userId }, version), ...writes]);
    return true;
  } catch (error) {
    // Whoever changed the name meanwhile wrote its words under the present key.
    if (isDomainError(error, 'WRITE_CONFLICT')) return false;
    throw error;
  }
}
