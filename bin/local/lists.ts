import { buildingEntity } from '@bos/buildings/buildings/building';
import { createConversationStore } from '@bos/conversations/conversations/conversation-store';
import { createMissionStore } from '@bos/missions/missions/mission-store';
import { createTicketStore } from '@bos/operations/tickets/ticket-store';
import { createMembershipStore } from '@bos/people/memberships/membership-store';
import type { EverywhereDependencies } from '@bos/table/list-everywhere';
import type { ListOptions, Page, Table } from '@bos/table/table';
import type { ListName } from './list-patterns.ts';

type PageRequest = Pick<ListOptions, 'limit' | 'cursor'>;

/** An entry as the operator sees it: ids and states, nothing personal. */
export interface ListEntry {
  readonly id: string;
  readonly status: string;
  /** ISO 8601. */
  readonly at: string;
  readonly detail: string;
}

/** The list of a building; the state is that of what has one. */
type BuildingList = (
  table: Table,
  state: 'open' | 'closed',
) => (buildingId: string, page: PageRequest) => Promise<Page<ListEntry>>;

async function shown<T>(page: Promise<Page<T>>, show: (item: T) => ListEntry): Promise<Page<ListEntry>> {
  const { items, next } = await page;
  return { items: items.map(show), next };
}

export const LISTS: Readonly<Record<ListName, BuildingList>> = {
  missions: (table, state) => (buildingId, page) =>
    shown(
      createMissionStore(table).listByState(buildingId, state, page),
      ({ missionId: id, status, requestedAt: at, intents }) => ({
        id,
        status,
        at,
        detail: intents.map(({ intent }) => intent).join(' '),
      }),
    ),
  tickets: (table, state) => (buildingId, page) => {
    const store = createTicketStore(table);
    const list = state === 'open' ? store.listOpen : store.listClosed;
    return shown(list(buildingId, page), ({ ticketId: id, status, dueAt: at, reference, category, priority }) => ({
      id,
      status,
      at,
      detail: `${reference} ${category} ${priority}`,
    }));
  },
  conversations: (table, state) => (buildingId, page) =>
    shown(
      createConversationStore(table).listByState(buildingId, state, page),
      ({ conversationId: id, state: status, lastMessageAt: at, channel }) => ({ id, status, at, detail: channel }),
    ),
  members: (table) => (buildingId, page) =>
    shown(
      createMembershipStore(table).listOfBuilding(buildingId, page),
      ({ userId: id, status, createdAt: at, roles }) => ({ id, status, at, detail: roles.join(' ') }),
    ),
};

/** All buildings, for a list over them. */
export function buildingIds(table: Table): EverywhereDependencies<unknown>['buildings'] {
  return async (page) => {
    const { items, next } = await table.list(buildingEntity, {}, { ...page, index: 'GSI1' });
    return { items: items.map(({ buildingId }) => buildingId), next };
  };
}
