/** What an execution of the state machine is started with: ids, never content. */
export interface MissionInput {
  readonly buildingId: string;
  readonly missionId: string;
}

/** Runs missions: Step Functions, or the interpreter of one machine. */
export interface MissionRunner {
  /** Idempotent: the execution is named after the mission, and a second start of it changes nothing. */
  start(missionId: string, input: MissionInput): Promise<void>;
}
