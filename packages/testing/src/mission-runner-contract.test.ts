import { engineUnderTest } from '@bos/embedded/asl/conformance/engine-under-test';
import { substitute } from '@bos/embedded/asl/substitution';
import { describeMissionRunner, MISSION_STEPS, type OpenMissionRunner } from './mission-runner-contract.ts';

const embedded: OpenMissionRunner = async (definition, invoke) => {
  const names = Object.fromEntries(MISSION_STEPS.map((name) => [name, name]));
  const { engine, finished } = engineUnderTest({ definition: substitute(definition, names), invoke });
  return {
    runner: { start: async (missionId, input) => void (await engine.start(missionId, input)) },
    finished,
    close: () => engine.close(0),
  };
};

describeMissionRunner('one machine', embedded);
