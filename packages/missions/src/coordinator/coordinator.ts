import type { Clock } from '@bos/kernel/clock';
import { notFound } from '@bos/kernel/errors';
import type { Language } from '@bos/kernel/language';
import type { Timers } from '@bos/kernel/timers';
import type { Stored } from '@bos/table/entity';
import type { RecordAudit } from '@bos/table/record-audit';
import type { Table } from '@bos/table/table';
import type { Mission } from '../missions/mission.ts';
import type { MissionInput } from '../missions/mission-runner.ts';
import { createMissionStore } from '../missions/mission-store.ts';
import type { Step } from '../missions/step.ts';
import type { Requester } from '../tools/tool-context.ts';
import type { ToolRegistry } from '../tools/tool-registry.ts';

/** What the coordinator asks of the rooms beside it. */
export interface Surroundings {
  /** The person's rights as they stand at that time; somebody without a membership has none. */
  requester(buildingId: string, userId: string, at: Date): Promise<Requester>;
  place(buildingId: string): Promise<{ readonly timeZone: string; readonly staffLanguage: Language }>;
}

export interface CoordinatorDependencies {
  readonly table: Table;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly registry: ToolRegistry;
  readonly surroundings: Surroundings;
  readonly audit: RecordAudit;
  /** The tools that the planning agent may use. */
  readonly agentTools: ReadonlySet<string>;
}

export interface MissionState {
  readonly mission: Stored<Mission>;
  readonly steps: readonly Stored<Step>[];
}

/** Throws MISSION_NOT_FOUND. */
export async function readMission(table: Table, input: MissionInput): Promise<MissionState> {
  const store = createMissionStore(table);
  const { buildingId, missionId } = input;
  const [mission, steps] = await Promise.all([store.get(buildingId, missionId), store.steps(buildingId, missionId)]);
  if (mission === undefined) throw notFound('mission', missionId);
  return { mission, steps };
}
