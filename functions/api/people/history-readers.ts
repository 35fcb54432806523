import { createConversationStore } from '@bos/conversations/conversations/conversation-store';
import { createMissionStore } from '@bos/missions/missions/mission-store';
import { createTicketStore } from '@bos/operations/tickets/ticket-store';
import type { HistoryKind } from '@bos/people/persons/history-routes';
import { createReservationStore } from '@bos/stays/reservations/reservation-store';
import type { Page, Table } from '@bos/table/table';
import { mapPage } from '../pages.ts';

interface Entry {
  readonly id: string;
  readonly status?: string;
  readonly at: string;
}

type ReadPage = (
  buildingId: string,
  userId: string,
  page: { readonly limit: number; readonly cursor?: string },
) => Promise<Page<Entry>>;

/** How the things of one member are read, by their kind. */
export function historyReaders(table: Table): Readonly<Record<HistoryKind, ReadPage>> {
  const conversations = createConversationStore(table);
  const missions = createMissionStore(table);
  const tickets = createTicketStore(table);
  const reservations = createReservationStore(table);
  return {
    conversations: async (...of) =>
      mapPage(await conversations.listOfUser(...of), ({ conversationId, state, openedAt }) => ({
        id: conversationId,
        status: state,
        at: openedAt,
      })),
    missions: async (...of) =>
      mapPage(await missions.listOfUser(...of), ({ missionId, status, requestedAt }) => ({
        id: missionId,
        status,
        at: requestedAt,
      })),
    tickets: async (...of) =>
      mapPage(await tickets.listOfUser(...of), ({ ticketId, status, openedAt }) => ({
        id: ticketId,
        status,
        at: openedAt,
      })),
    stays: async (...of) =>
      mapPage(await reservations.listOfGuest(...of), ({ reservationId, checkIn }) => ({
        id: reservationId,
        at: checkIn,
      })),
  };
}
