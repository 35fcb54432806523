import { type Notification, notificationEntity } from '@bos/conversations/notifications/notification';
import { chunksOf } from '@bos/kernel/chunks';
import type { Role } from '@bos/kernel/role';
import { isInForce } from '@bos/people/memberships/membership';
import { createMembershipStore } from '@bos/people/memberships/membership-store';
import { retryConflicts } from '@bos/table/retry-conflicts';
import type { Table } from '@bos/table/table';
import { create, MAX_OPERATIONS } from '@bos/table/write';

/** One transaction holds so many notifications beside a turn. */
export const MOST_TOLD_IN_TURN = 50;

/** Everybody with one of the roles whose membership is in force, each once. */
export async function staffWith(table: Table, buildingId: string, roles: readonly Role[], at: Date): Promise<string[]> {
  const store = createMembershipStore(table);
  const lists = await Promise.all(roles.map((role) => store.listByRole(buildingId, role)));
  const inForce = lists.flat().filter((membership) => isInForce(membership, at));
  return [...new Set(inForce.map(({ userId }) => userId))].sort();
}

/** Everybody with one of the roles of the first group that anybody in force has; nobody when there is no such group. */
export async function staffOfFirst(table: Table, buildingId: string, groups: readonly (readonly Role[])[], at: Date) {
  for (const roles of groups) {
    const userIds = await staffWith(table, buildingId, roles, at);
    if (userIds.length > 0) return { roles, userIds };
  }
  return { roles: [], userIds: [] };
}

const placeOf = ({ userId, notificationId }: Notification): string => `${userId} ${notificationId}`;

/** Puts notifications into inboxes, those that are there already left as they are: a read one stays read. */
export async function deliverToInboxes(table: Table, notifications: readonly Notification[]): Promise<void> {
  for (const part of chunksOf(notifications, MAX_OPERATIONS)) {
    await retryConflicts(async () => {
      const keys = part.map(({ buildingId, userId, notificationId }) => ({ buildingId, userId, notificationId }));
      const there = new Set((await table.getMany(notificationEntity, keys)).map(placeOf));
      await table.write(part.filter((one) => !there.has(placeOf(one))).map((one) => create(notificationEntity, one)));
    });
  }
}
