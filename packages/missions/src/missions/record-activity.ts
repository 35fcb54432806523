import { deterministicId } from '@bos/kernel/ids';
import { create, type WriteOperation } from '@bos/table/write';
import { type Activity, activityEntity } from './activity.ts';

/** The part of the system that acts on its own. */
export const COORDINATOR: Activity['actor'] = { kind: 'system', id: 'coordinator' };
/** The agent that plans. */
export const DIRECTOR: Activity['actor'] = { kind: 'agent', id: 'director' };

export interface ActivityDetails {
  readonly buildingId: string;
  readonly missionId: string;
  readonly actor: Activity['actor'];
  readonly action: string;
  readonly stepId?: string;
  readonly tool?: string;
  readonly code?: string;
  readonly at: Date;
}

/** One entry of the ledger. Its id is that of what happened and when: written twice in one go, it conflicts. */
export function recordActivity({ at, ...details }: ActivityDetails): WriteOperation {
  const activityId = deterministicId(at, details.missionId, details.action, details.stepId ?? '', details.code ?? '');
  return create(activityEntity, { ...details, activityId, at: at.toISOString() });
}
