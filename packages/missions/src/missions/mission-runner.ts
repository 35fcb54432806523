/** What an execution of the state machine is started with: ids, never content. */
export interface MissionInput {
  readonly buildingId: string;
  readonly missionId: string;
}

/** How the execution of a mission stands. `unknown`: it was never started, or has been forgotten after 90 days. */
export type ExecutionState = 'running' | 'succeeded' | 'failed' | 'stopped' | 'timed-out' | 'unknown';

/** What became of a word to a waiting step. `nobody-waits`: answered already, timed out, stopped, or never a token. */
export type AnswerOutcome = 'taken' | 'nobody-waits';

/** Runs missions: Step Functions, or the interpreter of one machine. */
export interface MissionRunner {
  /**
   * Idempotent: the execution is named after the mission, and a second start of it changes nothing, whether it runs or
   * has ended.
   */
  start(missionId: string, input: MissionInput): Promise<void>;
  /** Gives a waiting step its result. `output` is JSON of at most 256 KiB; another one is an error. */
  answer(token: string, output: unknown): Promise<AnswerOutcome>;
  /** Lets a waiting step fail; `error` is what its state machine catches. */
  fail(token: string, error: string, cause: string): Promise<AnswerOutcome>;
  /** Puts the lapse of a waiting step's heartbeat off. */
  heartbeat(token: string): Promise<AnswerOutcome>;
  /**
   * Ends a running execution: no further step begins, one that is at work may still finish. Harmless when it has ended
   * or was never started.
   */
  stop(missionId: string, reason: string): Promise<void>;
  describe(missionId: string): Promise<ExecutionState>;
}
