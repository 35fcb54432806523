import { create, type WriteOperation } from '@bos/table/write';
import { type Mission, missionEntity } from './mission.ts';
import { recordActivity } from './record-activity.ts';

export type MissionRequest = Omit<Mission, 'status' | 'finishedAt' | 'failureCode'>;

/**
 * The writes that ask for a mission; its id is given, so that a replay of the same message meets the first. They
 * belong into the transaction of the message. The mission runs once the change reader has seen it.
 */
export function requestMission(request: MissionRequest): WriteOperation[] {
  const { buildingId, missionId, userId, requestedAt } = request;
  const at = new Date(requestedAt);
  return [
    create(missionEntity, { ...request, status: 'requested' }),
    recordActivity({ buildingId, missionId, actor: { kind: 'human', id: userId }, action: 'requested', at }),
  ];
}
