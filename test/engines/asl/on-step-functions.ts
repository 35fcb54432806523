import { SendTaskFailureCommand, SendTaskSuccessCommand, StartExecutionCommand } from '@aws-sdk/client-sfn';
import type { SubjectFactory } from '@bos/embedded/asl/conformance/run-case';
import { createStateMachine } from '../adapters/state-machines.ts';
import type { LambdaEndpoint } from '../launcher/lambda-endpoint.ts';
import { shortened } from './shortened.ts';

/** Runs conformance cases on Step Functions. */
export const onStepFunctions =
  (lambda: LambdaEndpoint): SubjectFactory =>
  async (definition, invoke) => {
    const machine = await createStateMachine(shortened(definition), lambda, invoke);
    const { sfn, arn } = machine;
    return {
      start: (name, input) =>
        sfn.send(new StartExecutionCommand({ stateMachineArn: arn, name, input: JSON.stringify(input) })),
      async sendTaskSuccess(taskToken, output) {
        await sfn.send(new SendTaskSuccessCommand({ taskToken, output: JSON.stringify(output) }));
      },
      async sendTaskFailure(taskToken, error, cause) {
        await sfn.send(new SendTaskFailureCommand({ taskToken, error, cause }));
      },
      async finished(name) {
        const { status = '', output, error, cause, startDate = new Date(0), stopDate } = await machine.finished(name);
        return {
          status,
          startedAt: startDate,
          ...(output === undefined ? {} : { output: JSON.parse(output) }),
          ...(error === undefined ? {} : { error }),
          ...(cause === undefined ? {} : { cause }),
          ...(stopDate === undefined ? {} : { stoppedAt: stopDate }),
        };
      },
      close: async () => machine.close(),
    };
  };
