import { DomainError, type ErrorKind, type FieldProblem } from '@bos/kernel/errors';
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';

/** An error answer as RFC 9457 (`application/problem+json`) wants it. `code` is stable, `detail` is for people. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail?: string;
  readonly code: string;
  readonly requestId: string;
  readonly errors?: readonly FieldProblem[];
}

/** A refusal that only HTTP knows: a media type, an unknown route, a missing header. */
export class HttpError extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.name = 'HttpError';
    this.status = status;
    this.code = code;
  }
}

/** Seconds after which a caller may try again what was unavailable. */
export const RETRY_AFTER_SECONDS = 5;

export const STATUS_OF_KIND = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  precondition_failed: 412,
  too_large: 413,
  rate_limited: 429,
  unavailable: 503,
} as const satisfies Record<ErrorKind, number>;

const TITLES: Readonly<Record<number, string>> = {
  400: 'Invalid request',
  401: 'Not signed in',
  403: 'Not allowed',
  404: 'Not found',
  409: 'Conflict',
  412: 'Changed meanwhile',
  413: 'Too large',
  415: 'Unsupported media type',
  428: 'Version required',
  429: 'Too many requests',
  500: 'Internal error',
  503: 'Unavailable',
};

export function titleOf(status: number): string {
  return TITLES[status] ?? 'Error';
}

export function problemType(code: string): string {
  return `urn:building-os:problem:${code.toLowerCase().replaceAll('_', '-')}`;
}

/** The problem that tells of an error. An error nobody expected is a 500 that says nothing more. */
export function problemOf(error: unknown, requestId: string): Problem {
  if (error instanceof DomainError) {
    const status = STATUS_OF_KIND[error.kind];
    const errors = error.problems.length > 0 ? { errors: error.problems } : {};
    return { ...problem(status, error.code, requestId), detail: error.message, ...errors };
  }
  if (error instanceof HttpError) return { ...problem(error.status, error.code, requestId), detail: error.message };
  return problem(500, 'INTERNAL_ERROR', requestId);
}

function problem(status: number, code: string, requestId: string): Problem {
  return { type: problemType(code), title: titleOf(status), status, code, requestId };
}

/** The problem as an answer of the gateway, with the headers that its status asks for. */
export function problemResponse(problem: Problem): APIGatewayProxyStructuredResultV2 {
  const headers: Record<string, string> = { 'content-type': 'application/problem+json' };
  if (problem.status === 401) headers['www-authenticate'] = 'Bearer';
  if (problem.status === 503) headers['retry-after'] = String(RETRY_AFTER_SECONDS);
  return { statusCode: problem.status, headers, body: JSON.stringify(problem) };
}
