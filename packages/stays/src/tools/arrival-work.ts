import { isDomainError } from '@bos/kernel/errors';
import { failed, type ToolOutcome } from '@bos/missions/tools/tool';
import type { ToolContext } from '@bos/missions/tools/tool-context';
import type * as z from 'zod';
import { announceArrival } from '../reservations/announce-arrival.ts';
import type { arrivalInput, arrivalOutput } from './stay-shapes.ts';
import type { StayToolDependencies } from './stay-wish.ts';
import { commandOf, type FoundStay, heard, withStay } from './stay-work.ts';

type Output = z.infer<typeof arrivalOutput>;

/** Who did not come on the day of arrival may come on a later one. */
function isDayOfArrival({ reservation: { checkIn }, today }: FoundStay, date: string | undefined): boolean {
  return date === undefined || date === checkIn || (date === today && today > checkIn);
}

/** Notes when a guest means to come. */
export async function noteArrival(
  deps: StayToolDependencies,
  { when, ...which }: z.infer<typeof arrivalInput>,
  context: ToolContext,
): Promise<ToolOutcome<Output>> {
  return withStay<Output>(deps, which, context, async (found) => {
    const { reservation } = found;
    const { checkIn, checkOut, checkInTime, confirmationNumber, unitId } = reservation;
    const { date, time } = heard(when, context, { lone: 'hour' });
    if (!isDayOfArrival(found, date)) return failed('NOT_THE_DAY', { checkIn, checkOut, asked: date });
    if (time === undefined) return failed('TIME_MISSING', { checkIn, checkInTime });
    try {
      await announceArrival(deps, { ...commandOf(reservation, context), arrivalTime: time });
    } catch (error) {
      if (isDomainError(error, 'STAY_BEGUN')) return failed('STAY_BEGUN', { checkIn });
      if (isDomainError(error, 'RESERVATION_SETTLED')) return failed('STAY_NOT_FOUND');
      throw error;
    }
    const early = time < checkInTime;
    return {
      kind: 'completed',
      output: { confirmationNumber, unitId, checkIn, checkInTime, arrivalTime: time, early },
    };
  });
}
