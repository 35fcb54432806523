import { assertMove } from '@bos/kernel/transitions';
import type { Stored } from '@bos/table/entity';
import { replace, type WriteOperation } from '@bos/table/write';
import { MISSION_TRANSITIONS, type Mission, missionEntity } from './mission.ts';
import { STEP_TRANSITIONS, type Step, stepEntity } from './step.ts';

/** A mission changed as its transitions allow. Throws MISSION_TRANSITION_REFUSED. */
export function moveMission(before: Stored<Mission>, after: Mission): WriteOperation {
  if (before.status !== after.status) assertMove(MISSION_TRANSITIONS, 'mission', before.status, after.status);
  return replace(missionEntity, before, after);
}

/** A step changed as its transitions allow. Throws STEP_TRANSITION_REFUSED. */
export function moveStep(before: Stored<Step>, after: Step): WriteOperation {
  if (before.status !== after.status) assertMove(STEP_TRANSITIONS, 'step', before.status, after.status);
  return replace(stepEntity, before, after);
}
