/** A call that the API was made once, and what it answered: what a reader of the document sees of an operation. */
export interface OperationExample {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  /** JSON; absent where the answer has no body. */
  readonly answer?: unknown;
  /** Problems with which it was refused. */
  readonly refusals?: readonly ShownProblem[];
}

/** A problem as it was answered. */
export interface ShownProblem {
  readonly status: number;
  readonly code: string;
}

/** The examples of a document. They belong to the routes, but are kept apart: only the document carries them. */
export interface DocumentExamples {
  /** By operation id. */
  readonly operations: Readonly<Record<string, OperationExample>>;
  /** Problems that routes share, by the name of the component. */
  readonly problems: Readonly<Record<string, ShownProblem>>;
  /** What the gateway itself answers, by status. */
  readonly messages: Readonly<Record<string, unknown>>;
}

export const NO_EXAMPLES: DocumentExamples = { operations: {}, problems: {}, messages: {} };
