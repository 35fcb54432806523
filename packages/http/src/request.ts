import { DomainError, type FieldProblem } from '@bos/kernel/errors';
import { problemsOf } from '@bos/kernel/parse';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import * as z from 'zod';
import type { VerifiedClaims } from './principal.ts';
import { HttpError } from './problem.ts';
import type { RouteContract } from './route.ts';
import { unknownFields } from './unknown-fields.ts';

/** The largest field list in an answer: a hostile body must not make a large one. */
const MOST_PROBLEMS = 50;

/** What a request carries, parsed by its contract. `params`, `query` and `body` have the contract's types. */
export interface ParsedRequest {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
  readonly ifMatch?: number;
  readonly idempotencyKey?: string;
}

/**
 * Parses parameters, query, body and headers. Throws one `invalid` DomainError (INVALID_INPUT) with all broken
 * fields, or an HttpError for a media type (415) or a missing version (428).
 */
export function parseRequest(contract: RouteContract, event: APIGatewayProxyEventV2): ParsedRequest {
  const problems: FieldProblem[] = [];
  const parse = (schema: z.ZodType | undefined, value: unknown, place: string): unknown => {
    if (!schema) return place === 'body' ? undefined : {};
    const result = schema.safeParse(value);
    if (!result.success) problems.push(...problemsOf(result.error).map((it) => ({ ...it, field: it.field || place })));
    else if (place === 'body')
      problems.push(...unknownFields(value, result.data).map((field) => ({ field, rule: 'is not a known field' })));
    return result.data;
  };
  const parsed = {
    params: parse(contract.params, event.pathParameters ?? {}, 'params'),
    query: parse(contract.query, event.queryStringParameters ?? {}, 'query'),
    body: parse(contract.body, contract.body ? readJson(event) : undefined, 'body'),
  };
  if (problems.length > 0) throw invalidInput(problems);
  const ifMatch = readIfMatch(contract, event.headers['if-match']);
  const idempotencyKey = readIdempotencyKey(contract, event.headers['idempotency-key']);
  return {
    ...parsed,
    ...(ifMatch === undefined ? {} : { ifMatch }),
    ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
  };
}

function invalidInput(problems: readonly FieldProblem[]): DomainError {
  const fields = problems.slice(0, MOST_PROBLEMS);
  return new DomainError('invalid', 'INVALID_INPUT', 'The request breaks the rules listed in "errors".', {
    problems: fields,
  });
}

/** The body as JSON, undefined when there is none. */
function readJson(event: APIGatewayProxyEventV2): unknown {
  if (event.body === undefined || event.body === '') return undefined;
  const mediaType = event.headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase();
  if (mediaType !== 'application/json')
    throw new HttpError(415, 'UNSUPPORTED_MEDIA_TYPE', 'The body must be application/json.');
  const text = event.isBase64Encoded ? Buffer.from(event.body, 'base64').toString('utf8') : event.body;
  try {
    return JSON.parse(text);
  } catch {
    throw invalidInput([{ field: 'body', rule: 'must be JSON' }]);
  }
}

/**
 * The version in `If-Match: "7"`. The weak form `W/"7"` is the same version: proxies that compress weaken tags.
 */
function readIfMatch(contract: RouteContract, header: string | undefined): number | undefined {
  if (header === undefined) {
    if (contract.ifMatch !== 'required') return undefined;
    throw new HttpError(428, 'IF_MATCH_REQUIRED', 'Send the version that you saw, as in If-Match: "7".');
  }
  const version = /^(?:W\/)?"(\d{1,15})"$/.exec(header.trim())?.[1];
  if (version === undefined)
    throw invalidInput([{ field: 'If-Match', rule: 'must be one version in quotes, as in "7"' }]);
  return Number(version);
}

function readIdempotencyKey(contract: RouteContract, header: string | undefined): string | undefined {
  if (header === undefined && contract.idempotencyKey !== 'required') return undefined;
  if (header !== undefined && /^[\x21-\x7e]{1,255}$/.test(header)) return header;
  throw invalidInput([{ field: 'Idempotency-Key', rule: 'must be 1 to 255 visible ASCII characters' }]);
}

/** Claims as API Gateway's JWT authorizer passes them: mostly text, numbers too on other gateways. */
const authorizerSchema = z.object({
  authorizer: z.object({
    jwt: z.object({
      claims: z.object({
        sub: z.string().min(1),
        iss: z.string().min(1),
        iat: z.coerce.number().positive(),
        jti: z.string().min(1).optional(),
      }),
    }),
  }),
});

/** The verified claims of the caller, undefined when the gateway passed none that can be used. */
export function readClaims(event: APIGatewayProxyEventV2): VerifiedClaims | undefined {
  const result = authorizerSchema.safeParse(event.requestContext);
  if (!result.success) return undefined;
  const { sub, iss, iat, jti } = result.data.authorizer.jwt.claims;
  const claims = { subject: sub, issuer: iss, issuedAt: new Date(iat * 1000) };
  return jti === undefined ? claims : { ...claims, tokenId: jti };
}
