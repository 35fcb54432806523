import { addDays } from '@bos/kernel/calendar-date';
import { isDomainError } from '@bos/kernel/errors';
import type { SpokenTime } from '@bos/kernel/spoken-time';
import { failed, type ToolOutcome } from '@bos/missions/tools/tool';
import type { ToolContext } from '@bos/missions/tools/tool-context';
import type * as z from 'zod';
import { addMonths, nightsBetween } from '../calendar/calendar-date.ts';
import { NightsTakenError } from '../occupancy/occupy.ts';
import { extendStay } from '../reservations/move-reservation.ts';
import { extensionOf, MOST_NIGHTS } from '../reservations/reservation.ts';
import { freeUntil } from '../reservations/room-to-stay.ts';
import { rulesOf } from '../rules/stay-rules.ts';
import type { extensionInput, extensionOutput } from './stay-shapes.ts';
import type { StayToolDependencies } from './stay-wish.ts';
import { commandOf, type FoundStay, handedOver, heard, needsStaff, withStay } from './stay-work.ts';

type Output = z.infer<typeof extensionOutput>;

/** The last day that is meant. A length counts from the last day as it stands. */
function askedDay({ date, nights, months }: SpokenTime, checkOut: string): string | undefined {
  if (nights !== undefined) return addDays(checkOut, nights);
  return months === undefined ? date : addMonths(checkOut, months);
}

async function extend(
  deps: StayToolDependencies,
  { reservation }: FoundStay,
  context: ToolContext,
  { from, checkOut: asked }: { readonly from: string; readonly checkOut: string },
): Promise<ToolOutcome<Output>> {
  const { confirmationNumber, unitId, checkOut } = reservation;
  try {
    const command = { ...commandOf(reservation, context), checkOut: asked, requestKey: context.idempotencyKey };
    const after = await extendStay(deps, command);
    return {
      kind: 'completed',
      output: {
        outcome: 'done',
        confirmationNumber,
        unitId,
        checkOut: after.checkOut,
        checkOutTime: after.checkOutTime,
        asked,
        nights: nightsBetween(from, asked),
      },
    };
  } catch (error) {
    if (error instanceof NightsTakenError) {
      const latest = await freeUntil(deps, reservation, asked);
      return failed('NIGHTS_TAKEN', { asked, latest, checkOut });
    }
    if (isDomainError(error, 'RESERVATION_SETTLED')) return failed('STAY_NOT_FOUND');
    throw error;
  }
}

/** A later last day: refused when the nights are taken, else granted or handed to staff. */
export async function askExtension(
  deps: StayToolDependencies,
  { until, ...which }: z.infer<typeof extensionInput>,
  context: ToolContext,
): Promise<ToolOutcome<Output>> {
  return withStay<Output>(deps, which, context, async (found) => {
    const { reservation, as } = found;
    const { confirmationNumber, unitId, buildingId, checkIn, checkOut, checkOutTime, status } = reservation;
    if (as === 'guest') return failed('NOT_WHO_BOOKED');
    if (status === 'requested') return failed('STAY_NOT_CONFIRMED');
    const granted = extensionOf(reservation, context.idempotencyKey);
    if (granted !== undefined) return extend(deps, found, context, granted);
    const asked = askedDay(heard(until, context, { from: addDays(checkOut, 1), lone: 'day' }), checkOut);
    if (asked === undefined) return failed('DATE_MISSING', { checkOut });
    if (asked <= checkOut) return failed('NOT_LATER', { asked, checkOut });
    if (nightsBetween(checkIn, asked) > MOST_NIGHTS) return failed('TOO_LONG', { asked, checkOut });
    const latest = await freeUntil(deps, reservation, asked);
    if (latest < asked) return failed('NIGHTS_TAKEN', { asked, latest, checkOut });
    const { extension } = await rulesOf(deps, buildingId);
    if (!needsStaff(found, extension, true)) return extend(deps, found, context, { from: checkOut, checkOut: asked });
    const wished = { confirmationNumber, unitId, checkOut, checkOutTime, asked };
    const nights = nightsBetween(checkOut, asked);
    return handedOver(deps, { kind: 'extension', reservation, asked }, context, { ...wished, nights });
  });
}
