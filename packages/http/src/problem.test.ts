import { DomainError, type ErrorKind, invalid, notFound } from '@bos/kernel/errors';
import { describe, expect, test } from 'vitest';
import { HttpError, problemOf, problemResponse, STATUS_OF_KIND, titleOf } from './problem.ts';

describe('problemOf', () => {
  test.each<[ErrorKind, number]>([
    ['invalid', 400],
    ['unauthenticated', 401],
    ['forbidden', 403],
    ['not_found', 404],
    ['conflict', 409],
    ['precondition_failed', 412],
    ['too_large', 413],
    ['rate_limited', 429],
    ['unavailable', 503],
  ])('answers %s with %i', (kind, status) => {
    expect(problemOf(new DomainError(kind, 'SOME_CODE', 'Why.'), 'r1')).toMatchObject({ status, code: 'SOME_CODE' });
  });

  test('every status that a kind maps to has a title', () => {
    expect(Object.values(STATUS_OF_KIND).map(titleOf)).not.toContain('Error');
  });

  test('tells type, title, detail, code and request id', () => {
    expect(problemOf(notFound('ticket', 't1'), 'r1')).toEqual({
      type: 'urn:building-os:problem:ticket-not-found',
      title: 'Not found',
      status: 404,
      detail: 'No ticket t1.',
      code: 'TICKET_NOT_FOUND',
      requestId: 'r1',
    });
  });

  test('lists the broken rules', () => {
    const problems = [{ field: 'title', rule: 'too short' }];
    expect(problemOf(invalid('INVALID_INPUT', 'No.', problems), 'r1').errors).toEqual(problems);
  });

  test('says nothing of an error nobody expected', () => {
    const problem = problemOf(new Error('password=hunter2 in connection string'), 'r1');
    expect(problem).toEqual({
      type: 'urn:building-os:problem:internal-error',
      title: 'Internal error',
      status: 500,
      code: 'INTERNAL_ERROR',
      requestId: 'r1',
    });
  });
});

describe('problemResponse', () => {
  const headersOf = (error: unknown) => problemResponse(problemOf(error, 'r1')).headers;

  test('is application/problem+json', () => {
    expect(headersOf(new HttpError(415, 'UNSUPPORTED_MEDIA_TYPE', 'No.'))).toEqual({
      'content-type': 'application/problem+json',
    });
  });

  test('says when to come back and how to sign in', () => {
    expect(headersOf(new DomainError('unavailable', 'ENGINE_DOWN', 'x'))).toMatchObject({ 'retry-after': '5' });
    expect(headersOf(new DomainError('unauthenticated', 'X', 'x'))).toMatchObject({ 'www-authenticate': 'Bearer' });
  });
});
