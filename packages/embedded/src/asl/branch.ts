/**
 * One line of execution: that of the whole execution, or one iteration of a Map. It stands in one state and in one
 * phase of it; all that is needed to go on after a kill is in the journal.
 */
export interface Branch {
  readonly id: number;
  readonly execution: string;
  /** The branch whose Map state this one iterates for; undefined for the execution's own. */
  readonly parent: number | undefined;
  /** Position in the Map's items. */
  readonly itemIndex: number | undefined;
  /** The Map's item, JSON. */
  readonly item: string | undefined;
  readonly state: string;
  /** Milliseconds since the epoch. */
  readonly enteredAt: number;
  readonly phase: Phase;
  /** The state's input, JSON. */
  readonly input: string;
  /** Variables assigned in this branch's scope, JSON object. */
  readonly variables: string;
  /** Retry attempts used per retrier of the state, JSON array. */
  readonly retries: string;
  /** What the phase needs, JSON: the request of a task, the settled outcome. */
  readonly work: string | undefined;
  readonly token: string | undefined;
  /** When a Wait or a retry is due, milliseconds since the epoch. */
  readonly dueAt: number | undefined;
  /** When a task with a token times out, or its heartbeat lapses. */
  readonly timeoutAt: number | undefined;
  readonly heartbeatAt: number | undefined;
  readonly heartbeatSeconds: number | undefined;
  /** Grows with each transition: who decided on an older one is too late. */
  readonly revision: number;
}

/**
 * queued: an iteration that waits for a free place · ready: the state is to be entered · waiting: in a Wait ·
 * retrying: before the next attempt · running: the task is, or will be, invoked · awaiting: the token's holder is
 * to answer · mapping: iterations run · settled: the task's or Map's outcome is known · finished: an iteration's output
 */
export const PHASES = [
  'queued',
  'ready',
  'waiting',
  'retrying',
  'running',
  'awaiting',
  'mapping',
  'settled',
  'finished',
] as const;
export type Phase = (typeof PHASES)[number];

/** What a task or Map came to; `result` is JSON. */
export type Outcome =
  | { readonly ok: true; readonly result: string }
  | { readonly ok: false; readonly error: string; readonly cause: string };

/** A task to invoke. */
export interface TaskRequest {
  readonly functionName: string;
  /** JSON. */
  readonly payload: string;
  /** Of a task without token, counted from its start; that of a token task stands in `timeoutAt`. */
  readonly timeoutSeconds: number | undefined;
}

/** What happens next to a branch; all values are JSON text. */
export type Decision =
  | {
      readonly kind: 'move';
      readonly output: string;
      readonly variables: string;
      /** undefined ends the branch. */
      readonly next: string | undefined;
    }
  | { readonly kind: 'wait'; readonly until: number }
  | { readonly kind: 'retry'; readonly at: number; readonly used: readonly number[]; readonly error: string }
  | {
      readonly kind: 'invoke';
      readonly request: TaskRequest;
      readonly token: string | undefined;
      readonly timeoutAt: number | undefined;
      readonly heartbeatSeconds: number | undefined;
    }
  | {
      readonly kind: 'map';
      readonly startAt: string;
      readonly iterations: readonly { readonly item: string; readonly input: string }[];
      readonly maxConcurrency: number;
    }
  | { readonly kind: 'fail'; readonly error: string; readonly cause: string };
