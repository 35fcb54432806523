import { dayArrivalEntity, dayDepartureEntity } from '@bos/buildings/access/day/day-list';
import { HOUR } from '@bos/kernel/clock';
import { cleaningTaskId, STAY_CLOCK } from '@bos/operations/tasks/follow-departure';
import { type Task, taskEntity } from '@bos/operations/tasks/task';
import { monthOfDate } from '@bos/stays/calendar/calendar-date';
import type { CheckIn } from '@bos/stays/check-in/check-in';
import { type OccupancyMonth, occupancyMonthEntity } from '@bos/stays/occupancy/occupancy-month';
import { dayLinesOf } from '@bos/stays/reservations/day-lines';
import { heldNights, type Reservation } from '@bos/stays/reservations/reservation';
import { confirmationEntity, guestStayEntity, reservationEntity } from '@bos/stays/reservations/reservation-entity';
import { confirmationOf, type GuestDetails, guestStayOf } from '@bos/stays/reservations/reservation-items';
import { create, type WriteOperation } from '@bos/table/write';

/** A reservation, and who comes with it. */
export interface SeededStay {
  readonly reservation: Reservation;
  readonly guests: readonly GuestDetails[];
}

/**
 * A stay with all that lies beside it, but for its nights: those are shared with the other stays of its months. `journey`:
 * how far whoever booked has come with their check-in.
 */
export function stayWrites({ reservation, guests }: SeededStay, journey?: CheckIn['status']): WriteOperation[] {
  const staying = guests.map((guest) => guestStayOf(reservation, guest));
  const { arrivals, departures } = dayLinesOf(reservation, staying, journey);
  return [
    create(reservationEntity, reservation),
    create(confirmationEntity, confirmationOf(reservation)),
    ...staying.map((stay) => create(guestStayEntity, stay)),
    ...arrivals.map((line) => create(dayArrivalEntity, line)),
    ...departures.map((line) => create(dayDepartureEntity, line)),
  ];
}

/**
 * What was cleaned after a stay that is over, and by whom; a cleaning that is still to come is opened by whoever follows
 * the stays.
 */
export function cleaningWrites({ reservation }: SeededStay, assignedTo: string): WriteOperation[] {
  if (reservation.status !== 'checked_out') return [];
  const { buildingId, reservationId, unitId, settledAt } = reservation;
  const after = (hours: number): string => new Date(Date.parse(settledAt) + hours * HOUR).toISOString();
  const task: Task = {
    status: 'completed',
    buildingId,
    taskId: cleaningTaskId(buildingId, reservationId),
    kind: 'cleaning',
    department: 'housekeeping',
    priority: 'normal',
    unitId,
    reservationId,
    readyAt: settledAt,
    dueAt: after(24),
    openedBy: STAY_CLOCK,
    assignedTo,
    claimedAt: settledAt,
    startedAt: after(1),
    finishedAt: after(2),
  };
  return [create(taskEntity, task)];
}

/** Whose the nights of these stays are, by unit and month. Throws RangeError when one is given twice. */
export function monthsOf(stays: readonly SeededStay[]): OccupancyMonth[] {
  const months = new Map<string, OccupancyMonth & { readonly nights: Record<string, string> }>();
  for (const { reservation } of stays) {
    const { buildingId, unitId, reservationId } = reservation;
    for (const date of heldNights(reservation)) {
      const month = monthOfDate(date);
      const place = `${unitId} ${month}`;
      const known = months.get(place) ?? { buildingId, unitId, month, nights: {} };
      months.set(place, known);
      const day = date.slice(8);
      if (known.nights[day] !== undefined) throw new RangeError(`two stays in ${unitId} on ${date}`);
      known.nights[day] = reservationId;
    }
  }
  return [...months.values()];
}

export function monthWrites(stays: readonly SeededStay[]): WriteOperation[] {
  return monthsOf(stays).map((month) => create(occupancyMonthEntity, month));
}
