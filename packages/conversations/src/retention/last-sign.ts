import type { Membership } from '@bos/people/memberships/membership';
import type { Stored } from '@bos/table/entity';
import type { Table } from '@bos/table/table';
import { createConversationStore } from '../conversations/conversation-store.ts';

/** Why nobody needs to remember somebody any more. */
export type Departure = {
  readonly period: 'unknownSender' | 'person';
  /** Since when, whatever they wrote after it. */
  readonly since: Date;
};

/**
 * Whether a membership gives no right and will give none: somebody unknown who wrote, or somebody who has left. A
 * suspended one waits for a decision, and one that begins later for its beginning.
 */
export function departureOf(membership: Stored<Membership>, now: Date): Departure | undefined {
  const { status, validUntil, createdAt, updatedAt } = membership;
  switch (status) {
    case 'unverified':
      return { period: 'unknownSender', since: new Date(createdAt) };
    case 'ended':
      return {
        period: 'person',
        since: new Date(validUntil !== undefined && validUntil < updatedAt ? validUntil : updatedAt),
      };
    case 'active': {
      const over = validUntil !== undefined && Date.parse(validUntil) <= now.getTime();
      return over ? { period: 'person', since: new Date(validUntil) } : undefined;
    }
    case 'suspended':
      return undefined;
  }
}

const PAGE = 100;

/** When the person was last written to or wrote, in that building; undefined when nothing of it is left. */
export async function lastMessageOf(table: Table, buildingId: string, userId: string): Promise<Date | undefined> {
  const store = createConversationStore(table);
  let last: string | undefined;
  let cursor: string | undefined;
  do {
    const page = await store.listOfUser(buildingId, userId, { limit: PAGE, ...(cursor !== undefined && { cursor }) });
    for (const { lastMessageAt } of page.items) {
      if (last === undefined || lastMessageAt > last) last = lastMessageAt;
    }
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
  return last === undefined ? undefined : new Date(last);
}
