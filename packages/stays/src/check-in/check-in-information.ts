import type { ArrivalGuideContent } from '@bos/buildings/buildings/arrival-guide';
import type { Language } from '@bos/kernel/language';
import { type Reservation, settledAtOf } from '../reservations/reservation.ts';
import type { CheckIn } from './check-in.ts';
import type { StayPhase } from './check-in-kinds.ts';

/** The wall of the building. */
export interface WallTime {
  /** yyyy-mm-dd */
  readonly date: string;
  /** hh:mm */
  readonly time: string;
}

/** What there is to tell; a code is one that every lock has confirmed. */
export interface ArrivalSecrets extends ArrivalGuideContent {
  readonly code?: string;
}

/** What a guest may be told now. `from`: the day from which the rest is told, where there is one. */
export interface CheckInInformation {
  readonly directions?: string;
  readonly wifi?: { readonly network: string; readonly password: string };
  readonly code?: string;
  readonly from?: string;
}

/** Staff have looked at their papers, or stood before them. */
function isCleared({ status }: Reservation, checkIn: Pick<CheckIn, 'status'> | undefined): boolean {
  return checkIn?.status === 'approved' || status === 'checked_in';
}

/** The day of arrival belongs to the stay from its first minute: who comes early waits for the room, not for the code. */
export function stayPhase(
  { checkIn, checkOut, checkOutTime }: Pick<Reservation, 'checkIn' | 'checkOut' | 'checkOutTime'>,
  { date, time }: WallTime,
): StayPhase {
  if (date > checkOut || (date === checkOut && time > checkOutTime)) return 'over';
  return date < checkIn ? 'before' : 'during';
}

function isOver(reservation: Reservation, now: WallTime): boolean {
  return settledAtOf(reservation) !== undefined || stayPhase(reservation, now) === 'over';
}

/** In the language asked for, else in whichever there is. */
function directionsIn({ directions = {} }: ArrivalGuideContent, language: Language): string | undefined {
  return directions[language] ?? Object.values(directions)[0];
}

/**
 * What may be told to who stays: nothing before staff have approved their documents, and nothing after the departure; the
 * way as soon as they have; Wi-Fi and code from the day of arrival on.
 */
export function checkInInformation(
  reservation: Reservation,
  checkIn: Pick<CheckIn, 'status'> | undefined,
  { now, language, secrets }: { readonly now: WallTime; readonly language: Language; readonly secrets: ArrivalSecrets },
): CheckInInformation {
  if (reservation.status === 'requested' || isOver(reservation, now) || !isCleared(reservation, checkIn)) return {};
  const directions = directionsIn(secrets, language);
  const way = directions === undefined ? {} : { directions };
  if (stayPhase(reservation, now) === 'before') return { ...way, from: reservation.checkIn };
  const { wifi, code } = secrets;
  return { ...way, ...(wifi !== undefined && { wifi }), ...(code !== undefined && { code }) };
}
