import type { KnownPermission } from '@bos/governance/permissions';
import { decide } from '@bos/governance/policy';
import { type BoundRoute, implement } from '@bos/http/bind';
import { DomainError, invalid, notFound } from '@bos/kernel/errors';
import { createMembershipStore } from '@bos/people/memberships/membership-store';
import { idsOfMember } from '@bos/people/merge/merge-store';
import { type HistoryKind, listHistoryRoute } from '@bos/people/persons/history-routes';
import type { Table } from '@bos/table/table';
import { pageOf } from '../pages.ts';

const MAY_READ: Readonly<Record<HistoryKind, KnownPermission>> = {
  conversations: 'conversations:read',
  missions: 'missions:read',
  tickets: 'tickets:read',
  stays: 'reservations:read',
};

/** Whose list the cursor lies in, and where in it. Throws INVALID_CURSOR. */
function placeOf(cursor: string | undefined, lists: number): { readonly list: number; readonly cursor?: string } {
  if (cursor === undefined) return { list: 0 };
  const [, list = '', rest = ''] = /^(\d{1,3})\.(.*)$/.exec(cursor) ?? [];
  if (list === '' || Number(list) >= lists) throw invalid('INVALID_CURSOR', 'The cursor is of another list.');
  return { list: Number(list), ...(rest !== '' && { cursor: rest }) };
}

/**
 * The things of a member and of those who were merged into them, one list after the other: one request to learn who that
 * is, one for the page.
 */
export function historyHandler({ table }: { readonly table: Table }): BoundRoute {
  const memberships = createMembershipStore(table);
  return implement(listHistoryRoute, async ({ params: { buildingId, userId, kind }, query, principal }) => {
    if (!decide(principal.roles, MAY_READ[kind]).allowed) {
      throw new DomainError('forbidden', 'FORBIDDEN', `This needs the permission ${MAY_READ[kind]}.`);
    }
    const [membership, ids] = await Promise.all([
      memberships.get(buildingId, userId),
      idsOfMember(table, buildingId, userId),
    ]);
    if (membership === undefined) throw notFound('person', userId);
    const { list, cursor } = placeOf(query.cursor, ids.length);
    const of = ids[list] ?? userId;
    // The rooms of all these things: only whoever asks for one waits for them.
    const { historyReaders } = await import('./history-readers.ts');
    const page = await historyReaders(table)[kind](buildingId, of, pageOf({ limit: query.limit, cursor }));
    const following = list + 1 < ids.length ? `${list + 1}.` : null;
    return {
      body: {
        items: page.items.map((entry) => ({ ...entry, userId: of })),
        next: page.next === null ? following : `${list}.${page.next}`,
      },
    };
  });
}
