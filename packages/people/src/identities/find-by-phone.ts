import type { Stored } from '@bos/table/entity';
import { followMerge } from '../memberships/follow-merge.ts';
import type { Membership } from '../memberships/membership.ts';
import { createMembershipStore } from '../memberships/membership-store.ts';
import type { MembershipDependencies } from '../memberships/write-membership.ts';
import { createIdentityStore } from './identity-store.ts';

/** The member of a building with that telephone, in any spelling. One request for the address, one for the member. */
export async function findByPhone(
  { table, blindIndex }: MembershipDependencies,
  buildingId: string,
  phone: string,
): Promise<Stored<Membership> | undefined> {
  const identity = await createIdentityStore(table, blindIndex).byPhone(phone);
  const membership = identity && (await createMembershipStore(table).get(buildingId, identity.userId));
  return membership && followMerge(table, membership);
}
