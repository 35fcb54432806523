import { engineUnderTest } from '@bos/embedded/asl/conformance/engine-under-test';
import { AslDefinitionError, type ReportFault } from '@bos/embedded/asl/definition-error';
import { createEmbeddedMissionRunner } from '@bos/embedded/asl/mission-runner';
import { substitute } from '@bos/embedded/asl/substitution';
import { describeMissionRunner, MISSION_STEPS, type OpenMissionRunner } from './mission-runner-contract.ts';

const refuse: ReportFault = (fault) => {
  throw new AslDefinitionError(fault);
};

const embedded: OpenMissionRunner = async (definition, invoke) => {
  const names = Object.fromEntries(MISSION_STEPS.map((name) => [name, name]));
  const { engine, finished } = engineUnderTest({ definition: substitute(definition, names, refuse), invoke });
  return {
    runner: createEmbeddedMissionRunner(() => engine),
    finished,
    close: () => engine.close(0),
  };
};

describeMissionRunner('one machine', embedded);
