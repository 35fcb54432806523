import type { SFNClient } from '@aws-sdk/client-sfn';
import type { AnswerOutcome, ExecutionState, MissionRunner } from '@bos/missions/missions/mission-runner';
import { clientSettings } from './client-settings.ts';

/** `PENDING_REDRIVE` is a failed item of a distributed map, of which missions have none. */
const STATES: Readonly<Record<string, ExecutionState>> = {
  RUNNING: 'running',
  PENDING_REDRIVE: 'running',
  SUCCEEDED: 'succeeded',
  FAILED: 'failed',
  TIMED_OUT: 'timed-out',
  ABORTED: 'stopped',
};

/** Of a token that was answered, that timed out, whose execution has ended, and of text that never was one. */
const NOBODY_WAITS = ['TaskTimedOut', 'TaskDoesNotExist', 'InvalidToken'];

/** What comes of a call; `otherwise` when it fails with one of those errors, which are to be expected. */
async function expecting<T, O>(names: readonly string[], otherwise: O, call: Promise<T>): Promise<T | O> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof Error && names.includes(error.name)) return otherwise;
    throw error;
  }
}

async function told(call: Promise<unknown>): Promise<AnswerOutcome> {
  return expecting(
    NOBODY_WAITS,
    'nobody-waits',
    call.then(() => 'taken' as const),
  );
}

/** Runs missions on Step Functions Standard. An execution is named after its mission, so a second start is no start. */
export function createStepFunctionsRunner(stateMachineArn: () => string): MissionRunner {
  let client: Promise<SFNClient> | undefined;

  async function load() {
    const sdk = await import('@aws-sdk/client-sfn');
    client ??= Promise.resolve(new sdk.SFNClient(clientSettings()));
    return { sdk, sfn: await client };
  }

  /** `…:stateMachine:missions` and the mission's id give `…:execution:missions:m1`. */
  const executionArn = (missionId: string): string =>
    `${stateMachineArn().replace(':stateMachine:', ':execution:')}:${missionId}`;

  return {
    async start(missionId, input) {
      const { sdk, sfn } = await load();
      const request = { stateMachineArn: stateMachineArn(), name: missionId, input: JSON.stringify(input) };
      await expecting(['ExecutionAlreadyExists'], undefined, sfn.send(new sdk.StartExecutionCommand(request)));
    },
    async answer(token, output) {
      const { sdk, sfn } = await load();
      return told(sfn.send(new sdk.SendTaskSuccessCommand({ taskToken: token, output: JSON.stringify(output) })));
    },
    async fail(token, error, cause) {
      const { sdk, sfn } = await load();
      return told(sfn.send(new sdk.SendTaskFailureCommand({ taskToken: token, error, cause })));
    },
    async heartbeat(token) {
      const { sdk, sfn } = await load();
      return told(sfn.send(new sdk.SendTaskHeartbeatCommand({ taskToken: token })));
    },
    async stop(missionId, reason) {
      const { sdk, sfn } = await load();
      const request = new sdk.StopExecutionCommand({ executionArn: executionArn(missionId), cause: reason });
      await expecting(['ExecutionDoesNotExist'], undefined, sfn.send(request));
    },
    async describe(missionId) {
      const { sdk, sfn } = await load();
      const request = new sdk.DescribeExecutionCommand({ executionArn: executionArn(missionId) });
      const found = await expecting(['ExecutionDoesNotExist'], undefined, sfn.send(request));
      if (found === undefined) return 'unknown';
      const state = STATES[found.status ?? ''];
      if (state === undefined) throw new TypeError(`Step Functions told an unknown status: ${found.status}`);
      return state;
    },
  };
}
