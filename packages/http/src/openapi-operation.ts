import type { DocumentExamples, OperationExample } from './openapi-examples.ts';
import { errorResponses } from './openapi-problems.ts';
import type { JsonObject, SchemaCollector } from './openapi-schemas.ts';
import type { RouteContract } from './route.ts';

/** One OpenAPI operation object, with its example where there is one; its named schemas go to the collector. */
export function operation(route: RouteContract, schemas: SchemaCollector, examples: DocumentExamples): JsonObject {
  const example = examples.operations[route.operationId] ?? {};
  const { permission } = route;
  const guarded = permission !== 'public' && permission !== 'signed-in';
  const needs = guarded ? `Permission: \`${permission}\`.` : undefined;
  const description = [route.description, needs].filter((text) => text !== undefined).join('\n\n');
  const parameters = [
    ...schemas.parameters(route.params, 'path', example.params),
    ...schemas.parameters(route.query, 'query', example.query),
    ...headerParameters(route),
  ];
  return {
    operationId: route.operationId,
    summary: route.summary,
    ...(description === '' ? {} : { description }),
    tags: [route.tag],
    ...(guarded ? { 'x-permission': permission } : {}),
    ...(permission === 'public' ? { security: [] } : {}),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(route.body ? { requestBody: requestBody(route, schemas) } : {}),
    responses: {
      [route.response.status]: success(route, schemas, example),
      ...errorResponses(route, examples),
    },
  };
}

function requestBody(route: RouteContract, schemas: SchemaCollector): JsonObject {
  const { body, examples } = route;
  const example = examples?.body === undefined ? {} : { example: examples.body };
  const required = body?.safeParse(undefined).success !== true;
  return { required, content: { 'application/json': { schema: schemas.input(body), ...example } } };
}

function success(route: RouteContract, schemas: SchemaCollector, { answer }: OperationExample): JsonObject {
  const { description, schema } = route.response;
  const headers = {
    'x-request-id': { description: 'Names this request in logs and problems.', schema: { type: 'string' } },
    ...(route.ifMatch
      ? { etag: { description: 'The version of the item, for If-Match.', schema: { type: 'string' } } }
      : {}),
  };
  if (!schema) return { description, headers };
  const content = { schema: schemas.output(schema), ...(answer === undefined ? {} : { example: answer }) };
  return { description, headers, content: { 'application/json': content } };
}

function headerParameters(route: RouteContract): JsonObject[] {
  const parameters: JsonObject[] = [];
  if (route.ifMatch)
    parameters.push({
      name: 'If-Match',
      in: 'header',
      required: route.ifMatch === 'required',
      description: 'The version that you saw, from the ETag. Another version meanwhile answers 412.',
      schema: { type: 'string', pattern: '^(W/)?"[0-9]{1,15}"$' },
      example: '"7"',
    });
  if (route.idempotencyKey)
    parameters.push({
      name: 'Idempotency-Key',
      in: 'header',
      required: route.idempotencyKey === 'required',
      description: 'Your own unique text for this request: sent again, it does nothing twice.',
      schema: { type: 'string', pattern: '^[!-~]{1,255}$' },
      example: '6f9619ff-8b86-d011-b42d-00c04fc964ff',
    });
  return parameters;
}
