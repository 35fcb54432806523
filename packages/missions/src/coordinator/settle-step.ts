import type { AuditAction, AuditFact } from '@bos/kernel/audit-fact';
import type { Stored } from '@bos/table/entity';
import type { WriteOperation } from '@bos/table/write';
import { moveStep } from '../missions/moves.ts';
import type { Step } from '../missions/step.ts';
import type { Risk } from '../tools/tool.ts';
import type { CoordinatorDependencies } from './coordinator.ts';

/** What is to be accounted for, by the risk of the tool: what moves things, spends money or hands out personal data. */
const ACTIONS: Readonly<Record<Risk, AuditAction | undefined>> = {
  read: undefined,
  write: undefined,
  physical: 'device.commanded',
  spend: 'money.committed',
  personal_data: 'person.data_handed_out',
};

function outcomeOf({ status, attempts, failureCode }: Step): NonNullable<AuditFact['outcome']> {
  if (status !== 'failed') return 'done';
  if (failureCode === 'OUTCOME_UNKNOWN') return 'unknown';
  // The validator refuses before any attempt; rights may be lost later.
  const refused = failureCode === 'NOT_ALLOWED' || (attempts === 0 && failureCode !== 'GAVE_UP');
  return refused ? 'refused' : 'failed';
}

/** A tool that moves a device names it as `deviceId` in its output. */
function resourceOf({ missionId, output }: Step, action: AuditAction): AuditFact['resource'] {
  const deviceId = output?.deviceId;
  return action === 'device.commanded' && typeof deviceId === 'string'
    ? { type: 'device', id: deviceId }
    : { type: 'mission', id: missionId };
}

type SettleDependencies = Pick<CoordinatorDependencies, 'registry' | 'audit'>;

function auditOf({ registry, audit }: SettleDependencies, step: Step, at: Date): WriteOperation[] {
  const { buildingId, missionId, userId, tool, status, failureCode } = step;
  const action = registry.has(tool) ? ACTIONS[registry.get(tool).risk] : undefined;
  if (action === undefined || status === 'skipped') return [];
  const code = status === 'compensated' ? 'TAKEN_BACK' : failureCode;
  return [
    audit({
      buildingId,
      missionId,
      actor: { kind: 'user', id: userId },
      action,
      resource: resourceOf(step, action),
      outcome: outcomeOf(step),
      ...(code !== undefined && { code }),
      values: { tool },
      at,
    }),
  ];
}

/**
 * Every way in which a step comes to its end: moved as its transitions allow, and recorded where its tool moves things,
 * spends or hands out personal data, whether it did so, was refused, or nobody can tell. Throws STEP_TRANSITION_REFUSED.
 */
export function settleStep(deps: SettleDependencies, before: Stored<Step>, after: Step, at: Date): WriteOperation[] {
  return [moveStep(before, after), ...auditOf(deps, after, at)];
}
