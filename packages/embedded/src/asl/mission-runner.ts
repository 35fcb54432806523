import type { AnswerOutcome, ExecutionState, MissionRunner } from '@bos/missions/missions/mission-runner';
import type { AslEngine } from './engine.ts';
import type { ExecutionStatus } from './journal/execution-table.ts';
import { AslRequestError, type RequestErrorName } from './request-error.ts';

const STATES: Readonly<Record<ExecutionStatus, ExecutionState>> = {
  RUNNING: 'running',
  SUCCEEDED: 'succeeded',
  FAILED: 'failed',
  TIMED_OUT: 'timed-out',
  ABORTED: 'stopped',
};

/** The value that stands for an error that is to be expected; every other one is thrown. */
function expecting<T>(name: RequestErrorName, value: T): (error: unknown) => T {
  return (error) => {
    if (error instanceof AslRequestError && error.name === name) return value;
    throw error;
  };
}

const told = (sent: Promise<void>): Promise<AnswerOutcome> =>
  sent.then(() => 'taken' as const, expecting('TaskTimedOut', 'nobody-waits' as const));

/** Runs missions on the interpreter of this machine. It is asked for at each call: functions are built before it. */
export function createEmbeddedMissionRunner(
  engine: () => Pick<
    AslEngine,
    'start' | 'sendTaskSuccess' | 'sendTaskFailure' | 'sendTaskHeartbeat' | 'stop' | 'describe'
  >,
): MissionRunner {
  return {
    async start(missionId, input) {
      await engine().start(missionId, input).catch(expecting('ExecutionAlreadyExists', undefined));
    },
    answer: (token, output) => told(engine().sendTaskSuccess(token, output)),
    fail: (token, error, cause) => told(engine().sendTaskFailure(token, error, cause)),
    heartbeat: (token) => told(engine().sendTaskHeartbeat(token)),
    stop: (missionId, reason) => engine().stop(missionId, reason).catch(expecting('ExecutionDoesNotExist', undefined)),
    async describe(missionId) {
      try {
        return STATES[engine().describe(missionId).status];
      } catch (error) {
        return expecting('ExecutionDoesNotExist', 'unknown' as const)(error);
      }
    },
  };
}
