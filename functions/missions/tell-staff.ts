import { tellOfBreakOff } from '@bos/agents/notices/mission-broke-off';
import type { Mission } from '@bos/missions/missions/mission';
import type { Ports } from '../ports/ports.ts';

/**
 * Tells staff that a mission broke off. It comes before the conclusion, which says that all is done: after a kill in
 * between it is told again to those who were not.
 */
export function tellStaffOfBreakOff({ table, clock, log }: Pick<Ports, 'table' | 'clock' | 'log'>) {
  return async (mission: Mission): Promise<void> => {
    await tellOfBreakOff(table, mission, clock.now());
    log.warn('mission.staff_told', { buildingId: mission.buildingId, missionId: mission.missionId });
  };
}
