import { recoverMission } from '@bos/missions/coordinator/recover-mission';
import { coordinatorDeps, type MissionPorts } from '../../missions/coordinator-deps.ts';
import { measuredEnd } from '../../missions/measured-end.ts';
import { tellStaffOfBreakOff } from '../../missions/tell-staff.ts';
import type { Ports } from '../../ports/ports.ts';

type RecoveryPorts = MissionPorts & Pick<Ports, 'missions' | 'metrics'>;

/** What a mission has done is tried to be taken back so often; then it ends without. Short of the dead letters. */
const MOST_UNDOING_ATTEMPTS = 5;

/** Ends a mission whose execution will not; `attempt` counts the deliveries of the message that asks for it. */
export async function lookAtMission(
  ports: RecoveryPorts,
  { buildingId, missionId }: { readonly buildingId: string; readonly missionId: string },
  attempt: number,
): Promise<void> {
  const deps = { ...coordinatorDeps(ports), runner: ports.missions, tellStaff: tellStaffOfBreakOff(ports) };
  const input = { buildingId, missionId, lastAttempt: attempt >= MOST_UNDOING_ATTEMPTS };
  const recovery = await measuredEnd(ports, async (reply) => {
    const found = await recoverMission({ ...deps, reply }, input);
    return found.kind === 'ended' ? found : { ...found, status: found.kind };
  });
  ports.log.info('mission.looked_at', { buildingId, missionId, status: recovery.status });
}
