import { createStepFunctionsRunner } from '@bos/aws/step-functions-runner';
import { AslDefinitionError, type ReportFault } from '@bos/embedded/asl/definition-error';
import { substitute } from '@bos/embedded/asl/substitution';
import { describeMissionRunner, MISSION_STEPS, type OpenMissionRunner } from '@bos/testing/mission-runner-contract';
import { afterAll, beforeAll } from 'vitest';
import { createStateMachine, functionArn } from './adapters/state-machines.ts';
import { pointAwsAt } from './launcher/aws-environment.ts';
import { type LambdaEndpoint, startLambdaEndpoint } from './launcher/lambda-endpoint.ts';
import { type LocalStack, startLocalStack } from './launcher/localstack.ts';

let lambda: LambdaEndpoint | undefined;
let localStack: LocalStack | undefined;

beforeAll(async () => {
  lambda = await startLambdaEndpoint();
  localStack = await startLocalStack({ lambdaEndpoint: lambda.url, longestPauseSeconds: 0 });
  pointAwsAt(localStack.endpoint);
});

afterAll(async () => {
  await localStack?.stop();
  await lambda?.close();
});

const refuse: ReportFault = (fault) => {
  throw new AslDefinitionError(fault);
};

const onStepFunctions: OpenMissionRunner = async (definition, invoke) => {
  if (lambda === undefined) throw new Error('the functions do not run');
  const arns = Object.fromEntries(MISSION_STEPS.map((name) => [name, functionArn(name)]));
  const machine = await createStateMachine(substitute(definition, arns, refuse), lambda, invoke);
  return {
    runner: createStepFunctionsRunner(() => machine.arn),
    async finished(missionId) {
      const { status = '', output } = await machine.finished(missionId);
      return { status, ...(output === undefined ? {} : { output: JSON.parse(output) }) };
    },
    close: async () => machine.close(),
  };
};

// LocalStack takes a failure after the answer and drops it; Step Functions answers TaskTimedOut (its API reference). What
// counts is the same: the answer stands.
describeMissionRunner('Step Functions (LocalStack)', onStepFunctions, { tellsLateWords: false });
