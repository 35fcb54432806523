import { dayArrivalEntity, dayDepartureEntity } from '@bos/buildings/access/day/day-list';
import { sha256 } from '@bos/kernel/hash';
import { checkInEntity } from '@bos/stays/check-in/check-in';
import { checkInToken, createCheckInStore } from '@bos/stays/check-in/check-in-store';
import { checkInsOf } from '@bos/stays/check-in/follow-reservation';
import { listedCheckIns } from '@bos/stays/check-in/listed-check-ins';
import { calendarFeedEntity } from '@bos/stays/feeds/calendar-feed';
import { calendarLinkEntity, createCalendarLinkStore } from '@bos/stays/feeds/calendar-link';
import { createFeedStore } from '@bos/stays/feeds/feed-store';
import { occupancyMonthEntity } from '@bos/stays/occupancy/occupancy-month';
import { readOccupancy } from '@bos/stays/occupancy/occupy';
import { pmsConnectionEntity } from '@bos/stays/pms/pms-connection';
import { pmsStayEntity, pmsStayIdOf } from '@bos/stays/pms/pms-stay';
import { dayLineKeysOf, dayLinesOf } from '@bos/stays/reservations/day-lines';
import type { Reservation } from '@bos/stays/reservations/reservation';
import { confirmationEntity, guestStayEntity, reservationEntity } from '@bos/stays/reservations/reservation-entity';
import { confirmationOf, guestStayOf } from '@bos/stays/reservations/reservation-items';
import { createReservationStore } from '@bos/stays/reservations/reservation-store';
import { rulesOf, stayRulesEntity, USUAL_RULES } from '@bos/stays/rules/stay-rules';
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

const LINK_TOKEN = 'A'.repeat(43);
const LINK_HASH = sha256(LINK_TOKEN);

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
    typical(
      calendarLinkEntity,
      { buildingId, hash: LINK_HASH, linkId: idOf(980), unitId, addedAt: LATER },
      { another: (n) => ({ linkId: idOf(980 + n), hash: sha256(`link ${n}`) }) },
    ),
    typical(
      checkInEntity,
      {
        status: 'submitted',
        buildingId,
        reservationId,
        userId,
        unitId,
        checkIn: '2026-12-20',
        endsOn: '2026-12-27',
        linkHash: LINK_HASH,
        invitedAt: AT,
        submittedAt: LATER,
        documents: [{ documentId: idOf(970), kind: 'passport', contentType: 'image/jpeg' }],
      },
      { another: (n) => ({ reservationId: idOf(900 + n) }) },
    ),
    typical(pmsConnectionEntity, { buildingId, secret: LINK_TOKEN, connectedAt: AT }),
    typical(
      pmsStayEntity,
      {
        buildingId,
        pmsStayId: pmsStayIdOf('OPERA-48213'),
        externalVersion: 1_795_000_000_000,
        reservationId,
        checkOut: '2026-12-27',
      },
      { another: (n) => ({ pmsStayId: pmsStayIdOf(`OPERA-${n}`) }) },
    ),
    typical(stayRulesEntity, { buildingId, ...USUAL_RULES }),
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
    ...ofStore('calendarLinks', ({ table }) => createCalendarLinkStore(table), {
      byToken: { by: 'whoever reads a unit’s calendar', run: (store) => store.byToken(buildingId, LINK_TOKEN) },
      listOfUnit: { by: 'console', run: (store) => store.listOfUnit(buildingId, unitId) },
    }),
    ...ofStore('checkIns', ({ table }) => createCheckInStore(table), {
      get: { by: 'console', run: (store) => store.get({ buildingId, reservationId, userId }) },
      byToken: {
        by: 'a guest’s link',
        run: (store) => store.byToken(buildingId, checkInToken({ reservationId }, LINK_TOKEN)),
      },
      listInStatus: {
        by: 'console: those to be looked at; the look for documents whose time is over',
        run: (store) => store.listInStatus(buildingId, 'submitted'),
      },
    }),
    {
      name: 'the check-ins of a stay',
      usedBy: 'a guest’s link, and every change of its days',
      run: ({ table }) => checkInsOf(table, { buildingId, reservationId }),
    },
    {
      name: 'the papers that wait, with who sent them',
      usedBy: 'console: the check-ins',
      run: ({ table }) => listedCheckIns(table, buildingId, 'submitted'),
      of: ['checkIns.listInStatus', 'reservations.guestsOf'],
    },
    {
      name: 'the line of an arrival whose check-in moves',
      usedBy: 'every step of a check-in by link',
      run: async ({ table }) => {
        for (const line of lines.arrivals) await table.get(dayArrivalEntity, line);
      },
    },
    {
      name: 'the secret of a property management system',
      usedBy: 'its every message',
      run: ({ table }) => table.get(pmsConnectionEntity, { buildingId }),
    },
    {
      name: 'how far a stay of a property management system is known',
      usedBy: 'its every message',
      run: ({ table }) => table.get(pmsStayEntity, { buildingId, pmsStayId: pmsStayIdOf('OPERA-48213') }),
    },
    {
      name: 'what guests get by asking',
      usedBy: 'every wish of a guest',
      run: ({ table }) => rulesOf({ table }, buildingId),
    },
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
