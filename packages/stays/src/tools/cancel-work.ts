import { isDomainError } from '@bos/kernel/errors';
import { failed, type ToolOutcome } from '@bos/missions/tools/tool';
import type { ToolContext } from '@bos/missions/tools/tool-context';
import type * as z from 'zod';
import { cancelledUnder } from '../reservations/find-stay.ts';
import { RESERVATION_SOURCES } from '../reservations/reservation.ts';
import { cancelReservation } from '../reservations/settle-reservation.ts';
import { rulesOf } from '../rules/stay-rules.ts';
import { cancellationOutput, type WhichStay } from './stay-shapes.ts';
import type { StayToolDependencies } from './stay-wish.ts';
import { commandOf, handedOver, needsStaff, questionOf, withStay } from './stay-work.ts';

type Output = z.infer<typeof cancellationOutput>;

/** Where somebody booked is where they cancel: a channel would not hear of it from us. */
const ELSEWHERE: ReadonlySet<string> = new Set(RESERVATION_SOURCES.filter((source) => source !== 'direct'));

/** Gives a stay up before it begins: at once where the building lets guests do that, else through staff. */
export async function askCancellation(
  deps: StayToolDependencies,
  which: WhichStay,
  context: ToolContext,
): Promise<ToolOutcome<Output>> {
  const { idempotencyKey } = context;
  const done = await cancelledUnder(deps, questionOf(which, context), idempotencyKey);
  if (done !== undefined) return { kind: 'completed', output: cancellationOutput.parse({ ...done, outcome: 'done' }) };
  return withStay<Output>(deps, which, context, async (found) => {
    const { reservation, as } = found;
    const { confirmationNumber, unitId, buildingId, checkIn, checkOut, status, source } = reservation;
    if (as === 'guest') return failed('NOT_WHO_BOOKED');
    if (status === 'checked_in') return failed('STAY_BEGUN', { checkIn });
    if (ELSEWHERE.has(source)) return failed('BOOKED_ELSEWHERE', { source });
    const facts = { confirmationNumber, unitId, checkIn, checkOut };
    const { cancellation } = await rulesOf(deps, buildingId);
    if (needsStaff(found, cancellation, true)) {
      return handedOver(deps, { kind: 'cancellation', reservation }, context, facts);
    }
    try {
      const reason = as === 'host' ? 'host' : 'guest';
      await cancelReservation(deps, { ...commandOf(reservation, context), reason, requestKey: idempotencyKey });
    } catch (error) {
      if (isDomainError(error, 'RESERVATION_TRANSITION_REFUSED')) return failed('STAY_BEGUN', { checkIn });
      throw error;
    }
    return { kind: 'completed', output: { ...facts, outcome: 'done' } };
  });
}
