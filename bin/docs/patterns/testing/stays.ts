import { dayArrivalEntity, dayDepartureEntity } from '@bos/buildings/access/day/day-list';
import { calendarFeedEntity } from '@bos/stays/feeds/calendar-feed';
import { createFeedStore } from '@bos/stays/feeds/feed-store';
import { occupancyMonthEntity } from '@bos/stays/occupancy/occupancy-month';
import { readOccupancy } from '@bos/stays/occupancy/occupy';
import { dayLineKeysOf, dayLinesOf } from '@bos/stays/reservations/day-lines';
import type { Reservation } from '@bos/stays/reservations/reservation';
import { confirmationEntity, guestStayEntity, reservationEntity } from '@bos/stays/reservations/reservation-entity';
import { confirmationOf, guestStayOf } from '@bos/stays/reservations/reservation-items';
import { createReservationStore } from '@bos/stays/reservations/reservation-store';
import { ofStore, type RoomPatterns } from './patterns.ts';
import { AT, BUILDING, LATER, MARIA, TEXT } from './places.ts';
import { idOf, typical } from './typical.ts';

const buildingId = BUILDING;
const userId = MARIA;
const unitId = '0704';
const reservationId = idOf(900);
const confirmationNumber = 'QV9XYG00';

const reservation: Reservation = {
  buildingId,
  reservationId,
  confirmationNumber,
  kind: 'stay',
  unitId,
  checkIn: '2026-12-20',
  checkOut: '2026-12-27',
  checkInTime: '15:00',
  checkOutTime: '11:00',
  source: 'airbnb',
  externalId: '1418fb94e984-4e6d7a0f9b8c@airbnb.com',
  feedId: idOf(990),
  guestIds: [userId],
  bookedAt: AT,
  confirmedAt: AT,
  status: 'confirmed',
};
const nights = Object.fromEntries(
  Array.from({ length: 31 }, (_, day) => [String(day + 1).padStart(2, '0'), reservationId]),
);

const lines = dayLinesOf(reservation, []);

export const stayPatterns: RoomPatterns = {
  items: async () => [
    typical(reservationEntity, reservation, { another: (n) => ({ reservationId: idOf(900 + n) }) }),
    typical(confirmationEntity, confirmationOf(reservation)),
    typical(
      guestStayEntity,
      guestStayOf(reservation, { userId, name: 'Maria', phone: '5511900000301', requests: TEXT }),
      {
        another: (n) => ({ reservationId: idOf(900 + n) }),
      },
    ),
    ...lines.arrivals.map((line) => typical(dayArrivalEntity, line)),
    ...lines.departures.map((line) => typical(dayDepartureEntity, line)),
    typical(occupancyMonthEntity, { buildingId, unitId, month: '2026-12', nights }),
    typical(
      calendarFeedEntity,
      {
        buildingId,
        feedId: idOf(990),
        unitId,
        userId,
        provider: 'airbnb',
        url: 'https://www.airbnb.com/calendar/ical/12345678.ics?s=0123456789abcdef0123456789abcdef',
        closedMeans: 'block',
        status: 'active',
        addedAt: LATER,
      },
      { another: (n) => ({ feedId: idOf(990 + n) }) },
    ),
  ],
  reads: [
    ...ofStore('reservations', ({ table }) => createReservationStore(table), {
      get: { by: 'console, and every change', run: (store) => store.get(buildingId, reservationId) },
      byConfirmationNumber: {
        by: 'who names a stay by its number',
        run: (store) => store.byConfirmationNumber(buildingId, confirmationNumber),
        of: ['the reservation of a number', 'reservations.get'],
      },
      listOfUnit: { by: 'console, and the import of a calendar', run: (store) => store.listOfUnit(buildingId, unitId) },
      listOfMonth: { by: 'console: the month', run: (store) => store.listOfMonth(buildingId, '2026-12') },
      ofPage: {
        by: 'console: the arrivals, the departures, and a guest’s stays; one request for each 100',
        run: (store) => store.ofPage({ items: [reservation], next: null }),
      },
      listOfGuest: { by: 'a guest’s own', run: (store) => store.listOfGuest(buildingId, userId) },
      guestsOf: { by: 'whoever needs names; each 100', run: (store) => store.guestsOf([reservation]) },
    }),
    ...ofStore('feeds', ({ table }) => createFeedStore(table), {
      get: { by: 'console', run: (store) => store.get(buildingId, idOf(990)) },
      list: { by: 'the import, and the console', run: (store) => store.list(buildingId) },
    }),
    {
      name: 'the reservation of a number',
      usedBy: 'who names a stay by its number',
      run: ({ table }) => table.get(confirmationEntity, { buildingId, confirmationNumber }),
    },
    {
      name: 'a stay’s line among the arrivals',
      usedBy: 'every change of a stay',
      run: ({ table }) => table.getMany(dayArrivalEntity, dayLineKeysOf(reservation).arrivals),
    },
    {
      name: 'a stay’s line among the departures',
      usedBy: 'every change of a stay',
      run: ({ table }) => table.getMany(dayDepartureEntity, dayLineKeysOf(reservation).departures),
    },
    {
      name: 'the nights of a unit',
      usedBy: 'every booking and move; each 100 months',
      run: ({ table }) => readOccupancy({ table }, buildingId, [{ unitId, date: '2026-12-20' }]),
    },
  ],
};
