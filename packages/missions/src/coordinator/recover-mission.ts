import { MINUTE } from '@bos/kernel/clock';
import { DomainError } from '@bos/kernel/errors';
import { retryConflicts } from '@bos/table/retry-conflicts';
import type { WriteOperation } from '@bos/table/write';
import { isFinished, type Mission, type MissionStatus } from '../missions/mission.ts';
import type { MissionInput, MissionRunner } from '../missions/mission-runner.ts';
import { COORDINATOR, recordActivity } from '../missions/record-activity.ts';
import { compensateMission } from './compensate-mission.ts';
import { closeStep, concludeMission, type ReplyWriter } from './conclude-mission.ts';
import { type CoordinatorDependencies, type MissionState, readMission } from './coordinator.ts';
import { settleStep } from './settle-step.ts';
import { mayBeAtWork } from './step-claim.ts';

/**
 * What was asked for that long ago and never begun is not begun any more: nobody expects a door to open then. Until
 * then the sweep starts it again each minute.
 */
const START_WITHIN = 30 * MINUTE;

export function mayStillBegin({ requestedAt }: Pick<Mission, 'requestedAt'>, now: Date): boolean {
  return now.getTime() - Date.parse(requestedAt) < START_WITHIN;
}

export interface RecoveryDependencies extends CoordinatorDependencies {
  readonly runner: Pick<MissionRunner, 'describe' | 'stop'>;
  readonly reply: ReplyWriter;
  /** Tells staff of a mission that broke off; may be called again for the same one. */
  readonly tellStaff: (mission: Mission) => Promise<void>;
}

export interface RecoverInput extends MissionInput {
  /** What cannot be taken back after several attempts stays, and the mission ends all the same. */
  readonly lastAttempt: boolean;
}

/** `under_way`: its state machine will end it. `not_started`: it is still to be started. `over`: it had ended before. */
export type Recovery =
  | { readonly kind: 'under_way' | 'not_started' | 'over' }
  | { readonly kind: 'ended'; readonly status: MissionStatus; readonly reason: string };

/**
 * Sees to it that a mission ends whose state machine will not end it: because its execution failed, was stopped, timed
 * out or never began, or because it was cancelled and nothing is at work. What is open is closed, what must not stay is
 * taken back, then it is concluded as ever, in one conditional transaction: of two who try, one does.
 * Throws MISSION_NOT_FOUND, MISSION_STEP_AT_WORK (try again later), and until the last attempt what a tool throws while
 * it takes something back.
 */
export async function recoverMission(deps: RecoveryDependencies, input: RecoverInput): Promise<Recovery> {
  const { lastAttempt, ...ids } = input;
  const state = await readMission(deps.table, ids);
  if (isFinished(state.mission)) return { kind: 'over' };
  const verdict = await judge(deps, state);
  if (verdict !== 'recover') return { kind: verdict.left };
  await closeSteps(deps, ids);
  const { mission } = state;
  const cancelled = mission.cancellation !== undefined;
  try {
    await compensateMission(deps, ids);
  } catch (error) {
    if (!lastAttempt) throw error;
  }
  if (!cancelled) await deps.tellStaff(mission);
  const reason = cancelled ? 'Cancelled' : 'ExecutionOver';
  const { status } = await concludeMission(deps, cancelled ? ids : { ...ids, failure: reason }, deps.reply);
  return { kind: 'ended', status, reason };
}

async function judge(
  deps: RecoveryDependencies,
  state: MissionState,
): Promise<'recover' | { readonly left: 'under_way' | 'not_started' }> {
  const { mission } = state;
  const { missionId } = mission;
  const cancelled = mission.cancellation !== undefined;
  const at = deps.clock.now();
  switch (await deps.runner.describe(missionId)) {
    case 'running':
      // A cancelled one ends by itself once its steps at work have finished; otherwise it may wait for long.
      if (!cancelled || isAtWork(deps, state, at)) return { left: 'under_way' };
      await deps.runner.stop(missionId, 'The mission was cancelled.');
      return 'recover';
    case 'unknown':
      return cancelled || !mayStillBegin(mission, at) ? 'recover' : { left: 'not_started' };
    case 'succeeded':
    case 'failed':
    case 'stopped':
    case 'timed-out':
      return 'recover';
  }
}

function isAtWork(deps: RecoveryDependencies, { steps }: MissionState, at: Date): boolean {
  return steps.some((step) => mayBeAtWork(step, deps.registry, at));
}

/** Closes what is open, so that nothing of it can begin. An attempt at work outlives its execution: it is waited for. */
async function closeSteps(deps: RecoveryDependencies, input: MissionInput): Promise<void> {
  const { buildingId, missionId } = input;
  await retryConflicts(async () => {
    const state = await readMission(deps.table, input);
    if (isFinished(state.mission)) return;
    const at = deps.clock.now();
    if (isAtWork(deps, state, at)) {
      throw new DomainError('unavailable', 'MISSION_STEP_AT_WORK', `A step of mission ${missionId} is still at work.`);
    }
    await deps.table.write(
      state.steps.flatMap((step): WriteOperation[] => {
        const closed = closeStep(step, deps, at.toISOString());
        if (closed === step) return [];
        const { status, stepId, tool, failureCode: code } = closed;
        const record = { buildingId, missionId, actor: COORDINATOR, action: status, stepId, tool, at };
        return [...settleStep(deps, step, closed, at), recordActivity({ ...record, ...(code && { code }) })];
      }),
    );
  });
}
