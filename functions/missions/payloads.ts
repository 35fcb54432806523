import { parseInput } from '@bos/kernel/parse';
import type { ConcludeInput } from '@bos/missions/coordinator/conclude-mission';
import * as z from 'zod';

/** What the state machine hands to its steps: ids and codes, never content. */
const mission = z.object({ buildingId: z.string().min(1), missionId: z.string().min(1) });
const step = mission.extend({ stepId: z.string().min(1) });
const advance = mission.extend({ gaveUp: z.array(z.string()) });
const conclude = mission.extend({ failure: z.string().optional() });

/** Each throws INVALID_INPUT on another shape. */
export const readMissionPayload = (payload: unknown) => parseInput(mission, payload, 'mission payload');
export const readStepPayload = (payload: unknown) => parseInput(step, payload, 'step payload');
export const readAdvancePayload = (payload: unknown) => parseInput(advance, payload, 'advance payload');

export function readConcludePayload(payload: unknown): ConcludeInput {
  const { failure, ...ids } = parseInput(conclude, payload, 'conclude payload');
  return failure === undefined ? ids : { ...ids, failure };
}
