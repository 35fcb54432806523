import type { Reservation } from './reservation.ts';

/** What a unit needs between a departure and the next arrival, in minutes: to be cleaned. */
export const TURNOVER_MINUTES = 120;

/** By when guests come and go where nothing else was agreed. */
export const USUAL_TIMES = { checkInTime: '15:00', checkOutTime: '11:00' } as const;

/** Who leaves on the day of arrival, and who arrives on the day of departure. */
export interface Neighbours {
  readonly previous: Reservation | undefined;
  readonly next: Reservation | undefined;
}

function shifted(time: string, minutes: number): string {
  const [hours = 0, rest = 0] = time.split(':').map(Number);
  const sum = Math.min(Math.max(hours * 60 + rest + minutes, 0), 23 * 60 + 59);
  return `${String(Math.floor(sum / 60)).padStart(2, '0')}:${String(sum % 60).padStart(2, '0')}`;
}

/** The latest hour of a departure where nobody arrives: so that somebody still may. */
const LATEST_CHECK_OUT = '20:00';

/** Until when the guest may stay on the last day. */
export function latestCheckOut({ next }: Pick<Neighbours, 'next'>): string {
  return next?.kind === 'stay' ? shifted(next.checkInTime, -TURNOVER_MINUTES) : LATEST_CHECK_OUT;
}

const later = (a: string, b: string): string => [a, b].toSorted()[1] ?? a;
const earlier = (a: string, b: string): string => [a, b].toSorted()[0] ?? a;

/** The reservation with its times such that the unit can be cleaned before and after it. */
export function fitTimes(reservation: Reservation, { previous, next }: Neighbours): Reservation {
  const free = previous?.kind === 'stay' ? shifted(previous.checkOutTime, TURNOVER_MINUTES) : '00:00';
  return {
    ...reservation,
    checkInTime: later(reservation.checkInTime, free),
    checkOutTime: earlier(reservation.checkOutTime, latestCheckOut({ next })),
  };
}
