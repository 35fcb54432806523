/**
 * What went wrong, in the caller's terms. The HTTP layer maps each kind to one status;
 * consumers retry only `unavailable` and `conflict`.
 */
export type ErrorKind =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'not_found'
  | 'conflict'
  | 'precondition_failed'
  | 'too_large'
  | 'rate_limited'
  | 'unavailable';

/** One broken rule of an input: `field` is a path like `slots.when`, `rule` says what would be right. */
export interface FieldProblem {
  readonly field: string;
  readonly rule: string;
}

export interface DomainErrorOptions {
  readonly cause?: unknown;
  readonly problems?: readonly FieldProblem[];
}

/**
 * An expected failure with a stable code (`TICKET_NOT_FOUND`). The message holds ids, never personal data:
 * it may be logged and shown.
 */
export class DomainError extends Error {
  readonly kind: ErrorKind;
  readonly code: string;
  readonly problems: readonly FieldProblem[];

  constructor(kind: ErrorKind, code: string, message: string, options: DomainErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'DomainError';
    this.kind = kind;
    this.code = code;
    this.problems = options.problems ?? [];
  }
}

export function invalid(code: string, message: string, problems: readonly FieldProblem[] = []): DomainError {
  return new DomainError('invalid', code, message, { problems });
}

/** `notFound('ticket', id)` has the code TICKET_NOT_FOUND. */
export function notFound(what: string, id: string): DomainError {
  return new DomainError('not_found', `${what.toUpperCase().replaceAll(' ', '_')}_NOT_FOUND`, `No ${what} ${id}.`);
}

export function isDomainError(error: unknown, code?: string): error is DomainError {
  return error instanceof DomainError && (code === undefined || error.code === code);
}
