import type { DocumentStorage } from '@bos/kernel/document-storage';
import { identityEntity } from '@bos/people/identities/identity';
import { type Membership, membershipEntity } from '@bos/people/memberships/membership';
import { createMembershipStore } from '@bos/people/memberships/membership-store';
import { replaceMembership } from '@bos/people/memberships/write-membership';
import { type PersonItem, type PersonItemsDependencies, personItems } from '@bos/people/personal-data/person-items';
import type { BlindIndex } from '@bos/table/encryption/blind-index';
import type { KeyStore } from '@bos/table/encryption/key-store';
import type { Stored } from '@bos/table/entity';
import { buildingOf } from '@bos/table/stored-item';
import type { Table } from '@bos/table/table';
import { expectVersion, remove } from '@bos/table/write';
import { removeMediaOf } from './remove-media.ts';

export interface ForgetDependencies extends PersonItemsDependencies {
  readonly table: Table;
  readonly blindIndex: BlindIndex;
  readonly keyStore: KeyStore;
  readonly documents: Pick<DocumentStorage, 'remove'>;
}

const MOST_ADDRESSES = 100;

/** Something is still to happen with it: it will expire one day, and has not come to rest. */
function isAlive({ entity, item }: PersonItem): boolean {
  return entity.retention !== undefined && item.ttl === undefined;
}

/**
 * Forgets a member: destroys their key in that building and removes all that they said and did there; somebody who is
 * known nowhere else is forgotten altogether. False, and nothing happened, while something of theirs is open. The
 * membership is removed last: what was cut short anywhere is found and completed by the next run. Throws WRITE_CONFLICT
 * when somebody changed the membership meanwhile.
 */
export async function forgetMember(deps: ForgetDependencies, membership: Stored<Membership>): Promise<boolean> {
  const { table, raw, keyStore, documents } = deps;
  const { buildingId, userId } = membership;
  const theirs: PersonItem[] = [];
  for await (const found of personItems(deps, userId, [buildingId])) theirs.push(found);
  const here = theirs.filter(({ item }) => buildingOf(item.PK) === buildingId);
  if (here.some(isAlive)) return false;

  const nameless = await withoutName(deps, membership);
  const known = await createMembershipStore(table).listOfUser(userId);
  const nowhereElse = known.every((other) => other.buildingId === buildingId);
  if (nowhereElse) await forgetAddresses(table, userId);
  // Not barred, as after an erasure: whoever comes back may be a member again.
  if (nowhereElse) await keyStore.remove({ kind: 'person', userId });
  await keyStore.remove({ kind: 'membership', buildingId, userId });
  await keyStore.scrub();
  for (const { item } of nowhereElse ? theirs : here) {
    if (item.type === membershipEntity.type) continue;
    await removeMediaOf(documents, item);
    await raw.remove(item);
  }
  await table.write([remove(membershipEntity, nameless)]);
  return true;
}

/** Without its key a name could not be read, and the membership not be found again. */
async function withoutName(deps: ForgetDependencies, membership: Stored<Membership>): Promise<Stored<Membership>> {
  const { displayName, ...nameless } = membership;
  if (displayName === undefined) {
    await deps.table.write([expectVersion(membershipEntity, membership, membership.version)]);
    return membership;
  }
  await deps.table.write(await replaceMembership(deps, membership, nameless));
  return { ...nameless, version: membership.version + 1 };
}

/** From here on, a message of theirs makes somebody new. */
async function forgetAddresses(table: Table, userId: string): Promise<void> {
  const { items } = await table.list(identityEntity, { userId }, { index: 'GSI1', limit: MOST_ADDRESSES });
  for (const identity of items) await table.write([remove(identityEntity, identity)]);
}
