import { nameTokens } from '@bos/kernel/name-tokens';
import type { BlindIndex } from '@bos/table/encryption/blind-index';
import type { Stored } from '@bos/table/entity';
import type { Table } from '@bos/table/table';
import { type Membership, membershipEntity } from '../memberships/membership.ts';
import { nameHashes } from '../memberships/write-membership.ts';
import { nameTokenEntity } from './name-token.ts';

/** More people of one name than a building has. */
const MOST = 200;

/**
 * The members of a building whose name has all these words, in any order and spelling of accents: `jose souza` finds
 * `José de Souza`. Words are looked for whole. Sorted by user id, 200 at most. One request for the rarest word at a
 * guess, the longest, and one for the people.
 */
export async function findByName(
  { table, blindIndex }: { readonly table: Table; readonly blindIndex: BlindIndex },
  buildingId: string,
  name: string,
): Promise<Stored<Membership>[]> {
  const tokens = nameTokens(name);
  const longest = tokens.toSorted((a, b) => b.length - a.length)[0];
  if (longest === undefined) return [];
  const hashes = await nameHashes(blindIndex, buildingId, longest);
  const pages = await Promise.all(
    hashes.map((hash) => table.list(nameTokenEntity, { buildingId, hash }, { limit: MOST })),
  );
  const userIds = [...new Set(pages.flatMap(({ items }) => items.map(({ userId }) => userId)))];
  const members = await table.getMany(
    membershipEntity,
    userIds.map((userId) => ({ buildingId, userId })),
  );
  return members
    .filter(({ displayName = '' }) => {
      const words = new Set(nameTokens(displayName));
      return tokens.every((token) => words.has(token));
    })
    .toSorted((a, b) => (a.userId < b.userId ? -1 : 1));
}
