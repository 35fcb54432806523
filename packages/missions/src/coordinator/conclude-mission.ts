import { retryConflicts } from '@bos/table/retry-conflicts';
import type { WriteOperation } from '@bos/table/write';
import { isFinished, type Mission, type MissionStatus } from '../missions/mission.ts';
import type { MissionInput } from '../missions/mission-runner.ts';
import { moveMission } from '../missions/moves.ts';
import { COORDINATOR, recordActivity } from '../missions/record-activity.ts';
import { isSettled, type Step, type StepStatus } from '../missions/step.ts';
import { isRepeatable } from '../tools/tool.ts';
import { type CoordinatorDependencies, readMission } from './coordinator.ts';
import { settleStep } from './settle-step.ts';

export interface ConcludeInput extends MissionInput {
  /** The error's name when the mission broke off. */
  readonly failure?: string;
}

/** Not done, or done and taken back. */
const LEFT_OUT: ReadonlySet<StepStatus> = new Set(['skipped', 'compensated']);

/** Writes that tell the requester how it ended. Must give the same message id for the same mission. */
export type ReplyWriter = (mission: Mission, steps: readonly Step[], at: Date) => Promise<WriteOperation[]>;

type FinalStatus = Extract<MissionStatus, 'completed' | 'partially_completed' | 'failed' | 'cancelled'>;

/** A step that was still open when the mission broke off or was cancelled; a settled one as it is. */
export function closeStep(step: Step, deps: Pick<CoordinatorDependencies, 'registry'>, finishedAt: string): Step {
  if (isSettled(step)) return step;
  if (step.status === 'waiting') return { ...step, status: 'failed', finishedAt, failureCode: 'GAVE_UP' };
  if (step.status !== 'running') return { ...step, status: 'skipped', finishedAt };
  const repeatable = deps.registry.has(step.tool) && isRepeatable(deps.registry.get(step.tool));
  return { ...step, status: 'failed', finishedAt, failureCode: repeatable ? 'GAVE_UP' : 'OUTCOME_UNKNOWN' };
}

/** A mission whose steps had all been done or had failed when it was cancelled has ended as any other: it was too late. */
export function finalStatus(steps: readonly Pick<Step, 'status'>[], cancelled: boolean): FinalStatus {
  if (cancelled && (steps.length === 0 || steps.some(({ status }) => LEFT_OUT.has(status)))) return 'cancelled';
  const done = steps.filter(({ status }) => status === 'completed').length;
  if (done === 0) return 'failed';
  return done === steps.length ? 'completed' : 'partially_completed';
}

/**
 * Ends a mission: open steps are closed, and the final status, the ledger and the reply are written in one
 * transaction. A mission that has ended stays as it is. Throws MISSION_NOT_FOUND.
 */
export async function concludeMission(
  deps: CoordinatorDependencies,
  input: ConcludeInput,
  reply: ReplyWriter,
): Promise<{ readonly status: MissionStatus }> {
  return retryConflicts(async () => {
    const { mission, steps } = await readMission(deps.table, input);
    if (isFinished(mission)) return { status: mission.status };
    const at = deps.clock.now();
    const finishedAt = at.toISOString();
    const after = steps.map((step) => closeStep(step, deps, finishedAt));
    const status = finalStatus(after, mission.cancellation !== undefined);
    const failureCode = input.failure === undefined ? undefined : 'MISSION_BROKE_OFF';
    const ended: Mission = { ...mission, status, finishedAt, ...(failureCode && { failureCode }) };
    const { buildingId, missionId } = input;
    await deps.table.write([
      moveMission(mission, ended),
      ...steps.flatMap((step, index) => {
        const next = after[index];
        return next === undefined || next === step ? [] : settleStep(deps, step, next, at);
      }),
      recordActivity({
        buildingId,
        missionId,
        actor: COORDINATOR,
        action: status,
        at,
        ...(failureCode && { code: failureCode }),
      }),
      ...(await reply(ended, after, at)),
    ]);
    return { status };
  });
}
