import type { DocumentExamples } from './openapi-examples.ts';
import type { JsonObject } from './openapi-schemas.ts';
import { titleOf } from './problem.ts';
import type { RouteContract, RouteError } from './route.ts';

const problemSchema = {
  type: 'object',
  description: 'An error as in RFC 9457. Programs read `code`; people read `detail`.',
  properties: {
    type: { type: 'string', description: 'urn:building-os:problem:… of the code.' },
    title: { type: 'string' },
    status: { type: 'integer', minimum: 400, maximum: 599 },
    detail: { type: 'string' },
    code: { type: 'string', pattern: '^[A-Z0-9_]+$' },
    requestId: { type: 'string' },
    errors: {
      type: 'array',
      description: 'The broken rules of an invalid request.',
      items: {
        type: 'object',
        properties: { field: { type: 'string' }, rule: { type: 'string' } },
        required: ['field', 'rule'],
      },
    },
  },
  required: ['type', 'title', 'status', 'code', 'requestId'],
};

const gatewayMessageSchema = {
  type: 'object',
  description: 'What the gateway itself answers, before a function runs.',
  properties: { message: { type: 'string' } },
  required: ['message'],
};

/** The failures that routes share, by name of the component. */
const SHARED = {
  BadRequest: { status: 400, description: 'INVALID_INPUT: the request breaks the rules listed in `errors`.' },
  Unauthenticated: { status: 401, description: 'No valid token, or nobody we know.' },
  Forbidden: { status: 403, description: 'FORBIDDEN: the permission named in `detail` is missing.' },
  NotFound: { status: 404, description: 'Nothing there for this caller. A foreign building answers the same.' },
  TooLarge: { status: 413, description: 'The body is larger than the gateway takes.' },
  UnsupportedMediaType: { status: 415, description: 'UNSUPPORTED_MEDIA_TYPE: the body must be application/json.' },
  VersionRequired: { status: 428, description: 'IF_MATCH_REQUIRED: send the version that you saw.' },
  InternalError: { status: 500, description: 'INTERNAL_ERROR: our fault; name the request id when you report it.' },
  Unavailable: { status: 503, description: 'Try again after `Retry-After` seconds.' },
} as const;

type SharedName = keyof typeof SHARED;

/** Statuses that the gateway may answer by itself, in its own form. */
const BY_GATEWAY: readonly number[] = [401, 404, 413, 500, 503];

interface SharedComponents {
  readonly schemas: JsonObject;
  readonly responses: JsonObject;
  /** Problems that were answered once, by the name of their response. */
  readonly examples: JsonObject;
}

/** What every document has. */
export function sharedComponents(examples: DocumentExamples): SharedComponents {
  const { problems } = examples;
  const failures = Object.entries(SHARED);
  return {
    schemas: { Problem: problemSchema, GatewayMessage: gatewayMessageSchema },
    responses: Object.fromEntries(
      failures.map(([name, { status, description }]) => [
        name,
        response(status, description, sharedExample(name, examples), examples),
      ]),
    ),
    examples: Object.fromEntries(
      failures.flatMap(([name]) => (name in problems ? [[name, { value: problems[name] }]] : [])),
    ),
  };
}

/**
 * The failures of one route by status: shared ones as references, those with codes of its own spelled out. Problems
 * that were answered once stand beside, each by its code.
 */
export function errorResponses(route: RouteContract, examples: DocumentExamples): JsonObject {
  const shared = new Map<number, SharedName>(sharedOf(route).map((name) => [SHARED[name].status, name]));
  const own = new Map<number, RouteError[]>();
  for (const error of route.errors ?? []) own.set(error.status, [...(own.get(error.status) ?? []), error]);
  const statuses = [...new Set([...shared.keys(), ...own.keys()])].sort((a, b) => a - b);
  return Object.fromEntries(
    statuses.map((status) => {
      const name = shared.get(status);
      const errors = own.get(status);
      if (!errors) return [status, { $ref: `#/components/responses/${name}` }];
      const lines = errors.map(({ code, description }) => `${code}: ${description}`);
      const description = [...lines, ...(name ? [SHARED[name].description] : [])].join('\n\n');
      const shown = { ...ownExamples(route, errors, examples), ...(name && sharedExample(name, examples)) };
      return [status, response(status, description, shown, examples)];
    }),
  );
}

function sharedOf(route: RouteContract): SharedName[] {
  const guarded = route.permission !== 'public';
  const parsed = route.params || route.query || route.body || route.ifMatch || route.idempotencyKey;
  const names: (SharedName | false | undefined)[] = [
    parsed && 'BadRequest',
    guarded && 'Unauthenticated',
    guarded && route.permission !== 'signed-in' && 'Forbidden',
    route.params && 'NotFound',
    route.body && 'TooLarge',
    route.body && 'UnsupportedMediaType',
    route.ifMatch === 'required' && 'VersionRequired',
    'InternalError',
    'Unavailable',
  ];
  return names.filter((name) => name !== undefined && name !== false);
}

/** The example of a shared failure by its code, empty where there is none. */
function sharedExample(name: string, { problems }: DocumentExamples): JsonObject {
  const problem = problems[name];
  return problem === undefined ? {} : { [problem.code]: { $ref: `#/components/examples/${name}` } };
}

/** The problems with which a route was refused for these reasons. */
function ownExamples(
  { operationId }: RouteContract,
  errors: readonly RouteError[],
  { operations }: DocumentExamples,
): JsonObject {
  const refusals = operations[operationId]?.refusals ?? [];
  const known = refusals.filter((problem) =>
    errors.some(({ status, code }) => status === problem.status && code === problem.code),
  );
  return Object.fromEntries(known.map((problem) => [problem.code, { value: problem }]));
}

function response(status: number, description: string, shown: JsonObject, { messages }: DocumentExamples): JsonObject {
  const examples = Object.keys(shown).length === 0 ? {} : { examples: shown };
  const problem = { schema: { $ref: '#/components/schemas/Problem' }, ...examples };
  const message = status in messages ? { example: messages[status] } : {};
  const gateway = { schema: { $ref: '#/components/schemas/GatewayMessage' }, ...message };
  return {
    description: `${titleOf(status)}. ${description}`,
    content: {
      'application/problem+json': problem,
      ...(BY_GATEWAY.includes(status) && { 'application/json': gateway }),
    },
  };
}
