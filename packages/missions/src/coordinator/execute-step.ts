import { notFound } from '@bos/kernel/errors';
import { WriteConflictError } from '@bos/table/write';
import { isFinished } from '../missions/mission.ts';
import type { MissionInput } from '../missions/mission-runner.ts';
import { COORDINATOR, recordActivity } from '../missions/record-activity.ts';
import { isSettled, type Step, type StepStatus, stepEntity } from '../missions/step.ts';
import { resolveReferences } from '../plans/references.ts';
import { failed, isRepeatable, type Tool, type ToolOutcome } from '../tools/tool.ts';
import type { Requester } from '../tools/tool-context.ts';
import { mayRequest } from '../tools/tool-rights.ts';
import { type CoordinatorDependencies, type MissionState, readMission } from './coordinator.ts';
import { withDeadline } from './deadline.ts';
import { settleStep } from './settle-step.ts';
import { type Claim, claimStep, releaseStep } from './step-claim.ts';
import { outputsOf, stepContext } from './step-context.ts';

export interface StepInput extends MissionInput {
  readonly stepId: string;
}

export interface StepResult {
  readonly stepId: string;
  readonly status: StepStatus;
  /** The tool whose failure this attempt has stored. */
  readonly failedTool?: string;
}

/**
 * Runs one step: claims it, reads the requester's rights as they stand now, calls the tool under its deadline and stores
 * the outcome with its entry in the ledger. A settled step is left as it is, and so is one that has not begun when
 * somebody has cancelled the mission. After an attempt that broke off, tools that
 * act on the world are not called again: they read back.
 * Throws STEP_BUSY, MISSION_NOT_FOUND, STEP_NOT_FOUND, and what a repeatable tool throws; the caller tries again.
 */
export async function executeStep(deps: CoordinatorDependencies, input: StepInput): Promise<StepResult> {
  const state = await readMission(deps.table, input);
  const step = state.steps.find(({ stepId }) => stepId === input.stepId);
  if (step === undefined) throw notFound('step', input.stepId);
  const { mission } = state;
  const over = isFinished(mission) || (mission.cancellation !== undefined && step.status !== 'running');
  if (isSettled(step) || over) return { stepId: step.stepId, status: step.status };
  const tool = deps.registry.get(step.tool);
  const claim = await claimStep(deps, step, tool);
  let outcome: ToolOutcome;
  try {
    outcome = await callTool(deps, state, claim, tool);
  } catch (error) {
    await releaseStep(deps, claim);
    throw error;
  }
  return storeOutcome(deps, claim, outcome);
}

async function callTool(
  deps: CoordinatorDependencies,
  state: MissionState,
  { step, recovering }: Claim,
  tool: Tool,
): Promise<ToolOutcome> {
  const { mission, steps } = state;
  const requester = await deps.surroundings.requester(mission.buildingId, mission.userId, deps.clock.now());
  const refusal = refusalOf(step, tool, requester, deps.clock.now());
  const repeatable = isRepeatable(tool);
  // Reading back what a broken-off attempt has done needs no right.
  if (refusal !== undefined && (repeatable || !recovering)) return refusal;
  const context = await stepContext(deps, { mission, step, tool, requester });
  const given = resolveReferences(step.input, outputsOf(steps));
  const call = (signal: AbortSignal): Promise<ToolOutcome> =>
    recovering && !repeatable
      ? tool.readBack(given, { ...context, signal })
      : tool.execute(given, { ...context, signal });
  try {
    return await withDeadline(deps.timers, tool.deadlineSeconds * 1000, call);
  } catch (error) {
    // It may have happened: the person is told so, and nothing is tried blindly again.
    if (!repeatable) return { kind: 'unknown' };
    throw error;
  }
}

function refusalOf(step: Step, tool: Tool, requester: Requester, at: Date): ToolOutcome | undefined {
  if (tool.version !== step.toolVersion) return failed('TOOL_CHANGED');
  return mayRequest(tool, requester, at) ? undefined : failed('NOT_ALLOWED');
}

function settled(step: Step, outcome: ToolOutcome, finishedAt: string): Step {
  const { leaseUntil: _lease, ...rest } = step;
  switch (outcome.kind) {
    case 'completed':
      return { ...rest, status: 'completed', finishedAt, output: outcome.output };
    case 'failed':
    case 'unknown': {
      const failureCode = outcome.kind === 'failed' ? outcome.code : 'OUTCOME_UNKNOWN';
      const { detail } = outcome;
      return { ...rest, status: 'failed', finishedAt, failureCode, ...(detail && { failureDetail: detail }) };
    }
  }
}

async function storeOutcome(deps: CoordinatorDependencies, { step }: Claim, outcome: ToolOutcome): Promise<StepResult> {
  const { buildingId, missionId, stepId, tool } = step;
  const at = deps.clock.now();
  const after = settled(step, outcome, at.toISOString());
  const { status, failureCode: code } = after;
  const record = { buildingId, missionId, actor: COORDINATOR, action: status, stepId, tool, at };
  try {
    await deps.table.write([
      ...settleStep(deps, step, after, at),
      recordActivity({ ...record, ...(code && { code }) }),
    ]);
    return { stepId, status, ...(status === 'failed' && { failedTool: tool }) };
  } catch (error) {
    if (!(error instanceof WriteConflictError)) throw error;
    // A second attempt may have stored its outcome first; theirs stands.
    const stored = await deps.table.get(stepEntity, { buildingId, missionId, stepId });
    if (stored === undefined || !isSettled(stored)) throw error;
    return { stepId, status: stored.status };
  }
}
