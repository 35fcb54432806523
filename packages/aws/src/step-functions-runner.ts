import type { SFNClient } from '@aws-sdk/client-sfn';
import type { MissionRunner } from '@bos/missions/missions/mission-runner';
import { clientSettings } from './client-settings.ts';

/** Runs missions on Step Functions Standard. An execution is named after its mission, so a second start is no start. */
export function createStepFunctionsRunner(stateMachineArn: () => string): MissionRunner {
  let client: Promise<SFNClient> | undefined;
  return {
    async start(missionId, input) {
      const { SFNClient, StartExecutionCommand } = await import('@aws-sdk/client-sfn');
      client ??= Promise.resolve(new SFNClient(clientSettings()));
      try {
        await (await client).send(
          new StartExecutionCommand({
            stateMachineArn: stateMachineArn(),
            name: missionId,
            input: JSON.stringify(input),
          }),
        );
      } catch (error) {
        if (!(error instanceof Error && error.name === 'ExecutionAlreadyExists')) throw error;
      }
    },
  };
}
