import { type DocumentExamples, NO_EXAMPLES } from './openapi-examples.ts';
import { operation } from './openapi-operation.ts';
import { sharedComponents } from './openapi-problems.ts';
import { type JsonObject, SchemaCollector } from './openapi-schemas.ts';
import { type RouteContract, routeKey } from './route.ts';

export interface ApiInformation {
  readonly title: string;
  readonly version: string;
  readonly description?: string;
  readonly servers: readonly { readonly url: string; readonly description?: string }[];
}

/** An OpenAPI 3.1 document. Plain JSON. */
export interface OpenApiDocument extends JsonObject {
  readonly openapi: '3.1.0';
  readonly paths: JsonObject;
  readonly components: { readonly schemas: JsonObject } & JsonObject;
}

/**
 * The OpenAPI 3.1 document of these routes, with what they answered once where it is given. The same routes give the same text in whatever order they come.
 * Throws TypeError when two routes share an operation id or a key, and on schemas that JSON Schema cannot say.
 */
export function openApiDocument(
  routes: readonly RouteContract[],
  information: ApiInformation,
  examples: DocumentExamples = NO_EXAMPLES,
): OpenApiDocument {
  const sorted = [...routes].sort((a, b) => compare(a.path, b.path) || compare(a.method, b.method));
  refuseDuplicates(sorted.map(routeKey), 'key');
  refuseDuplicates(
    sorted.map((route) => route.operationId),
    'operation id',
  );
  const schemas = new SchemaCollector();
  const paths: Record<string, JsonObject> = {};
  for (const route of sorted) {
    const described = operation(route, schemas, examples);
    paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: described };
  }
  const shared = sharedComponents(examples);
  const { servers, ...info } = information;
  return {
    openapi: '3.1.0',
    info: { ...info, license: { name: 'MIT', identifier: 'MIT' } },
    servers,
    security: [{ bearer: [] }],
    tags: [...new Set(sorted.map((route) => route.tag))].sort().map((name) => ({ name })),
    paths,
    components: {
      schemas: sortKeys({ ...schemas.components(), ...shared.schemas }),
      responses: shared.responses,
      examples: shared.examples,
      securitySchemes: {
        bearer: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description: 'A token of the OpenID Connect issuer. Rights are read from the membership at every request.',
        },
      },
    },
  };
}

function refuseDuplicates(names: readonly string[], what: string): void {
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new TypeError(`Two routes have the ${what} ${twice}.`);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** By name, so that adding a route moves nothing else. */
function sortKeys(schemas: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(schemas).sort(([a], [b]) => compare(a, b)));
}
