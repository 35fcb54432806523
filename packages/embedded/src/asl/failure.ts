/** A failed state: what `$states.errorOutput` shows and what Retry and Catch match. */
export class StateFailure extends Error {
  readonly error: string;
  readonly reason: string;

  /** `error` is an ASL error name, `reason` its Cause. */
  constructor(error: string, reason: string) {
    super(`${error}: ${reason}`);
    this.name = 'StateFailure';
    this.error = error;
    this.reason = reason;
  }
}

export const ALL = 'States.ALL';
export const TASK_FAILED = 'States.TaskFailed';
export const TIMEOUT = 'States.Timeout';
export const HEARTBEAT_TIMEOUT = 'States.HeartbeatTimeout';
export const QUERY_EVALUATION_ERROR = 'States.QueryEvaluationError';
export const RUNTIME = 'States.Runtime';
export const NO_CHOICE_MATCHED = 'States.NoChoiceMatched';
export const DATA_LIMIT_EXCEEDED = 'States.DataLimitExceeded';

/** Reserved names that a Retry or Catch may list. States.Runtime is not among them: nothing handles it. */
export const HANDLED_RESERVED_NAMES: ReadonlySet<string> = new Set([
  ALL,
  TASK_FAILED,
  TIMEOUT,
  HEARTBEAT_TIMEOUT,
  QUERY_EVALUATION_ERROR,
  NO_CHOICE_MATCHED,
  DATA_LIMIT_EXCEEDED,
  'States.Permissions',
]);

/**
 * Does an `ErrorEquals` list handle this error? As AWS documents it: States.ALL and States.TaskFailed never match
 * the terminal States.DataLimitExceeded, States.TaskFailed matches everything else but States.Timeout, and a lapsed
 * heartbeat is also a States.Timeout. States.Runtime is never handled.
 */
export function handles(errorEquals: readonly string[], error: string): boolean {
  if (error === RUNTIME) return false;
  if (errorEquals.includes(error)) return true;
  if (error === DATA_LIMIT_EXCEEDED) return false;
  if (errorEquals.includes(ALL)) return true;
  if (error === HEARTBEAT_TIMEOUT && errorEquals.includes(TIMEOUT)) return true;
  return errorEquals.includes(TASK_FAILED) && error !== TIMEOUT;
}
