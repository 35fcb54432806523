import { isDomainError } from '@bos/kernel/errors';
import { failed, type ToolOutcome } from '@bos/missions/tools/tool';
import type { ToolContext } from '@bos/missions/tools/tool-context';
import type * as z from 'zod';
import { LateCheckOutRefusedError } from '../reservations/late-check-out-refused.ts';
import { grantLateCheckOut } from '../reservations/move-reservation.ts';
import { roomOnLastDay } from '../reservations/room-to-stay.ts';
import { rulesOf } from '../rules/stay-rules.ts';
import type { lateCheckOutInput, lateCheckOutOutput } from './stay-shapes.ts';
import type { StayToolDependencies } from './stay-wish.ts';
import { commandOf, handedOver, heard, needsStaff, withStay } from './stay-work.ts';

type Output = z.infer<typeof lateCheckOutOutput>;

/** A later hour on the last day: granted where nobody arrives too early, or handed to staff. */
export async function askLateCheckOut(
  deps: StayToolDependencies,
  { when, ...which }: z.infer<typeof lateCheckOutInput>,
  context: ToolContext,
): Promise<ToolOutcome<Output>> {
  return withStay<Output>(deps, which, context, async (found) => {
    const { reservation } = found;
    const { checkOut, checkOutTime, confirmationNumber, unitId, buildingId, status } = reservation;
    if (status === 'requested') return failed('STAY_NOT_CONFIRMED');
    const { date, time: asked } = heard(when, context, { from: found.today, lone: 'hour' });
    if (date !== undefined && date !== checkOut) return failed('NOT_THE_DAY', { checkOut, asked: date });
    const { latest, nextArrival } = await roomOnLastDay(deps, reservation);
    if (asked === undefined) return failed('TIME_MISSING', { checkOut, checkOutTime, latest });
    if (asked < checkOutTime) return failed('NOT_LATER', { checkOut, checkOutTime, asked });
    const refused = { asked, latest, nextArrival, checkOut, checkOutTime };
    if (asked > checkOutTime && asked > latest) return failed('LATE_CHECK_OUT_REFUSED', refused);
    const facts = { confirmationNumber, unitId, checkOut, checkOutTime, asked };
    const { lateCheckOut } = await rulesOf(deps, buildingId);
    if (asked > checkOutTime && needsStaff(found, lateCheckOut, false)) {
      return handedOver(deps, { kind: 'late_check_out', reservation, asked }, context, facts);
    }
    try {
      const after = await grantLateCheckOut(deps, { ...commandOf(reservation, context), checkOutTime: asked });
      return { kind: 'completed', output: { ...facts, outcome: 'done', checkOutTime: after.checkOutTime } };
    } catch (error) {
      if (error instanceof LateCheckOutRefusedError) {
        return failed(error.code, { ...refused, latest: error.latest, nextArrival: error.nextArrival });
      }
      if (isDomainError(error, 'RESERVATION_SETTLED')) return failed('STAY_NOT_FOUND');
      throw error;
    }
  });
}
