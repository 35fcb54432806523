import type { Expectation } from '@bos/embedded/asl/conformance/case';

/** A case in which LocalStack does something else than the specification says. */
export interface Difference {
  /** What LocalStack does. */
  readonly instead: Expectation;
  readonly reason: string;
}

const RUNTIME: Expectation = { status: 'FAILED', error: 'States.Runtime' };

/** By the name of the case. Each stands in docs/asl-differences.md with the sentence that decides it. */
export const DIFFERENCES: ReadonlyMap<string, Difference> = new Map([
  [
    'a variable is visible from the next state on, not in the Output beside its Assign',
    { instead: { status: 'SUCCEEDED', output: { input: 2, n: 2, m: 1 } }, reason: 'Output sees what Assign has set' },
  ],
  [
    'a type error in an expression fails with States.QueryEvaluationError',
    { instead: RUNTIME, reason: 'only undefined results have that name' },
  ],
  [
    'a Choice without match and Default fails with States.NoChoiceMatched',
    { instead: RUNTIME, reason: 'the name is not known' },
  ],
  [
    'a Condition that is no boolean fails with States.QueryEvaluationError',
    { instead: RUNTIME, reason: 'text counts as false, and then nothing matches' },
  ],
  [
    'negative seconds fail with States.QueryEvaluationError',
    { instead: { status: 'SUCCEEDED', output: {} }, reason: 'values of Seconds are not checked' },
  ],
  [
    'an execution that lasts longer than the TimeoutSeconds of its machine ends as TIMED_OUT',
    { instead: { status: 'TIMED_OUT' }, reason: 'the execution is given no error' },
  ],
  [
    'an error in the Output is caught by the state itself',
    {
      instead: { status: 'FAILED', error: 'States.QueryEvaluationError' },
      reason: 'Output is evaluated outside of Catch',
    },
  ],
  [
    'States.ALL does not catch States.DataLimitExceeded',
    {
      instead: { status: 'SUCCEEDED', output: { caught: 'States.DataLimitExceeded' } },
      reason: 'States.ALL matches everything',
    },
  ],
  [
    'a lapsed heartbeat fails with States.HeartbeatTimeout',
    { instead: { status: 'FAILED', error: 'States.Timeout' }, reason: 'both time-outs have one name' },
  ],
  [
    'a Catch of States.Timeout takes a lapsed heartbeat too',
    { instead: { status: 'SUCCEEDED', output: { caught: 'States.Timeout' } }, reason: 'both time-outs have one name' },
  ],
  [
    'States.NoChoiceMatched inside an iteration is caught by the Map',
    { instead: { status: 'SUCCEEDED', output: 'States.Runtime' }, reason: 'the name is not known' },
  ],
]);
