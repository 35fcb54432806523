import { ROLES, type Role } from '@bos/kernel/role';
import type { Stored } from '@bos/table/entity';
import type { ListOptions, Page, Table } from '@bos/table/table';
import { type Membership, membershipEntity } from './membership.ts';

export type PageRequest = Pick<ListOptions, 'limit' | 'cursor'>;

export interface MembershipStore {
  /** Read from the table itself: what authorises is never read from an index. */
  get(buildingId: string, userId: string): Promise<Stored<Membership> | undefined>;
  /** A person's memberships over all buildings. */
  listOfUser(userId: string): Promise<Stored<Membership>[]>;
  /** Everybody in a building, by user id. */
  listOfBuilding(buildingId: string, page?: PageRequest): Promise<Page<Stored<Membership>>>;
  /** Everybody in a building who has that role, whether or not it is in force. */
  listByRole(buildingId: string, role: Role): Promise<Stored<Membership>[]>;
}

const PAGE = 100;

/** Every page of a list that is known to be short. */
async function all<T>(read: (cursor: string | undefined) => Promise<Page<T>>): Promise<T[]> {
  const items: T[] = [];
  let cursor: string | undefined;
  do {
    const page = await read(cursor);
    items.push(...page.items);
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
  return items;
}

export function createMembershipStore(table: Table): MembershipStore {
  const list = (parts: Record<string, string>, index: 'GSI1' | 'GSI2') =>
    all((cursor) =>
      table.list(membershipEntity, parts, { index, limit: PAGE, ...(cursor !== undefined && { cursor }) }),
    );
  return {
    get: (buildingId, userId) => table.get(membershipEntity, { buildingId, userId }),
    listOfUser: (userId) => list({ userId }, 'GSI1'),
    listOfBuilding: (buildingId, page = {}) => table.list(membershipEntity, { buildingId }, page),
    async listByRole(buildingId, role) {
      // The index knows the leading role alone: whoever has this one leads with it or with one that ranks before it.
      const leading = ROLES.slice(0, ROLES.indexOf(role) + 1);
      const lists = await Promise.all(leading.map((firstRole) => list({ buildingId, firstRole }, 'GSI2')));
      return lists.flat().filter(({ roles }) => roles.includes(role));
    },
  };
}
