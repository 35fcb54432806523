import { dayParcelEntity } from '@bos/buildings/access/day/day-list';
import { type Parcel, parcelEntity } from '@bos/buildings/access/parcels/parcel';
import { addDays } from '@bos/kernel/calendar-date';
import { deterministicId } from '@bos/kernel/ids';
import { localTime } from '@bos/kernel/time-zone';
import { dueAt } from '@bos/operations/tickets/service-levels';
import { ticketEntity, ticketReferenceEntity } from '@bos/operations/tickets/ticket-entity';
import { ticketReference } from '@bos/operations/tickets/ticket-reference';
import { localInstant } from '@bos/stays/calendar/local-instant';
import { USUAL_TIMES } from '@bos/stays/reservations/turnover';
import { create, put, type WriteOperation } from '@bos/table/write';
import { cleaningWrites, monthWrites, type SeededStay, stayWrites } from '../demo/stay-items.ts';
import { type ScaleBuilding, UNITS_A_LET } from './scale-building.ts';

/** One stay after the other in a unit that is let: so many before today's and as many after it. */
const STAYS_AROUND = 2;
const NIGHTS = 7;
const UNITS_A_PARCEL = 8;
const UNITS_A_TICKET = 10;

/** What stays have in common whichever of them it is. */
function staysOf({ building, units, people, chance }: ScaleBuilding, now: Date): SeededStay[] {
  const { buildingId, timeZone } = building;
  const today = localTime(now, timeZone).date;
  const residents = people.filter(({ membership }) => membership.unitIds.length > 0);
  const at = (date: string, time: string): string => localInstant(date, time, timeZone).toISOString();
  return units
    .filter((_unit, index) => index % UNITS_A_LET === 1)
    .flatMap(({ unitId }, index) => {
      const offset = (index % NIGHTS) - NIGHTS + 1;
      return Array.from({ length: 2 * STAYS_AROUND + 1 }, (_, number): SeededStay => {
        const [from, until] = [
          offset + (number - STAYS_AROUND) * NIGHTS,
          offset + (number - STAYS_AROUND + 1) * NIGHTS,
        ];
        const [checkIn, checkOut] = [addDays(today, from), addDays(today, until)];
        const bookedAt = at(addDays(today, Math.min(from, 0) - 14), '10:00');
        const id = (what: string) => deterministicId(new Date(bookedAt), buildingId, what, unitId, String(number));
        const { userId, displayName: name } = chance.pick(residents).person;
        const base = {
          ...USUAL_TIMES,
          buildingId,
          reservationId: id('reservation'),
          confirmationNumber: id('number').slice(-8),
          kind: 'stay' as const,
          unitId,
          checkIn,
          checkOut,
          source: 'direct' as const,
          guestIds: [userId],
          bookedAt,
          confirmedAt: bookedAt,
        };
        const guests = [{ userId, name }];
        const arrivedAt = at(checkIn, '15:30');
        if (from >= 0) return { guests, reservation: { ...base, status: 'confirmed' } };
        if (until > 0) return { guests, reservation: { ...base, status: 'checked_in', arrivedAt } };
        const settledAt = at(checkOut, '10:30');
        return { guests, reservation: { ...base, status: 'checked_out', arrivedAt, settledAt } };
      });
    });
}

function parcelsOf({ building: { buildingId, timeZone }, people }: ScaleBuilding, now: Date): WriteOperation[][] {
  const receivedAt = now.toISOString();
  return people
    .filter(({ membership }, index) => membership.unitIds.length > 0 && index % UNITS_A_PARCEL === 0)
    .map(({ membership: { userId, unitIds } }) => {
      const parcel: Parcel = {
        status: 'notified',
        buildingId,
        parcelId: deterministicId(now, buildingId, 'parcel', userId),
        unitId: unitIds[0] ?? '',
        userId,
        carrier: 'Correios',
        keptAt: 'prateleira A1',
        receivedBy: `${buildingId}-front_desk`,
        receivedAt,
        date: localTime(now, timeZone).date,
        notifiedAt: receivedAt,
      };
      const { date, unitId, parcelId, carrier, keptAt, status } = parcel;
      const line = { buildingId, date, unitId, parcelId, userId, carrier, keptAt, status };
      return [create(parcelEntity, parcel), put(dayParcelEntity, line)];
    });
}

function ticketsOf({ building: { buildingId }, people }: ScaleBuilding, now: Date): WriteOperation[][] {
  return people
    .filter(({ membership }, index) => membership.unitIds.length > 0 && index % UNITS_A_TICKET === 0)
    .map(({ membership: { userId, unitIds } }) => {
      const ticketId = deterministicId(now, buildingId, 'ticket', userId);
      const reference = ticketReference(ticketId, 0);
      const ticket = {
        buildingId,
        ticketId,
        reference,
        userId,
        unitId: unitIds[0] ?? '',
        area: 'unit' as const,
        category: 'plumbing' as const,
        priority: 'normal' as const,
        status: 'open' as const,
        description: 'A torneira da pia não para de pingar.',
        openedAt: now.toISOString(),
        dueAt: dueAt('normal', now).toISOString(),
      };
      return [create(ticketEntity, ticket), create(ticketReferenceEntity, { buildingId, reference, ticketId })];
    });
}

/** What happens in a building around its first day: the nights first, so that nothing is booked over them. */
export function scaleDays(building: ScaleBuilding, now: Date): WriteOperation[][] {
  const stays = staysOf(building, now);
  return [
    ...monthWrites(stays).map((write) => [write]),
    ...stays.map((stay) => [
      ...stayWrites(stay),
      ...cleaningWrites(stay, `${building.building.buildingId}-housekeeping`),
    ]),
    ...parcelsOf(building, now),
    ...ticketsOf(building, now),
  ];
}
