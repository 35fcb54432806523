import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  CreateStateMachineCommand,
  DescribeExecutionCommand,
  type DescribeExecutionCommandOutput,
  SFNClient,
} from '@aws-sdk/client-sfn';
import { clientSettings } from '@bos/aws/client-settings';
import type { Invoke, LambdaEndpoint } from '../launcher/lambda-endpoint.ts';
import { ACCOUNT, REGION } from '../launcher/localstack.ts';

const POLL_MILLISECONDS = 50;
const PATIENCE_MILLISECONDS = 120_000;

/** A state machine on Step Functions whose functions run here. */
export interface RunningStateMachine {
  readonly sfn: SFNClient;
  readonly arn: string;
  /** Resolves when the execution of this name has ended; throws when it does not. */
  finished(name: string): Promise<DescribeExecutionCommandOutput>;
  close(): void;
}

/** The ARN by which a definition names a function. */
export const functionArn = (name: string): string => `arn:aws:lambda:${REGION}:${ACCOUNT}:function:${name}`;

/** Creates a state machine with a role of its own, so that its calls reach `invoke` and no other. */
export async function createStateMachine(
  definition: string,
  lambda: LambdaEndpoint,
  invoke: Invoke,
): Promise<RunningStateMachine> {
  const sfn = new SFNClient(clientSettings());
  const name = `machine-${randomUUID()}`;
  lambda.serve(name, invoke);
  const { stateMachineArn = '' } = await sfn.send(
    new CreateStateMachineCommand({ name, definition, roleArn: `arn:aws:iam::${ACCOUNT}:role/${name}` }),
  );
  return {
    sfn,
    arn: stateMachineArn,
    async finished(execution) {
      const executionArn = `${stateMachineArn.replace(':stateMachine:', ':execution:')}:${execution}`;
      for (let waited = 0; waited < PATIENCE_MILLISECONDS; waited += POLL_MILLISECONDS) {
        const description = await sfn.send(new DescribeExecutionCommand({ executionArn }));
        if (description.status !== 'RUNNING') return description;
        await sleep(POLL_MILLISECONDS);
      }
      throw new Error(`${execution} does not end`);
    },
    close: () => sfn.destroy(),
  };
}
