import { DomainError, notFound } from '@bos/kernel/errors';
import type { Stored } from '@bos/table/entity';
import type { RecordAudit } from '@bos/table/record-audit';
import { retryConflicts } from '@bos/table/retry-conflicts';
import type { Table } from '@bos/table/table';
import { expectVersion } from '@bos/table/write';
import { isFinished, type Mission } from './mission.ts';
import { createMissionStore } from './mission-store.ts';
import { moveMission } from './moves.ts';
import { recordActivity } from './record-activity.ts';
import { isSettled, stepEntity } from './step.ts';

export interface CancelMissionCommand {
  readonly buildingId: string;
  readonly missionId: string;
  readonly userId: string;
  /** Whether they may cancel any mission of the building; otherwise their own, while nothing irreversible runs. */
  readonly anybodys: boolean;
  /** The version that they saw; any when not given. */
  readonly expectedVersion?: number;
  readonly requestId?: string;
  readonly at: Date;
}

/**
 * Asks for the end of a mission: from now on no step of it begins; what is at work finishes; the coordinator takes back
 * what must not stay, ends the mission and replies. Asked for again it stays as it is. Throws MISSION_NOT_FOUND,
 * MISSION_CANCEL_FORBIDDEN, MISSION_FINISHED, MISSION_STEP_IRREVERSIBLE, and MISSION_CHANGED_MEANWHILE when it is not at
 * the expected version.
 */
export async function cancelMission(
  deps: { readonly table: Table; readonly audit: RecordAudit },
  command: CancelMissionCommand,
): Promise<Stored<Mission>> {
  const { buildingId, missionId, userId, anybodys, expectedVersion, requestId, at } = command;
  const store = createMissionStore(deps.table);
  return retryConflicts(async () => {
    const [mission, steps] = await Promise.all([store.get(buildingId, missionId), store.steps(buildingId, missionId)]);
    if (mission === undefined) throw notFound('mission', missionId);
    if (!anybodys && mission.userId !== userId) {
      throw new DomainError('forbidden', 'MISSION_CANCEL_FORBIDDEN', `${userId} may not cancel mission ${missionId}.`);
    }
    if (mission.cancellation !== undefined) return mission;
    if (isFinished(mission)) {
      throw new DomainError('conflict', 'MISSION_FINISHED', `Mission ${missionId} is ${mission.status}.`);
    }
    if (expectedVersion !== undefined && expectedVersion !== mission.version) {
      const text = `Mission ${missionId} is at version ${mission.version}.`;
      throw new DomainError('precondition_failed', 'MISSION_CHANGED_MEANWHILE', text);
    }
    const open = anybodys ? [] : steps.filter((step) => !isSettled(step));
    const begun = open.find(({ status, irreversible }) => status === 'running' && irreversible === true);
    if (begun !== undefined) {
      const text = `${begun.stepId} of mission ${missionId} is moving something and cannot be called back.`;
      throw new DomainError('conflict', 'MISSION_STEP_IRREVERSIBLE', text);
    }
    const time = at.toISOString();
    const after: Mission = { ...mission, cancellation: { state: 'requested', at: time, by: userId } };
    await deps.table.write([
      moveMission(mission, after),
      // None of them has begun in between.
      ...open.map(({ stepId, version }) => expectVersion(stepEntity, { buildingId, missionId, stepId }, version)),
      recordActivity({ buildingId, missionId, actor: { kind: 'human', id: userId }, action: 'cancel_requested', at }),
      deps.audit({
        buildingId,
        missionId,
        actor: { kind: 'user', id: userId },
        action: 'mission.cancel_requested',
        resource: { type: 'mission', id: missionId },
        ...(requestId !== undefined && { requestId }),
        values: { status: mission.status },
        at,
      }),
    ]);
    return { ...after, version: mission.version + 1, createdAt: mission.createdAt, updatedAt: time };
  });
}
