/** One broken rule of a request. */
export interface FieldError {
  readonly field: string;
  readonly rule: string;
}

export interface ApiErrorDetails {
  /** The HTTP status; 0 when no answer came. */
  readonly status: number;
  /** Stable, such as `TICKET_NOT_FOUND`. */
  readonly code: string;
  /** For people. */
  readonly detail: string;
  readonly errors?: readonly FieldError[];
  readonly requestId?: string;
  readonly cause?: unknown;
}

/** A call that did not succeed. Decide on `code`; `UNREACHABLE` means that nobody answered. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly errors: readonly FieldError[];
  /** Names the request in the server's log. */
  readonly requestId: string | undefined;

  constructor({ status, code, detail, errors = [], requestId, cause }: ApiErrorDetails) {
    super(detail, cause === undefined ? undefined : { cause });
    this.name = 'ApiError';
    this.status = status;
    this.code = code;
    this.detail = detail;
    this.errors = errors;
    this.requestId = requestId;
  }
}

/** The error of an answer that is no success: its problem details, or what the gateway says in its own words. */
export function apiErrorOf(status: number, text: string, requestId: string | undefined): ApiError {
  const problem = objectOf(text);
  const code = textOf(problem.code) ?? `HTTP_${status}`;
  const detail =
    textOf(problem.detail) ?? textOf(problem.title) ?? textOf(problem.message) ?? `The server answered ${status}.`;
  const named = textOf(problem.requestId) ?? requestId;
  return new ApiError({
    status,
    code,
    detail,
    errors: fieldErrorsOf(problem.errors),
    ...(named !== undefined && { requestId: named }),
  });
}

function objectOf(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : {};
  } catch {
    return {};
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function fieldErrorsOf(value: unknown): FieldError[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((item: unknown) => {
    if (!isRecord(item)) return [];
    const { field, rule } = item;
    return typeof field === 'string' && typeof rule === 'string' ? [{ field, rule }] : [];
  });
}
