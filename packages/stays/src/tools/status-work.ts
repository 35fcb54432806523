import { findArrivalGuide } from '@bos/buildings/buildings/arrival-guide-store';
import { localTime } from '@bos/kernel/time-zone';
import type { ToolOutcome } from '@bos/missions/tools/tool';
import type { ToolContext } from '@bos/missions/tools/tool-context';
import type * as z from 'zod';
import { checkInNameOf } from '../check-in/check-in.ts';
import { checkInInformation } from '../check-in/check-in-information.ts';
import { createCheckInStore } from '../check-in/check-in-store.ts';
import { roomOnLastDay } from '../reservations/room-to-stay.ts';
import { statusOutput, type WhichStay } from './stay-shapes.ts';
import type { StayToolDependencies } from './stay-wish.ts';
import { type FoundStay, withStay } from './stay-work.ts';

type Output = z.infer<typeof statusOutput>;

function phaseOf({ reservation: { status, checkIn, checkOut }, today }: FoundStay): Output['phase'] {
  if (status === 'requested') return 'requested';
  if (status === 'checked_in') return today < checkOut ? 'staying' : 'departure_day';
  return today < checkIn ? 'upcoming' : 'arrival_day';
}

/** The owner of the unit asks for dates: what opens the house goes to those who stay in it. */
async function information({ table }: StayToolDependencies, { reservation, as }: FoundStay, context: ToolContext) {
  if (as === 'host') return {};
  const { buildingId, unitId } = reservation;
  const name = checkInNameOf(reservation);
  const [checkIn, secrets] = await Promise.all([
    name && createCheckInStore(table).get(name),
    findArrivalGuide(table, buildingId, unitId),
  ]);
  const now = localTime(context.now, context.timeZone);
  return checkInInformation(reservation, checkIn, { now, language: context.language, secrets });
}

/** Tells people of their own stay. */
export async function tellStay(
  deps: StayToolDependencies,
  input: WhichStay,
  context: ToolContext,
): Promise<ToolOutcome<Output>> {
  return withStay<Output>(deps, input, context, async (found) => {
    const { reservation } = found;
    const { latest } = await roomOnLastDay(deps, reservation);
    const later = [latest, reservation.checkOutTime].toSorted()[1] ?? latest;
    const told = await information(deps, found, context);
    return {
      kind: 'completed',
      output: statusOutput.parse({ ...reservation, phase: phaseOf(found), latestCheckOut: later, ...told }),
    };
  });
}
