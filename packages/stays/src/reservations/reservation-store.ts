import type { Stored } from '@bos/table/entity';
import type { ListOptions, Page, Table } from '@bos/table/table';
import { readConfirmationNumber } from './confirmation-number.ts';
import type { Reservation } from './reservation.ts';
import { confirmationEntity, type GuestStay, guestStayEntity, reservationEntity } from './reservation-entity.ts';

export type PageRequest = Pick<ListOptions, 'limit' | 'cursor'>;

type ReservationName = Pick<Reservation, 'buildingId' | 'reservationId'>;

export interface ReservationStore {
  get(buildingId: string, reservationId: string): Promise<Stored<Reservation> | undefined>;
  /** By what the guest was told, however they spell it. */
  byConfirmationNumber(buildingId: string, text: string): Promise<Stored<Reservation> | undefined>;
  /** All of a unit, the latest arrival first, cancelled ones among them. */
  listOfUnit(buildingId: string, unitId: string, page?: PageRequest): Promise<Page<Stored<Reservation>>>;
  /** Those that begin in a month (yyyy-mm), by day of arrival, cancelled ones among them. */
  listOfMonth(buildingId: string, arrivalMonth: string, page?: PageRequest): Promise<Page<Stored<Reservation>>>;
  /** The reservations that a page of something else names, in its order; those that are gone are left out. */
  ofPage(page: Page<ReservationName>): Promise<Page<Stored<Reservation>>>;
  /** The stays of a person, the latest first. */
  listOfGuest(buildingId: string, userId: string, page?: PageRequest): Promise<Page<Stored<GuestStay>>>;
  /** Who stays, with names; those who were erased are left out. One request for each hundred. */
  guestsOf(reservations: readonly Reservation[]): Promise<Stored<GuestStay>[]>;
}

export function createReservationStore(table: Table): ReservationStore {
  const get: ReservationStore['get'] = (buildingId, reservationId) =>
    table.get(reservationEntity, { buildingId, reservationId });
  return {
    get,
    async byConfirmationNumber(buildingId, text) {
      const confirmationNumber = readConfirmationNumber(text);
      if (confirmationNumber === '') return undefined;
      const found = await table.get(confirmationEntity, { buildingId, confirmationNumber });
      return found && get(buildingId, found.reservationId);
    },
    listOfUnit: (buildingId, unitId, page = {}) =>
      table.list(reservationEntity, { buildingId, unitId }, { ...page, index: 'GSI1', newestFirst: true }),
    listOfMonth: (buildingId, arrivalMonth, page = {}) =>
      table.list(reservationEntity, { buildingId, arrivalMonth }, { ...page, index: 'GSI2' }),
    async ofPage({ items, next }) {
      const found = await table.getMany(reservationEntity, items);
      const byId = new Map(found.map((one) => [one.reservationId, one]));
      return { items: items.flatMap(({ reservationId }) => byId.get(reservationId) ?? []), next };
    },
    listOfGuest: (buildingId, userId, page = {}) =>
      table.list(guestStayEntity, { buildingId, userId }, { ...page, newestFirst: true }),
    guestsOf: (reservations) =>
      table.getMany(
        guestStayEntity,
        reservations.flatMap(({ buildingId, reservationId, checkIn, guestIds }) =>
          guestIds.map((userId) => ({ buildingId, reservationId, checkIn, userId })),
        ),
      ),
  };
}
