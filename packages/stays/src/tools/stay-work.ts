import { readSpokenTime, type SpokenTime } from '@bos/kernel/spoken-time';
import { localTime } from '@bos/kernel/time-zone';
import { failed, type ToolOutcome } from '@bos/missions/tools/tool';
import type { ToolContext } from '@bos/missions/tools/tool-context';
import type { Stored } from '@bos/table/entity';
import type { ReservationCommand } from '../reservations/change-reservation.ts';
import { findStay, type StayQuestion, type StayRole } from '../reservations/find-stay.ts';
import type { Reservation } from '../reservations/reservation.ts';
import type { WhichStay } from './stay-shapes.ts';
import type { StayToolDependencies, StayWish } from './stay-wish.ts';

export interface FoundStay {
  readonly reservation: Stored<Reservation>;
  readonly as: StayRole;
  /** The day on the building's wall. */
  readonly today: string;
}

export function questionOf(
  { unitId, confirmationNumber }: WhichStay,
  { buildingId, requester, timeZone, now }: ToolContext,
): StayQuestion {
  return { buildingId, requester, unitId, confirmationNumber, today: localTime(now, timeZone).date, now };
}

/** Goes on with the stay that the requester means, or fails with STAY_NOT_FOUND or STAY_AMBIGUOUS. */
export async function withStay<O>(
  { table }: Pick<StayToolDependencies, 'table'>,
  which: WhichStay,
  context: ToolContext,
  run: (found: FoundStay) => Promise<ToolOutcome<O>>,
): Promise<ToolOutcome<O>> {
  const question = questionOf(which, context);
  const search = await findStay({ table }, question);
  switch (search.kind) {
    case 'none':
      return failed('STAY_NOT_FOUND');
    case 'several':
      return failed('STAY_AMBIGUOUS', { candidates: search.unitIds });
    case 'found':
      return run({ ...search, today: question.today });
  }
}

/** The requester's change of a stay, by their mission. */
export function commandOf({ reservationId }: Reservation, context: ToolContext): ReservationCommand {
  const { buildingId, requester, missionId, now } = context;
  return { buildingId, reservationId, by: { actor: { kind: 'user', id: requester.userId }, missionId }, at: now };
}

/** What somebody said about a time, as they meant it when they said it. Days are the first such ones from `from` on. */
export function heard(
  words: string | undefined,
  { requestedAt, timeZone, language }: ToolContext,
  expecting: { readonly from?: string; readonly lone: 'day' | 'hour' },
): SpokenTime {
  return words === undefined
    ? {}
    : readSpokenTime(words, { ...localTime(requestedAt, timeZone), language, ...expecting });
}

/** Hands a wish over, and says truly whether anybody has it now. */
export async function handedOver<O extends object>(
  { handToStaff }: Pick<StayToolDependencies, 'handToStaff'>,
  wish: StayWish,
  context: ToolContext,
  output: O,
): Promise<ToolOutcome<O & { outcome: 'handed_over' }>> {
  const told = await handToStaff(wish, context);
  return told ? { kind: 'completed', output: { ...output, outcome: 'handed_over' } } : failed('NO_STAFF');
}

/** Whether a wish waits for staff: what guests get at once is the building's choice, and a host asks nobody. */
export function needsStaff({ as, reservation }: FoundStay, rule: 'granted' | 'staff', costs: boolean): boolean {
  if (as === 'host') return false;
  return rule === 'staff' || (costs && reservation.source !== 'direct');
}
